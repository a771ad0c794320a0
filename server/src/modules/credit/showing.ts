/** Licences as they are shown: entries with the rule of then, evidence and appeal; everyone of a community; the caller's own. */
import type { QueryContext } from '#kernel';
import { accountOf, ownEnrolments } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, isoOrNull, ms, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import { allRulesOf, type HeldRules, rulesOf } from './defining.ts';
import { examOf } from './exam.ts';
import { balanceOf, type Entry, entriesWhere, holdersWhere, type Licence, licenceOf, shownStanding } from './ledger.ts';
import { saidAt } from './recording.ts';
import { nthTime, openTerms, reversedIn } from './rules.ts';
import type { EntryShown } from './shapes.ts';

interface Appeal {
  entryId: string;
  enrolmentId: string;
  text: string;
  at: number;
  decideBy: number;
  decidedAt: number | null;
  decidedBy: string | null;
  upheld: boolean | null;
  answer: string | null;
}

/** @param condition of an aliased `credit_appeal a` joined with its entry `k` */
export function appealsWhere(ctx: QueryContext, condition: SQL, order = sql`a.at`, limit = 1_000): Promise<Appeal[]> {
  return rowsOf<Appeal>(
    ctx,
    sql`SELECT a.entry_id AS "entryId", k.enrolment_id AS "enrolmentId", a.text, ${ms('a.at')} AS at, ${ms('a.decide_by')} AS "decideBy",
          ${ms('a.decided_at')} AS "decidedAt", a.decided_by AS "decidedBy", a.upheld, a.answer
        FROM credit_appeal a JOIN credit_entry k ON k.org_id = a.org_id AND k.id = a.entry_id
        WHERE a.org_id = ${ctx.orgId} AND ${condition} ORDER BY ${order} LIMIT ${limit}`,
  );
}

/** By account or key: the nickname in this community, else the name among staff, else that of the key. */
async function namesOf(ctx: QueryContext, communityId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await rowsOf<{ id: string; name: string | null }>(
    ctx,
    sql`SELECT i.id, coalesce((SELECT a.name FROM staff_account a WHERE a.org_id = ${ctx.orgId} AND a.id = i.id),
          (SELECT nullif(e.nickname, '') FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.member_id = i.id),
          (SELECT k.name FROM api_key k WHERE k.org_id = ${ctx.orgId} AND k.id = i.id)) AS name
        FROM unnest(${uuids([...new Set(ids)])}) AS i(id)`,
  );
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

/** The latest first. */
export async function shownEntries(
  ctx: QueryContext,
  { entries, communityId }: Pick<Licence, 'entries' | 'communityId'>,
): Promise<EntryShown[]> {
  const people = [...new Set(entries.map(({ enrolmentId }) => enrolmentId))];
  if (people.length === 0) return [];
  const versions = await allRulesOf(ctx, communityId);
  const appeals = new Map((await appealsWhere(ctx, sql`k.enrolment_id = ANY(${uuids(people)})`)).map((row) => [row.entryId, row]));
  const ids = [...entries.map(({ byId }) => byId), ...[...appeals.values()].map(({ decidedBy }) => decidedBy)];
  const names = await namesOf(
    ctx,
    communityId,
    ids.flatMap((id) => id ?? []),
  );
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const gone = reversedIn(entries);
  const shown: EntryShown[] = [];
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'reversal') continue;
    const { id, enrolmentId, kind, at, version, nth, step, points, hours, reason, evidence, link, appealUntil } = entry;
    const back = entries.find(({ ofEntry }) => ofEntry === id);
    const made = appeals.get(id);
    shown.push({
      ...{ id, kind, version, nth, step, points, hours, reason, evidence },
      at: iso(at),
      rule: versions.get(version ?? 0)?.rules.find(({ number }) => number === entry.rule) ?? null,
      link: link && { ...link, said: await saidAt(ctx, enrolmentId, link) },
      by: nameOf(entry.byId),
      reversed: back ? { at: iso(back.at), cause: back.cause ?? 'mistake', reason: back.reason, by: nameOf(back.byId) } : null,
      appealUntil: isoOrNull(appealUntil),
      canAppeal: kind === 'violation' && !gone.has(id) && !made && ctx.now() <= (appealUntil ?? 0),
      appeal: made ? shownAppeal(made, nameOf(made.decidedBy), ctx.now()) : null,
    });
  }
  return shown;
}

function shownAppeal({ text, at, decideBy, decidedAt, upheld, answer }: Appeal, by: string | null, now: number): EntryShown['appeal'] {
  const decided = decidedAt === null ? null : { at: iso(decidedAt), by, upheld: upheld ?? false, answer: answer ?? '' };
  return { text, at: iso(at), decideBy: iso(decideBy), overdue: decided === null && now > decideBy, decided };
}

/** @throws DomainError `enrolment.unknown` */
export async function person(ctx: QueryContext, { enrolmentId }: { enrolmentId: string }) {
  const licence = await licenceOf(ctx, enrolmentId);
  return {
    enrolmentId,
    nickname: licence.nickname,
    standing: shownStanding(licence, ctx.now()),
    entries: await shownEntries(ctx, licence),
  };
}

/** Nobody reads more of a list. */
const PAGE = 500;

export async function people(ctx: QueryContext, { communityId, search }: { communityId: string; search: string }) {
  const { zone } = await findCommunity(ctx, communityId);
  const holders = await holdersWhere(ctx, sql`e.community_id = ${communityId} AND e.left_at IS NULL`);
  const inIt = sql`EXISTS (SELECT 1 FROM credit_licence l WHERE l.org_id = k.org_id AND l.enrolment_id = k.enrolment_id AND l.community_id = ${communityId})`;
  const byHolder = Map.groupBy(await entriesWhere(ctx, inIt), ({ enrolmentId }) => enrolmentId);
  const none: Entry[] = [];
  const all = holders.map(({ enrolmentId, nickname, joinedAt }) => {
    const entries = byHolder.get(enrolmentId) ?? none;
    const { balance, suspendedAt } = balanceOf({ joinedAt, zone, entries }, ctx.now());
    const told = entries.filter(({ kind }) => kind === 'violation');
    return {
      enrolmentId,
      nickname,
      balance,
      suspended: suspendedAt !== null,
      entries: told.length,
      lastAt: isoOrNull(told.at(-1)?.at ?? null),
    };
  });
  all.sort((a, b) => a.balance - b.balance || b.entries - a.entries);
  return {
    total: all.length,
    below: all.filter(({ balance }) => balance < 12).length,
    suspended: all.filter(({ suspended }) => suspended).length,
    people: all.filter(({ nickname }) => nickname.includes(search)).slice(0, PAGE),
  };
}

/** What members read of the rules: everything but the questions. */
function openRules({ rules, version, decidedAt }: HeldRules) {
  return { version, decidedAt, rules: rules.rules, ...openTerms(rules) };
}

/** Of communities that have such rules. */
export async function mine(ctx: QueryContext) {
  const licences = [];
  for (const { enrolmentId, communityId, community } of await ownEnrolments(ctx, accountOf(ctx))) {
    const held = await rulesOf(ctx, communityId);
    if (!held) continue;
    const licence = await licenceOf(ctx, enrolmentId);
    licences.push({
      ...{ communityId, community, enrolmentId },
      standing: shownStanding(licence, ctx.now()),
      rules: openRules(held),
      times: held.rules.rules.map((rule) => ({ number: rule.number, have: nthTime(rule, licence.entries, ctx.now()) - 1 })),
      entries: await shownEntries(ctx, licence),
      exam: await examOf(ctx, licence, held),
    });
  }
  return { licences };
}
