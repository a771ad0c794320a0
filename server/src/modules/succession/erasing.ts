/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';

interface KeptOffer {
  role: string;
  offered: number;
  answered: number | null;
  agreed: boolean | null;
}

interface KeptTrial {
  role: string;
  begun: number;
  ends: number;
  outcome: string | null;
}

export async function keptSuccession(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const [org, ids] = [ctx.orgId, uuids(enrolmentIds)];
  const roleOf = (alias: string) => sql.raw(`role r ON r.org_id = ${alias}.org_id AND r.id = ${alias}.role_id`);
  const willing = await rowsOf<{ since: number }>(
    ctx,
    sql`SELECT ${ms('since')} AS since FROM succession_willing WHERE org_id = ${org} AND enrolment_id = ANY(${ids}) ORDER BY since`,
  );
  const offers = await rowsOf<KeptOffer>(
    ctx,
    sql`SELECT r.name AS role, ${ms('o.offered_at')} AS offered, ${ms('o.answered_at')} AS answered, o.agreed FROM role_offer o JOIN ${roleOf('o')}
        WHERE o.org_id = ${org} AND o.enrolment_id = ANY(${ids}) ORDER BY o.offered_at, o.id`,
  );
  const trials = await rowsOf<KeptTrial>(
    ctx,
    sql`SELECT r.name AS role, ${ms('k.begun_at')} AS begun, ${ms('k.ends_at')} AS ends, k.outcome FROM role_trial k JOIN ${roleOf('k')}
        WHERE k.org_id = ${org} AND k.enrolment_id = ANY(${ids}) ORDER BY k.begun_at, k.id`,
  );
  const endings = await rowsOf<{ role: string; how: string; at: number; reason: string }>(
    ctx,
    sql`SELECT r.name AS role, n.how, ${ms('n.at')} AS at, n.reason FROM role_ending n
        JOIN role_holder h ON h.org_id = n.org_id AND h.id = n.holder_id JOIN ${roleOf('h')}
        WHERE n.org_id = ${org} AND h.enrolment_id = ANY(${ids}) ORDER BY n.at`,
  );
  return {
    willing: willing.map(({ since }) => ({ since: iso(since) })),
    roleOffers: offers.map(({ offered, answered, ...row }) => ({ ...row, offeredAt: iso(offered), answeredAt: isoOrNull(answered) })),
    roleTrials: trials.map(({ begun, ends, ...row }) => ({ ...row, begunAt: iso(begun), endsAt: iso(ends) })),
    roleEndings: endings.map(({ at, ...row }) => ({ ...row, at: iso(at) })),
  };
}

/** What was said and asked goes; how a time in a role ended stays, of nobody and without its reason. */
export async function eraseSuccession(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  for (const table of ['succession_willing', 'role_offer', 'role_trial'])
    await rowsOf(ctx, sql`DELETE FROM ${sql.raw(table)} WHERE ${own}`);
  await rowsOf(
    ctx,
    sql`UPDATE role_ending SET reason = '' WHERE org_id = ${ctx.orgId} AND holder_id IN (SELECT id FROM role_holder WHERE ${own})`,
  );
}
