/** Who of a class could hold the roles of the next one: by the ladder, each rung from the one below. */
import { type QueryContext, visibleCommunities } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { rowsOf, sql, uuids } from '../rows.ts';
import { comparedIn, inOrder, takersOf } from './bench.ts';
import { heldRules } from './defining.ts';
import { wellHeld } from './evidence.ts';
import { offersOf } from './find.ts';

/** At most so many are proposed for a rung. */
const SHOWN = 12;

/** @throws DomainError `community.unknown` */
export async function nextClass(ctx: QueryContext, { communityId, nextId: wanted }: { communityId: string; nextId?: string | undefined }) {
  await findCommunity(ctx, communityId);
  const classes = await classesAfter(ctx, communityId);
  const nextId = classes.find(({ id }) => id === (wanted ?? classes[0]?.id))?.id ?? null;
  if (nextId === null) return { classes, nextId, rungs: [] };
  const { ladder } = (await heldRules(ctx, communityId)).rules;
  const { takers } = await takersOf(ctx, communityId, null);
  const { compared } = await comparedIn(ctx, communityId, takers, []);
  const heldBy = await heldHere(ctx, communityId, ladder);
  const roles = await rowsOf<{ id: string; name: string }>(
    ctx,
    sql`SELECT id, name FROM role WHERE org_id = ${ctx.orgId} AND community_id = ${nextId} AND removed_at IS NULL`,
  );
  const there = new Set(
    (
      await rowsOf<{ memberId: string }>(
        ctx,
        sql`SELECT member_id AS "memberId" FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${nextId} AND left_at IS NULL`,
      )
    ).map(({ memberId }) => memberId),
  );
  const rungs = [];
  for (const [index, name] of ladder.entries()) {
    const from = ladder[index - 1] ?? null;
    const roleId = roles.find((role) => role.name === name)?.id ?? null;
    const offers = roleId === null ? null : await offersOf(ctx, roleId);
    // The lowest rung is for those who held none yet; each other one for those of the rung below.
    const fits = (names: ReadonlySet<string> | undefined) => (from === null ? names === undefined : names?.has(from) === true);
    const people = takers
      .filter(({ enrolmentId }) => fits(heldBy.get(enrolmentId)))
      .map(({ enrolmentId, memberId, nickname, willing }) => {
        const { place = null, reasons = [] } = compared.standings.get(enrolmentId) ?? {};
        return { enrolmentId, nickname, place, willing, reasons, offer: offers?.get(memberId) ?? null, there: there.has(memberId) };
      });
    rungs.push({ name, from, roleId, people: inOrder(people).slice(0, SHOWN) });
  }
  return { classes, nextId, rungs };
}

/** Cloned from this one and seen by the caller, the latest first. */
async function classesAfter(ctx: QueryContext, communityId: string): Promise<{ id: string; name: string }[]> {
  const visible = visibleCommunities(ctx, 'coach');
  const seen = visible === 'all' ? sql`TRUE` : sql`c.id = ANY(${uuids(visible)})`;
  return rowsOf(
    ctx,
    sql`SELECT c.id, c.name FROM community_parent p JOIN community c ON c.org_id = p.org_id AND c.id = p.community_id
        WHERE p.org_id = ${ctx.orgId} AND p.parent_id = ${communityId} AND ${seen} ORDER BY p.base_at DESC, c.id DESC`,
  );
}

/** Names of the rungs each person held here for good. */
async function heldHere(ctx: QueryContext, communityId: string, ladder: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await rowsOf<{ enrolmentId: string; name: string }>(
    ctx,
    sql`SELECT DISTINCT h.enrolment_id AS "enrolmentId", r.name FROM role_holder h JOIN role r ON r.org_id = h.org_id AND r.id = h.role_id
        WHERE h.org_id = ${ctx.orgId} AND r.community_id = ${communityId} AND ${wellHeld}`,
  );
  const held = Map.groupBy(
    rows.filter(({ name }) => ladder.includes(name)),
    ({ enrolmentId }) => enrolmentId,
  );
  return new Map([...held].map(([id, names]) => [id, new Set(names.map(({ name }) => name))]));
}
