/**
 * What anybody may do who holds an invitation's code or an application's secret. The caller is nobody: each verb goes by what it
 * is handed and tells of that one invitation or application alone.
 */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { and, eq, inArray, isNull, lt, or, sql } from '../rows.ts';
import type { OwnApplication, Sign } from './contract.ts';
import { hashOf, makeLink, newToken } from './enrolling.ts';
import { findEnrolment } from './find.ts';
import { guardianWords, keepGuardian } from './guardian.ts';
import type { GuardianSaid } from './guardian-contract.ts';
import { byCode, CONSENT } from './invitation.ts';
import { recommenderOf } from './recommending.ts';
import { advertisingSigns, firstState, hasRoom, stateOf } from './rules.ts';
import { application, enrolment } from './schema.ts';
import { quizPassed } from './trying.ts';
import { type Application, admit, fillPlaces, lockInvitation } from './waiting-list.ts';

const ENTER_MS = 600_000;
/** Nobody reviews more; whoever floods a form fills no database. */
const MOST_WAITING = 1_000;

interface Applied {
  code: string;
  name: string;
  answer: string;
  consent: string;
  secret?: string | undefined;
  recommendation: string;
  guardian?: GuardianSaid | undefined;
}

/**
 * @throws DomainError `invitation.unknown`, `invitation.closed`, `invitation.busy`, `application.consent`, `application.answer`,
 * `application.quiz`, `application.guardian`
 */
export async function apply(ctx: CommandContext, { code, name, answer, consent, secret = newToken(), recommendation, guardian }: Applied) {
  const { communityId } = await byCode(ctx, code);
  const held = await lockInvitation(ctx, communityId);
  const before = await bySecret(ctx, secret);
  if (before) {
    ctx.unchanged();
    return { ...(await shown(ctx, before)), secret };
  }
  if (!held || stateOf(held, ctx.now()) !== 'open') throw new DomainError('invitation.closed');
  if (consent !== CONSENT) throw new DomainError('application.consent');
  if (held.question !== '' && answer === '') throw new DomainError('application.answer');
  const words = await guardianWords(ctx, communityId);
  if (words !== '' && !guardian) throw new DomainError('application.guardian');
  const waiting = await ctx.db.$count(application, inState(ctx, communityId, undecided));
  if (waiting >= MOST_WAITING) throw new DomainError('invitation.busy');
  const passed = await quizPassed(ctx, communityId, secret);
  const signs: Sign[] = [...(await signsOf(ctx, communityId, { name, answer })), ...(passed === false ? (['quiz'] as const) : [])];
  const room = hasRoom(held.capacity, await fillPlaces(ctx, held));
  const state = firstState({ decide: held.decide, room, signs });
  const at = new Date(ctx.now());
  const row: Application = {
    orgId: ctx.orgId,
    id: ctx.newId(),
    communityId,
    secretHash: hashOf(secret),
    name,
    answer: held.question === '' ? '' : answer,
    state: state === 'approved' ? 'waiting' : state,
    reason: '',
    signs,
    appliedAt: at,
    decidedAt: null,
    consent,
    consentAt: at,
    enrolmentId: null,
    enteredAt: null,
    recommendedBy: await recommenderOf(ctx, communityId, recommendation),
    memberId: null,
  };
  await ctx.db.insert(application).values(row);
  if (words !== '' && guardian) await keepGuardian(ctx, { communityId, words, said: guardian, applicationId: row.id });
  ctx.emit('application.received', { communityId, subjectId: row.id }, { state, signs: signs.join(' ') });
  if (state === 'approved') await admit(ctx, row);
  return { ...(await ownApplication(ctx, { secret })), secret };
}

/** @throws DomainError `application.unknown` */
export async function ownApplication(ctx: QueryContext, { secret }: { secret: string }): Promise<OwnApplication> {
  return shown(ctx, await applicationOf(ctx, secret));
}

/** @throws DomainError `application.unknown`, `application.notApproved`, `application.entered`, `application.left` */
export async function enter(ctx: CommandContext, { secret }: { secret: string }) {
  const { enrolmentId, enteredAt } = await applicationOf(ctx, secret);
  if (enrolmentId === null) throw new DomainError('application.notApproved');
  if (enteredAt !== null) throw new DomainError('application.entered');
  const { id, communityId, memberId, leftAt } = await findEnrolment(ctx, enrolmentId);
  if (leftAt !== null) throw new DomainError('application.left');
  return makeLink(ctx, { id, communityId, memberId }, ENTER_MS);
}

async function bySecret(ctx: QueryContext, secret: string): Promise<Application | null> {
  const [row] = await ctx.db
    .select()
    .from(application)
    .where(and(eq(application.orgId, ctx.orgId), eq(application.secretHash, hashOf(secret))));
  return row ?? null;
}

/** @throws DomainError `application.unknown` */
export async function applicationOf(ctx: QueryContext, secret: string): Promise<Application> {
  const found = await bySecret(ctx, secret);
  if (!found) throw new DomainError('application.unknown');
  return found;
}

const undecided = ['waiting', 'waitlisted'] as const;

/** Applications of a community in any of these states. */
function inState(ctx: QueryContext, communityId: string, states: readonly Application['state'][]) {
  return and(eq(application.orgId, ctx.orgId), eq(application.communityId, communityId), inArray(application.state, [...states]));
}

/** Advertising, and names that are taken: by somebody in the community, or by an application nobody has decided on yet. */
async function signsOf(ctx: QueryContext, communityId: string, words: { name: string; answer: string }): Promise<Sign[]> {
  const named = words.name.toLowerCase();
  const [enrolled] = await ctx.db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(
      and(
        eq(enrolment.orgId, ctx.orgId),
        eq(enrolment.communityId, communityId),
        isNull(enrolment.leftAt),
        eq(sql`lower(${enrolment.nickname})`, named),
      ),
    )
    .limit(1);
  const [applied] = await ctx.db
    .select({ id: application.id })
    .from(application)
    .where(and(inState(ctx, communityId, undecided), eq(sql`lower(${application.name})`, named)))
    .limit(1);
  return [...advertisingSigns(words), ...(enrolled ? (['sameName'] as const) : []), ...(applied ? (['appliedTwice'] as const) : [])];
}

async function shown(ctx: QueryContext, row: Application): Promise<OwnApplication> {
  const { communityId, name, state, reason, appliedAt, enrolmentId, enteredAt } = row;
  const left = enrolmentId === null ? null : (await findEnrolment(ctx, enrolmentId)).leftAt;
  return {
    community: (await findCommunity(ctx, communityId)).name,
    name,
    state,
    reason,
    place: state === 'waitlisted' ? await placeOf(ctx, row) : null,
    appliedAt: appliedAt.toISOString(),
    canEnter: enrolmentId !== null && enteredAt === null && left === null,
  };
}

async function placeOf(ctx: QueryContext, { communityId, appliedAt, id }: Application): Promise<number> {
  const earlier = or(lt(application.appliedAt, appliedAt), and(eq(application.appliedAt, appliedAt), lt(application.id, id)));
  return (await ctx.db.$count(application, and(inState(ctx, communityId, ['waitlisted']), earlier))) + 1;
}
