/** What a community asks of those who are new, and how far each has come: for staff. */
import type { CommandContext, QueryContext } from '#kernel';
import { findEnrolment } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { type Step, steps } from './contract.ts';
import { introductionOf, peopleDone, planOf } from './find.ts';
import { suggestedFormat } from './nickname.ts';
import { askedSteps } from './rules.ts';

/** Nobody reads more of a list. */
const PAGE = 500;

interface OfCommunity {
  communityId: string;
}

export async function showPlan(ctx: QueryContext, { communityId }: OfCommunity) {
  // By name: what blueprints keep, and they know of campaigns.
  const [document] = await rowsOf<{ format: string | null }>(
    ctx,
    sql`SELECT document->'interest'->'face'->>'nickname' AS format FROM community_blueprint
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
  );
  const { name } = await findCommunity(ctx, communityId);
  return { ...(await planOf(ctx, communityId)), suggestedFormat: suggestedFormat(document?.format ?? '', name) };
}

interface Wanted extends OfCommunity {
  steps: Step[];
  nicknameFormat: string;
  rules: string;
}

export async function setPlan(ctx: CommandContext, { communityId, rules, nicknameFormat, ...wanted }: Wanted) {
  const before = await planOf(ctx, communityId);
  const chosen = steps.filter((step) => wanted.steps.includes(step));
  const samePlan = before.nicknameFormat === nicknameFormat && before.steps.join() === chosen.join();
  const sameRules = (before.rules?.text ?? '') === rules;
  if (samePlan && sameRules) {
    ctx.unchanged();
    return showPlan(ctx, { communityId });
  }
  await rowsOf(
    ctx,
    sql`INSERT INTO welcome_plan (org_id, community_id, steps, nickname_format)
        VALUES (${ctx.orgId}, ${communityId}, ${JSON.stringify(chosen)}::jsonb, ${nicknameFormat})
        ON CONFLICT (org_id, community_id) DO UPDATE SET steps = excluded.steps, nickname_format = excluded.nickname_format`,
  );
  // Whoever saves at the same moment waits for the row above, and makes the version after this one.
  if (!sameRules)
    await rowsOf(
      ctx,
      sql`INSERT INTO rules_version (org_id, community_id, version, text, decided_at)
          SELECT ${ctx.orgId}::uuid, ${communityId}::uuid, coalesce(max(version), 0) + 1, ${rules}::text, ${iso(ctx.now())}::timestamptz
          FROM rules_version WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ON CONFLICT DO NOTHING`,
    );
  const after = await showPlan(ctx, { communityId });
  ctx.emit('welcome.planned', { communityId }, { steps: chosen.join(' '), rules: after.rules?.version ?? 0 });
  return after;
}

export async function progress(ctx: QueryContext, { communityId }: OfCommunity) {
  const plan = await planOf(ctx, communityId);
  const people = await peopleDone(ctx, { communityId, community: (await findCommunity(ctx, communityId)).name, plan });
  const asked = askedSteps({ ...plan, rulesVersion: plan.rules?.version ?? null });
  const isOpen = ({ done, binding }: (typeof people)[number]) => done.length < asked.length || binding === 'disputed';
  // A disputed code waits for staff alone.
  const left = ({ done, binding }: (typeof people)[number]) => done.length - (binding === 'disputed' ? asked.length + 1 : 0);
  people.sort((a, b) => left(a) - left(b));
  return { asked, total: people.length, open: people.filter(isOpen).length, people: people.slice(0, PAGE) };
}

/** @throws DomainError `enrolment.unknown` */
export async function person(ctx: QueryContext, { enrolmentId }: { enrolmentId: string }) {
  const { communityId } = await findEnrolment(ctx, enrolmentId);
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  const accepted = await rowsOf<{ version: number; at: number }>(
    ctx,
    sql`SELECT version, ${ms('at')} AS at FROM rules_acceptance WHERE ${own} ORDER BY version`,
  );
  const [group] = await rowsOf<{ name: string | null; at: number }>(
    ctx,
    sql`SELECT (SELECT c.name FROM group_code c WHERE c.org_id = g.org_id AND c.id = g.group_code_id) AS name, ${ms('g.at')} AS at
        FROM group_entry g WHERE ${own}`,
  );
  const plan = { steps: [], nicknameFormat: '', rules: null };
  const [one] = await peopleDone(ctx, { communityId, community: '', plan, enrolmentId });
  return {
    introduction: await introductionOf(ctx, enrolmentId),
    accepted: accepted.map(({ version, at }) => ({ version, at: iso(at) })),
    group: group ? { name: group.name, at: iso(group.at) } : null,
    binding: one?.binding ?? 'none',
  };
}
