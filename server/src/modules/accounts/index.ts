/**
 * The organisation, its staff accounts, what they may do, and API keys. Sign-in itself (passwords, sessions) is better-auth's,
 * in a schema of its own. Others may ask who a caller is.
 */
import { module } from '#kernel';
import { accounts as contract } from './contract.ts';
import { identityOperations } from './identify.ts';
import { verbs } from './verbs.ts';

export { allStaff, installedOrg } from './find.ts';
export { atTheDoor, cliActor, keyActor, staffActor } from './identify.ts';
export { hashPassword } from './password.ts';
export { setUp } from './verbs.ts';

export const accounts = module({ name: 'accounts', contract, verbs, internal: identityOperations });
