/** Looking for check-ins in the groups of a campaign's community, and taking them in, in steps of a few members. */
import { sql } from 'drizzle-orm';
import { type CommandContext, internalCommand, internalQuery, type QueryContext, type Task } from '#kernel';
import { dayNumber } from '#vocabulary/zone';
import { iso, ms, rowsOf } from '../rows.ts';
import { type Campaign, campaignsWhere, type Entry, placeOfPerson } from './find.ts';
import { type Found, foundIn, type Said } from './found-in-chat.ts';
import { addEntry, keepStanding, lockedEntries } from './own-days.ts';

/** Members a command: it holds the embedded connection for about 50 ms. */
const STEP = 10;

interface Work {
  campaignId: string;
  found: Found[];
}

/** For the campaigns of a community, or of the community that owns a channel. */
async function lookInChat(
  ctx: QueryContext,
  { communityId, channelId }: { communityId: string | null; channelId: string | null },
): Promise<Work[]> {
  const owner = sql`(SELECT h.community_id FROM channel h WHERE h.org_id = c.org_id AND h.id = ${channelId}::uuid)`;
  const campaigns = await campaignsWhere(ctx, sql`c.community_id = coalesce(${communityId}::uuid, ${owner})`);
  const work: Work[] = [];
  for (const campaign of campaigns.filter(({ versions }) => versions.some(({ policy }) => policy.chat))) {
    const [people, messages] = [await peopleOf(ctx, campaign), await messagesOf(ctx, campaign)];
    const known = await knownDays(ctx, campaign);
    const found = foundIn(messages, campaign, namesOf(people), (enrolmentId, day) => {
      const person = people.get(enrolmentId);
      const gone = person?.leftAt != null && day > campaign.days.dayOf(person.leftAt);
      return !person || gone || known.has(`${enrolmentId} ${day}`);
    });
    if (found.length > 0) work.push({ campaignId: campaign.id, found });
  }
  return work;
}

interface Person {
  id: string;
  names: string[];
  /** Epoch ms; what they said until that day still counts. */
  leftAt: number | null;
}

/** Who takes part or did, with the nickname and the names of the senders they are. */
async function peopleOf(ctx: QueryContext, { communityId }: Campaign): Promise<Map<string, Person>> {
  const rows = await rowsOf<Person>(
    ctx,
    sql`SELECT e.id, ${ms('e.left_at')} AS "leftAt", array_to_json(array_append(array(
          SELECT a.name FROM enrolment_identity b JOIN alias a ON a.org_id = b.org_id AND a.channel_id = b.channel_id AND a.identity_id = b.identity_id
          WHERE b.org_id = e.org_id AND b.enrolment_id = e.id), e.nickname)) AS names
        FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.erased_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names that are one person's alone. */
function namesOf(people: ReadonlyMap<string, Person>): Map<string, string> {
  const owners = Map.groupBy(
    [...people.values()].flatMap(({ id, names }) => [...new Set(names)].map((name) => ({ id, name }))),
    ({ name }) => name,
  );
  return new Map([...owners].flatMap(([name, own]) => (own.length === 1 && own[0] ? [[name, own[0].id] as const] : [])));
}

const readings = [null, 'keyword', 'number', 'jielong'] as const;

/** By instant, those that may be check-ins. */
async function messagesOf(ctx: QueryContext, { communityId, startsOn, endsOn, days, versions }: Campaign): Promise<Said[]> {
  const words = [...new Set(versions.flatMap(({ policy }) => policy.chat?.keywords ?? []))];
  const rows = await rowsOf<Omit<Said, 'reading' | 'listed'> & { reading: number; listed: string[] | null }>(
    ctx,
    sql`SELECT ${ms('m.at')} AS at, b.enrolment_id AS "enrolmentId", (m.marks >> 1) & 3 AS reading, m.text, m.listed
        FROM channel h JOIN message m ON m.org_id = h.org_id AND m.channel_id = h.id
        LEFT JOIN enrolment_identity b ON b.org_id = m.org_id AND b.channel_id = m.channel_id AND b.identity_id = m.identity_id
        WHERE h.org_id = ${ctx.orgId} AND h.community_id = ${communityId}
          AND m.at >= ${iso(days.windowOf(startsOn).startsAt)}::timestamptz AND m.at < ${iso(days.windowOf(endsOn).endsAt)}::timestamptz
          AND ((m.marks >> 1) & 3 <> 0 OR EXISTS (SELECT 1 FROM json_array_elements_text(${JSON.stringify(words)}::json) w WHERE strpos(m.text, w) > 0))
        ORDER BY m.at, m.ord, m.key`,
  );
  return rows.map(({ reading, listed, ...row }) => ({ ...row, reading: readings[reading] ?? null, listed: listed ?? [] }));
}

/** Days with a row, and days on which staff have decided: what they took away does not come back. */
async function knownDays(ctx: QueryContext, { id }: Campaign): Promise<Set<string>> {
  const of = sql`org_id = ${ctx.orgId} AND campaign_id = ${id}`;
  const rows = await rowsOf<{ enrolmentId: string; day: string }>(
    ctx,
    sql`SELECT enrolment_id AS "enrolmentId", day::text AS day FROM checkin WHERE ${of}
        UNION SELECT enrolment_id, day::text FROM checkin_correction WHERE ${of}`,
  );
  return new Set(rows.map(({ enrolmentId, day }) => `${enrolmentId} ${dayNumber(day)}`));
}

/** Never in the place of a row that is there. In the order of members, so that two of these wait for each other at most once. */
async function takeFound(ctx: CommandContext, { campaignId, found }: Work): Promise<void> {
  let taken = 0;
  const byMember = Map.groupBy(found, ({ enrolmentId }) => enrolmentId);
  let communityId: string | null = null;
  for (const [enrolmentId, own] of [...byMember].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const place = await placeOfPerson(ctx, campaignId, enrolmentId);
    communityId = place.campaign.communityId;
    const entries: Entry[] = await lockedEntries(ctx, place);
    for (const { entry } of own) {
      if (!(await addEntry(ctx, place, entry))) continue;
      entries.push(entry);
      taken += 1;
    }
    await keepStanding(ctx, place, entries);
  }
  if (taken === 0 || communityId === null) ctx.unchanged();
  else ctx.emit('checkin.found', { communityId, subjectId: campaignId }, { taken });
}

export const internal = { lookInChat: internalQuery(lookInChat), takeFound: internalCommand(takeFound) };

export const tasks: Record<string, Task> = {
  'checkins.readChat': {
    on: ['picture.taken', 'campaign.created', 'enrolments.added', 'enrolment.bound'],
    run: async (ctx, { communityId = null, channelId = null }) => {
      for (const { campaignId, found } of await ctx.call<Work[]>('checkins.lookInChat', { communityId, channelId })) {
        const members = [...Map.groupBy(found, ({ enrolmentId }) => enrolmentId).values()];
        for (let at = 0; at < members.length; at += STEP) {
          ctx.signal.throwIfAborted();
          await ctx.call('checkins.takeFound', { campaignId, found: members.slice(at, at + STEP).flat() });
        }
      }
    },
  },
};
