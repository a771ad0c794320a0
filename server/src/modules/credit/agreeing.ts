/** Agreeing to the numbered rules: once, and again when what members read of them has changed, told by what changed. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, ownEnrolments, requireOwnEnrolment } from '../admissions/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { allRulesOf, requireRules, rulesOf } from './defining.ts';
import { changesOf } from './rules.ts';

interface Agreement {
  version: number;
  at: number;
}

/** The latest first. */
export function agreementsOf(ctx: QueryContext, enrolmentId: string): Promise<Agreement[]> {
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  return rowsOf<Agreement>(ctx, sql`SELECT version, ${ms('at')} AS at FROM credit_rules_agreement WHERE ${own} ORDER BY version DESC`);
}

/** Where nothing that members read has changed since, nobody is asked. */
export async function toAgree(ctx: QueryContext) {
  const communities = [];
  for (const { enrolmentId, communityId, community } of await ownEnrolments(ctx, accountOf(ctx))) {
    const held = await rulesOf(ctx, communityId);
    const [last] = await agreementsOf(ctx, enrolmentId);
    if (!held || held.version === last?.version) continue;
    const { version, decidedAt, rules } = held;
    const before = last ? ((await allRulesOf(ctx, communityId)).get(last.version) ?? null) : null;
    const { changes, terms } = changesOf(before, rules);
    if (changes.length > 0 || terms)
      communities.push({ communityId, community, version, decidedAt, agreed: before !== null, changes, terms });
  }
  return { communities };
}

/** Once a version: the first time stays. @throws DomainError `access.denied`, `creditRules.none`, `rules.changed` when it is not the version that holds */
export async function agree(ctx: CommandContext, { communityId, version }: { communityId: string; version: number }) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'credit.agree');
  if ((await requireRules(ctx, communityId)).version !== version) throw new DomainError('rules.changed');
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO credit_rules_agreement (org_id, enrolment_id, version, at)
        VALUES (${ctx.orgId}, ${enrolmentId}, ${version}, ${iso(ctx.now())}) ON CONFLICT DO NOTHING RETURNING version`,
  );
  if (added.length === 0) ctx.unchanged();
  else ctx.emit('creditRules.agreed', { communityId, subjectId: enrolmentId }, { version });
  return {};
}
