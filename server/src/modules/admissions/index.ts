/**
 * Who takes part in a community, and how they get in: members (one person over all communities), their enrolments, the
 * chat senders they are, and the links they sign in by. Others may ask for the caller's own enrolment.
 */
import { internalQuery, module } from '#kernel';
import { admissions as contract } from './contract.ts';
import { enrolmentScope, ownEnrolments } from './find.ts';
import { verbs } from './verbs.ts';

export { callersEnrolment, findEnrolment } from './find.ts';
export { personActor } from './identify.ts';

export const admissions = module({
  name: 'admissions',
  contract,
  verbs,
  internal: {
    /** For finding out who calls. */
    communitiesOf: internalQuery(async (ctx, { accountId }: { accountId: string }) =>
      (await ownEnrolments(ctx, accountId)).map(({ communityId }) => communityId),
    ),
  },
  scopes: { enrolmentId: enrolmentScope },
});
