/**
 * Alumni (校友): people who completed or left decently and said yes to being found by each other, their invitations to a next class.
 * Owns consents, entries and invitations. Others may ask who is an alumnus, who may come in again though they left, and what is kept about a person.
 */
import { internalQuery, module } from '#kernel';
import { alumni as contract } from './contract.ts';
import { rightsOf } from './find.ts';
import { answer, invitationScope, invite, withdrawInvitation } from './inviting.ts';
import { join, mine, people, withdraw } from './joining.ts';
import { link, list } from './listing.ts';

export { eraseAlumni, keptAlumni } from './erasing.ts';
export { alumniIn, lettingIn } from './find.ts';

export const alumni = module({
  name: 'alumni',
  contract,
  verbs: { mine, join, withdraw, people, answer, list, link, invite, withdrawInvitation },
  /** For finding out who calls. */
  internal: { rightsOf: internalQuery(rightsOf) },
  scopes: { alumniInvitationId: invitationScope },
});
