/**
 * Who takes part in a community, and how they get in: members (one person over all communities), their enrolments, the
 * chat senders they are, and the links they sign in by; invitations, applications by them, and the waiting list. Others may ask
 * who is enrolled, rename them and bind senders to them.
 */
import { internalCommand, internalQuery, module } from '#kernel';
import { admissions as contract } from './contract.ts';
import { enrolmentScope, placesOf } from './find.ts';
import { entered, forgetApplications, tasks } from './tasks.ts';
import { leave, rename, verbs } from './verbs.ts';

export { applicationOf } from './apply.ts';
export { bindSenders, makeLink, newToken } from './enrolling.ts';
export { eraseEnrolment, keptAbout, removeMembersOf } from './erasing.ts';
export {
  accountOf,
  callerId,
  callersEnrolment,
  findEnrolment,
  livingEnrolments,
  nameOf,
  ownEnrolmentIds,
  ownEnrolments,
  requireOwnEnrolment,
} from './find.ts';
export { personActor } from './identify.ts';
export { byCode, staffInvitation } from './invitation.ts';
export { quizOf, setQuiz } from './quiz.ts';
export { answerAt, answered, nextQuestion, scoreOf } from './quiz-rules.ts';
export { requireRights, setRightsSuspended } from './standing.ts';
export { closeEntry, type MovedIn, moveIn } from './waiting-list.ts';
export { leave, rename };

export const admissions = module({
  name: 'admissions',
  contract,
  verbs,
  internal: {
    /** For finding out who calls. */
    communitiesOf: internalQuery(placesOf),
    entered: internalCommand(entered),
    forgetApplications: internalCommand(forgetApplications),
  },
  tasks,
  scopes: { enrolmentId: enrolmentScope },
});
