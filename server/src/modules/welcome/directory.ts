/** Introductions: to staff, and to everybody in the community where the person says so. */
import type { CommandContext, QueryContext } from '#kernel';
import { nameKeys, patternOf, spelled } from '../chat/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import type { Introduction } from './contract.ts';
import { introductionOf, ownEnrolment } from './find.ts';

interface OfCommunity {
  communityId: string;
}
type Words = Omit<Introduction, 'listed' | 'changedAt'>;

const PAGE = 200;
/** More are not looked through; a community of that size finds people by asking. */
const MOST = 5_000;

export async function introduce(
  ctx: CommandContext,
  { communityId, listed, ...given }: OfCommunity & Words & { listed: boolean },
): Promise<Introduction> {
  const { enrolmentId } = await ownEnrolment(ctx, communityId);
  const before = await introductionOf(ctx, enrolmentId);
  const { who, place, goal, strengths, offers, seeks } = given;
  const at = iso(ctx.now());
  if (before && before.listed === listed && (Object.keys(given) as (keyof Words)[]).every((field) => before[field] === given[field])) {
    ctx.unchanged();
    return before;
  }
  await rowsOf(
    ctx,
    sql`INSERT INTO introduction (org_id, enrolment_id, who, place, goal, strengths, offers, seeks, listed_at, changed_at)
        VALUES (${ctx.orgId}, ${enrolmentId}, ${who}, ${place}, ${goal}, ${strengths}, ${offers}, ${seeks}, ${listed ? at : null}, ${at})
        ON CONFLICT (org_id, enrolment_id) DO UPDATE SET who = excluded.who, place = excluded.place, goal = excluded.goal,
          strengths = excluded.strengths, offers = excluded.offers, seeks = excluded.seeks, changed_at = excluded.changed_at,
          listed_at = CASE WHEN excluded.listed_at IS NULL THEN NULL ELSE coalesce(introduction.listed_at, excluded.listed_at) END`,
  );
  ctx.emit('introduction.written', { communityId, subjectId: enrolmentId }, { listed });
  return { who, place, goal, strengths, offers, seeks, listed, changedAt: at };
}

export async function removeIntroduction(ctx: CommandContext, { communityId }: OfCommunity) {
  const { enrolmentId } = await ownEnrolment(ctx, communityId);
  const gone = await rowsOf<{ id: string }>(
    ctx,
    sql`DELETE FROM introduction WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} RETURNING enrolment_id AS id`,
  );
  if (gone.length === 0) ctx.unchanged();
  else ctx.emit('introduction.removed', { communityId, subjectId: enrolmentId });
  return {};
}

type Entry = Words & { enrolmentId: string; nickname: string };

/** Of those who take part and said yes, the latest first. */
export async function directory(ctx: QueryContext, { communityId, search }: OfCommunity & { search: string }) {
  const own = await ownEnrolment(ctx, communityId);
  const rows = await rowsOf<Entry>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, i.who, i.place, i.goal, i.strengths, i.offers, i.seeks
        FROM introduction i JOIN enrolment e ON e.org_id = i.org_id AND e.id = i.enrolment_id
        WHERE i.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NULL AND i.listed_at IS NOT NULL
        ORDER BY i.listed_at DESC, e.id LIMIT ${MOST}`,
  );
  const holds = matcher(search);
  const found = rows.filter(({ enrolmentId: _, ...words }) => holds(words.nickname, Object.values(words)));
  return {
    people: found.slice(0, PAGE).map((row) => ({ ...row, own: row.enrolmentId === own.enrolmentId })),
    more: found.length > PAGE,
  };
}

/** Any of the words as it stands, in small letters; of the name also by its sound: 三丰, zhangsan, zsf. */
export function matcher(search: string): (name: string, words: readonly string[]) => boolean {
  const wanted = search.normalize('NFKC').toLowerCase();
  if (wanted === '') return () => true;
  const characters = spelled(search);
  const sound = characters.length > 0 ? new RegExp(patternOf(characters), 'u') : null;
  return (name, words) =>
    words.some((text) => text.normalize('NFKC').toLowerCase().includes(wanted)) ||
    (sound !== null && nameKeys([name]).some(({ sounds }) => sound.test(sounds)));
}
