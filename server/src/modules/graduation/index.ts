/**
 * 结营: who completed a campaign by a rule that staff see the effect of before, and certificates that anybody can verify.
 * Owns the certificates. Others may ask for what is kept about a person, and have it erased.
 */
import { module } from '#kernel';
import { award, certificateScope, certificates, giveBack, mine, revoke, verify } from './certificates.ts';
import { graduation as contract } from './contract.ts';
import { preview } from './preview.ts';

export { eraseGraduation, keptGraduation } from './erasing.ts';
export { preview } from './preview.ts';

export const graduation = module({
  name: 'graduation',
  contract,
  verbs: { preview, award, certificates, revoke, giveBack, mine, verify },
  scopes: { certificateId: certificateScope },
});
