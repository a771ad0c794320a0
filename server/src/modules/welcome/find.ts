import type { QueryContext } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Introduction, Step } from './contract.ts';
import { lintNickname } from './nickname.ts';
import { doneSteps } from './rules.ts';

/** The caller in a community. @throws DomainError `access.denied` */
export const ownEnrolment = (ctx: QueryContext, communityId: string) => requireOwnEnrolment(ctx, communityId, 'welcome');

export interface Plan {
  steps: Step[];
  nicknameFormat: string;
  rules: { version: number; text: string; decidedAt: string } | null;
}

/** A community without a plan asks nothing. */
export async function planOf(ctx: QueryContext, communityId: string): Promise<Plan> {
  const [plan] = await rowsOf<Pick<Plan, 'steps' | 'nicknameFormat'>>(
    ctx,
    sql`SELECT steps, nickname_format AS "nicknameFormat" FROM welcome_plan WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
  );
  const [rules] = await rowsOf<{ version: number; text: string; at: number }>(
    ctx,
    sql`SELECT version, text, ${ms('decided_at')} AS at FROM rules_version WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}
        ORDER BY version DESC LIMIT 1`,
  );
  return {
    steps: plan?.steps ?? [],
    nicknameFormat: plan?.nicknameFormat ?? '',
    // Taking the rules away is a version without words.
    rules: rules && rules.text !== '' ? { version: rules.version, text: rules.text, decidedAt: iso(rules.at) } : null,
  };
}

export type BindingState = 'none' | 'waiting' | 'disputed' | 'bound';

interface Person {
  enrolmentId: string;
  nickname: string;
  place: string | null;
  accepted: number | null;
  introduced: boolean;
  entered: boolean;
  binding: BindingState;
}

export interface PersonDone extends Pick<Person, 'enrolmentId' | 'nickname' | 'binding'> {
  done: Step[];
}

/** Who takes part and what each has done of the plan; of one person where `enrolmentId` is given. */
export async function peopleDone(
  ctx: QueryContext,
  { communityId, community, plan, enrolmentId }: { communityId: string; community: string; plan: Plan; enrolmentId?: string },
): Promise<PersonDone[]> {
  const rows = await rowsOf<Person>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, i.place, i.enrolment_id IS NOT NULL AS introduced, g.enrolment_id IS NOT NULL AS entered,
          (SELECT max(a.version) FROM rules_acceptance a WHERE a.org_id = e.org_id AND a.enrolment_id = e.id) AS accepted, ${bindingState} AS binding
        FROM enrolment e
        LEFT JOIN introduction i ON i.org_id = e.org_id AND i.enrolment_id = e.id
        LEFT JOIN group_entry g ON g.org_id = e.org_id AND g.enrolment_id = e.id
        LEFT JOIN binding_code b ON b.org_id = e.org_id AND b.enrolment_id = e.id
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NULL
          AND ${enrolmentId === undefined ? sql`true` : sql`e.id = ${enrolmentId}`}
        ORDER BY e.joined_at DESC, e.id`,
  );
  const asked = { steps: plan.steps, nicknameFormat: plan.nicknameFormat, rulesVersion: plan.rules?.version ?? null };
  return rows.map(({ place, accepted, introduced, entered, ...row }) => {
    const nickname = lintNickname(row.nickname, plan.nicknameFormat, { community, place: place ?? '' }).met;
    return { ...row, done: doneSteps(asked, { nickname, accepted, introduced, entered }) };
  });
}

/** Of `e` an enrolment and `b` its code, which may be null. */
export const bindingState = sql`CASE
  WHEN EXISTS (SELECT 1 FROM enrolment_identity s WHERE s.org_id = e.org_id AND s.enrolment_id = e.id) THEN 'bound'
  WHEN b.state IS NULL OR b.state = 'used' THEN 'none' ELSE b.state END`;

export async function introductionOf(ctx: QueryContext, enrolmentId: string): Promise<Introduction | null> {
  const [row] = await rowsOf<Omit<Introduction, 'changedAt'> & { at: number }>(
    ctx,
    sql`SELECT who, place, goal, strengths, offers, seeks, listed_at IS NOT NULL AS listed, ${ms('changed_at')} AS at
        FROM introduction WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
  if (!row) return null;
  const { at, ...rest } = row;
  return { ...rest, changedAt: iso(at) };
}

/** Scope of the input field `groupCodeId`. */
export const groupCodeScope = communityOf(sql`group_code t`);
