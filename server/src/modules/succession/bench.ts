/** The bench of a role: everybody who takes part, in the order of what they have shown. */
import type { QueryContext } from '#kernel';
import { findRole } from '../roles/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import { heldRules, rulesOf } from './defining.ts';
import { evidenceOfAll } from './evidence.ts';
import { offersOf } from './find.ts';
import { compare, judge } from './rules.ts';

interface Taker {
  enrolmentId: string;
  memberId: string;
  nickname: string;
  squad: { id: string; name: string } | null;
  willing: boolean;
  holds: boolean;
  suspended: boolean;
}

const byName = new Intl.Collator('zh-CN', { numeric: true });

/** By place, who is willing first among equals; whoever cannot be compared yet comes last. */
export const inOrder = <T extends { place: number | null; willing: boolean; nickname: string }>(people: T[]): T[] =>
  people.sort(
    (a, b) =>
      (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY) ||
      Number(b.willing) - Number(a.willing) ||
      byName.compare(a.nickname, b.nickname),
  );

/** @throws DomainError `role.unknown` */
export async function bench(ctx: QueryContext, { roleId }: { roleId: string }) {
  const role = await findRole(ctx, roleId);
  const held = await heldRules(ctx, role.communityId);
  const { ladder } = held.rules;
  const rules = rulesOf(held, role);
  const { takers, suspended } = await takersOf(ctx, role.communityId, roleId);
  const { evidence, compared } = await comparedIn(ctx, role.communityId, takers, ladder.slice(0, Math.max(0, ladder.indexOf(role.name))));
  const offers = await offersOf(ctx, roleId);
  const people = takers.map(({ memberId, suspended: _, ...taker }) => {
    const needs = judge(rules.needs, evidence.get(taker.enrolmentId) ?? {});
    const standing = compared.standings.get(taker.enrolmentId) ?? { place: null, ahead: null, reasons: [] };
    return { ...taker, ...standing, offer: offers.get(memberId) ?? null, needs, met: needs.every(({ met }) => met) };
  });
  const { enough, kinds } = compared;
  return { rules, version: held.version, ladder, compared: kinds, enough, people: inOrder(people), suspended };
}

/** What those who may be proposed have shown, against each other. @param below rungs below the one it is about */
export async function comparedIn(ctx: QueryContext, communityId: string, takers: readonly Taker[], below: readonly string[]) {
  const evidence = await evidenceOfAll(ctx, { communityId, below });
  const compared = compare(new Map(takers.map(({ enrolmentId }) => [enrolmentId, evidence.get(enrolmentId) ?? {}])));
  return { evidence, compared };
}

/** Whose rights are suspended is counted and left out. @param roleId whose holders are marked; null: of no role */
export async function takersOf(
  ctx: QueryContext,
  communityId: string,
  roleId: string | null,
): Promise<{ takers: Taker[]; suspended: number }> {
  const rows = await rowsOf<Taker>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.member_id AS "memberId", e.nickname, e.rights_suspended_at IS NOT NULL AS suspended,
          CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('id', s.id, 'name', s.name) END AS squad,
          EXISTS (SELECT 1 FROM succession_willing w WHERE w.org_id = e.org_id AND w.enrolment_id = e.id) AS willing,
          EXISTS (SELECT 1 FROM role_holder h WHERE h.org_id = e.org_id AND h.enrolment_id = e.id AND h.role_id = ${roleId}::uuid
            AND h.ended_at IS NULL AND (h.until IS NULL OR h.until > ${iso(ctx.now())}::timestamptz)) AS holds
        FROM enrolment e LEFT JOIN squad_member m ON m.org_id = e.org_id AND m.enrolment_id = e.id AND m.until IS NULL
        LEFT JOIN squad s ON s.org_id = m.org_id AND s.id = m.squad_id AND s.removed_at IS NULL
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NULL`,
  );
  const takers = rows.filter(({ suspended }) => !suspended);
  return { takers, suspended: rows.length - takers.length };
}
