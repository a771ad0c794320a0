/** Looking for check-ins in the groups of a campaign's community, and taking them in, in steps of a few members. */
import { type CommandContext, internalCommand, internalQuery, type QueryContext, type Task } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { iso, listOf, ms, rowsOf, sql, uuids } from '../rows.ts';
import { digestOf, type Looked, noteReading, stretchesToRead } from './chat-reading.ts';
import { type Campaign, campaignsWhere, type Entry, placeOfPerson } from './find.ts';
import { type Found, foundIn, type Said } from './found-in-chat.ts';
import { addEntry, keepStanding, lockedEntries } from './own-days.ts';
import { about } from './submit.ts';

/** Members a command: it holds the embedded connection for about 50 ms. */
const STEP = 10;

interface Work {
  campaignId: string;
  found: Found[];
}

/** What was found in a campaign, and what is to be noted once that is taken in. */
interface Look extends Work {
  looked: Looked;
}

/** For the campaigns of a community, or of the community that owns a channel. */
async function lookInChat(
  ctx: QueryContext,
  { communityId, channelId }: { communityId: string | null; channelId: string | null },
): Promise<Look[]> {
  const owner = sql`(SELECT h.community_id FROM channel h WHERE h.org_id = c.org_id AND h.id = ${channelId}::uuid)`;
  const campaigns = await campaignsWhere(ctx, sql`c.community_id = coalesce(${communityId}::uuid, ${owner})`);
  const looks: Look[] = [];
  for (const campaign of campaigns.filter(({ versions }) => versions.some(({ policy }) => policy.chat))) {
    const people = await peopleOf(ctx, campaign);
    const { startsOn, endsOn, versions } = campaign;
    const names = namesOf(people);
    const who = [...people.values()].map(({ id, leftAt, senders }) => [id, leftAt, senders]);
    const deciding = { judgedBy: digestOf([startsOn, endsOn, versions, who]), namedBy: digestOf([...names]) };
    const at = ctx.now();
    const { stretches, readings } = await stretchesToRead(ctx, campaign, deciding);
    const messages = stretches.length > 0 ? await messagesOf(ctx, campaign, stretches) : [];
    const known = await knownDays(ctx, campaign, messages);
    const found = foundIn(messages, campaign, names, (enrolmentId, day) => {
      const person = people.get(enrolmentId);
      const gone = person?.leftAt != null && day > campaign.days.dayOf(person.leftAt);
      return !person || gone || known.has(`${enrolmentId} ${day}`);
    });
    const campaignId = campaign.id;
    looks.push({ campaignId, found, looked: { campaignId, ...deciding, at, readings } });
  }
  return looks;
}

interface Person {
  id: string;
  names: string[];
  /** Senders that they are, with their channel. */
  senders: string[];
  /** Epoch ms; what they said until that day still counts. */
  leftAt: number | null;
}

/** Who takes part or did, with the nickname and the names of the senders they are; always in the same order. */
async function peopleOf(ctx: QueryContext, { communityId }: Campaign): Promise<Map<string, Person>> {
  const rows = await rowsOf<Person>(
    ctx,
    sql`SELECT e.id, ${ms('e.left_at')} AS "leftAt", array_to_json(array_append(array(
          SELECT a.name FROM enrolment_identity b JOIN alias a ON a.org_id = b.org_id AND a.channel_id = b.channel_id AND a.identity_id = b.identity_id
          WHERE b.org_id = e.org_id AND b.enrolment_id = e.id ORDER BY a.name COLLATE "C"), e.nickname)) AS names, array_to_json(array(
          SELECT b.channel_id || ' ' || b.identity_id FROM enrolment_identity b
          WHERE b.org_id = e.org_id AND b.enrolment_id = e.id ORDER BY b.channel_id, b.identity_id)) AS senders
        FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.erased_at IS NULL ORDER BY e.id`,
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

type Wanted = Awaited<ReturnType<typeof stretchesToRead>>['stretches'];

/** By instant, those that may be check-ins. */
async function messagesOf(ctx: QueryContext, { versions }: Campaign, wanted: Wanted): Promise<Said[]> {
  const words = [...new Set(versions.flatMap(({ policy }) => policy.chat?.keywords ?? []))];
  const instants = (edge: 'since' | 'until') => sql`${listOf(wanted.map((one) => iso(one[edge])))}::timestamptz[]`;
  const rows = await rowsOf<Omit<Said, 'reading' | 'listed'> & { reading: number; listed: string[] | null }>(
    ctx,
    sql`SELECT ${ms('m.at')} AS at, b.enrolment_id AS "enrolmentId", (m.marks >> 1) & 3 AS reading, m.text, m.listed
        FROM unnest(${uuids(wanted.map(({ channelId }) => channelId))}, ${instants('since')}, ${instants('until')}) AS w(channel, since, until)
        CROSS JOIN LATERAL (SELECT * FROM message o WHERE o.org_id = ${ctx.orgId} AND o.channel_id = w.channel
          AND o.at >= w.since AND o.at < w.until) m
        LEFT JOIN enrolment_identity b ON b.org_id = m.org_id AND b.channel_id = m.channel_id AND b.identity_id = m.identity_id
        WHERE (m.marks >> 1) & 3 <> 0 OR EXISTS (SELECT 1 FROM json_array_elements_text(${JSON.stringify(words)}::json) k WHERE strpos(m.text, k) > 0)
        ORDER BY m.at, m.ord, m.key`,
  );
  return rows.map(({ reading, listed, ...row }) => ({ ...row, reading: readings[reading] ?? null, listed: listed ?? [] }));
}

/** Days of these messages with a row, and days on which staff have decided: what they took away does not come back. */
async function knownDays(ctx: QueryContext, { id, days }: Campaign, messages: readonly Said[]): Promise<Set<string>> {
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return new Set();
  const of = sql`org_id = ${ctx.orgId} AND campaign_id = ${id}
    AND day BETWEEN ${dayText(days.dayOf(first.at))}::date AND ${dayText(days.dayOf(last.at))}::date`;
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
  for (const [enrolmentId, own] of [...byMember].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const place = await placeOfPerson(ctx, campaignId, enrolmentId);
    const entries: Entry[] = await lockedEntries(ctx, place);
    const before = entries.length;
    for (const { entry } of own) if (await addEntry(ctx, place, entry)) entries.push(entry);
    await keepStanding(ctx, place, entries);
    const more = entries.length - before;
    taken += more;
    if (more > 0) ctx.emit('checkin.found', about(place), { campaignId, taken: more });
  }
  if (taken === 0) ctx.unchanged();
}

export const internal = {
  lookInChat: internalQuery(lookInChat),
  takeFound: internalCommand(takeFound),
  noteReading: internalCommand(noteReading),
};

export const tasks: Record<string, Task> = {
  'checkins.readChat': {
    on: ['picture.taken', 'campaign.created', 'enrolments.added', 'enrolment.bound'],
    run: async (ctx, { communityId = null, channelId = null }) => {
      for (const { campaignId, found, looked } of await ctx.call<Look[]>('checkins.lookInChat', { communityId, channelId })) {
        const members = [...Map.groupBy(found, ({ enrolmentId }) => enrolmentId).values()];
        for (let at = 0; at < members.length; at += STEP) {
          ctx.signal.throwIfAborted();
          await ctx.call('checkins.takeFound', { campaignId, found: members.slice(at, at + STEP).flat() });
        }
        await ctx.call('checkins.noteReading', looked);
      }
    },
  },
};
