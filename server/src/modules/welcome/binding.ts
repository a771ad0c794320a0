/** A code that a member says in a chat group: whoever says it there is that member. */
import { randomInt } from 'node:crypto';
import { type CommandContext, internalCommand, internalQuery, type QueryContext, type Task } from '#kernel';
import { bindSenders } from '../admissions/index.ts';
import { type Identity, identitiesOf } from '../chat/index.ts';
import { iso, isoOrNull, ms, rowsOf, sql } from '../rows.ts';
import { codesSaid, LETTERS } from './codes.ts';
import type { Binding } from './contract.ts';
import { type BindingState, bindingState, ownEnrolment } from './find.ts';

const CODE_MS = 7 * 86_400_000;
/** A file may be brought long after the code was said in it. */
const IMPORTED_MS = 30 * 86_400_000;

export async function ownBinding(ctx: QueryContext, enrolmentId: string): Promise<Binding> {
  const [row] = await rowsOf<{ state: BindingState; code: string | null; until: number | null }>(
    ctx,
    sql`SELECT ${bindingState} AS state, b.code, ${ms('b.until')} AS until
        FROM enrolment e LEFT JOIN binding_code b ON b.org_id = e.org_id AND b.enrolment_id = e.id
        WHERE e.org_id = ${ctx.orgId} AND e.id = ${enrolmentId}`,
  );
  if (!row || row.state === 'none' || row.state === 'bound') return { state: row?.state ?? 'none', code: null, until: null };
  const over = row.state === 'waiting' && row.until !== null && row.until <= ctx.now();
  return { state: over ? 'over' : row.state, code: over ? null : row.code, until: isoOrNull(row.until) };
}

/** The code that waits, or a new one where there is none or it is over or disputed; none for who is bound. */
export async function bindingCode(ctx: CommandContext, { communityId }: { communityId: string }): Promise<Binding> {
  const { enrolmentId } = await ownEnrolment(ctx, communityId);
  // Held: asked twice at once, the second one finds the code of the first.
  await rowsOf(ctx, sql`SELECT 1 FROM enrolment WHERE org_id = ${ctx.orgId} AND id = ${enrolmentId} FOR NO KEY UPDATE`);
  const before = await ownBinding(ctx, enrolmentId);
  if (before.state === 'waiting' || before.state === 'bound') {
    ctx.unchanged();
    return before;
  }
  const until = iso(ctx.now() + CODE_MS);
  for (let tries = 0; tries < 10; tries += 1) {
    const made = await rowsOf<{ code: string }>(
      ctx,
      sql`INSERT INTO binding_code (org_id, enrolment_id, code, made_at, until, state)
          SELECT ${ctx.orgId}::uuid, ${enrolmentId}::uuid, n.code, ${iso(ctx.now())}::timestamptz, ${until}::timestamptz, 'waiting'
          FROM (SELECT ${newCode()}::text AS code) n
          WHERE NOT EXISTS (SELECT 1 FROM binding_code b WHERE b.org_id = ${ctx.orgId} AND b.code = n.code)
          ON CONFLICT (org_id, enrolment_id) DO UPDATE SET code = excluded.code, made_at = excluded.made_at, until = excluded.until, state = 'waiting'
          RETURNING code`,
    );
    if (made.length === 0) continue;
    ctx.emit('binding.codeMade', { communityId, subjectId: enrolmentId });
    return ownBinding(ctx, enrolmentId);
  }
  throw new Error('no code is left');
}

function newCode(): string {
  const code = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  // With a digit and a letter it is no word and no number that people say anyway.
  return /\d/.test(code) && /[A-Z]/.test(code) ? code : newCode();
}

interface Open {
  enrolmentId: string;
  code: string;
  madeAt: number;
  until: number;
}
interface Said {
  enrolmentId: string;
  code: string;
  senders: Identity[];
}

/**
 * Codes that wait in the community of a channel and were said there. Messages are read from the minute the first of these codes
 * was made, at most 37 days back; where no code waits, none.
 */
async function codesIn(ctx: QueryContext, { channelId }: { channelId: string }): Promise<Said[]> {
  const open = await rowsOf<Open>(
    ctx,
    sql`SELECT b.enrolment_id AS "enrolmentId", b.code, ${ms('b.made_at')} AS "madeAt", ${ms('b.until')} AS until
        FROM channel h JOIN enrolment e ON e.org_id = h.org_id AND e.community_id = h.community_id AND e.left_at IS NULL
        JOIN binding_code b ON b.org_id = e.org_id AND b.enrolment_id = e.id AND b.state = 'waiting'
        WHERE h.org_id = ${ctx.orgId} AND h.id = ${channelId} AND b.until > ${iso(ctx.now() - IMPORTED_MS)}::timestamptz`,
  );
  const here = await sendersOf(ctx, open, sql`= ${channelId}`);
  if (here.size === 0) return [];
  // Somebody else may have said it in another group of the community.
  const said = open.filter(({ code }) => here.has(code));
  const all = await sendersOf(
    ctx,
    said,
    sql`IN (SELECT o.id FROM channel h JOIN channel o ON o.org_id = h.org_id AND o.community_id = h.community_id
        WHERE h.org_id = ${ctx.orgId} AND h.id = ${channelId})`,
  );
  return said.map(({ enrolmentId, code }) => ({ enrolmentId, code, senders: all.get(code) ?? [] }));
}

/** By code: who said it while it was good. Files of some clients tell minutes only. */
async function sendersOf(ctx: QueryContext, open: readonly Open[], channels: ReturnType<typeof sql>): Promise<Map<string, Identity[]>> {
  const senders = new Map<string, Identity[]>();
  if (open.length === 0) return senders;
  const from = Math.min(...open.map(({ madeAt }) => minuteOf(madeAt)));
  const to = Math.max(...open.map(({ until }) => until));
  const rows = await rowsOf<Identity & { text: string; at: number }>(
    ctx,
    sql`SELECT m.channel_id AS "channelId", m.identity_id AS identity, i.member_id AS "memberId", m.text, ${ms('m.at')} AS at
        FROM message m JOIN identity i ON i.org_id = m.org_id AND i.channel_id = m.channel_id AND i.id = m.identity_id
        WHERE m.org_id = ${ctx.orgId} AND m.channel_id ${channels} AND m.at >= ${iso(from)}::timestamptz AND m.at <= ${iso(to)}::timestamptz
          AND m.text ~ ${'[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]{6}'}
        ORDER BY m.at, m.ord, m.key`,
  );
  const byCode = new Map(open.map((one) => [one.code, one]));
  for (const { text, at, ...sender } of rows)
    for (const code of codesSaid(text)) {
      const one = byCode.get(code);
      if (one && at >= minuteOf(one.madeAt) && at <= one.until) senders.set(code, [...(senders.get(code) ?? []), sender]);
    }
  return senders;
}

const minuteOf = (at: number) => at - (at % 60_000);

/** Once: whoever holds the row of the code decides on it. One person who says it is bound; two, or one who is somebody else, never. */
async function settleCode(ctx: CommandContext, { enrolmentId, code, senders }: Said): Promise<void> {
  const [held] = await rowsOf<{ communityId: string }>(
    ctx,
    sql`SELECT e.community_id AS "communityId" FROM binding_code b JOIN enrolment e ON e.org_id = b.org_id AND e.id = b.enrolment_id
        WHERE b.org_id = ${ctx.orgId} AND b.enrolment_id = ${enrolmentId} AND b.code = ${code} AND b.state = 'waiting' FOR UPDATE OF b`,
  );
  const people = new Map(senders.map((sender) => [sender.memberId ?? `${sender.channelId} ${sender.identity}`, sender]));
  const [sender] = people.values();
  if (!held || !sender) return ctx.unchanged();
  const bound = people.size === 1 && (await bindSenders(ctx, enrolmentId, await identitiesOf(ctx, sender))) > 0;
  await rowsOf(
    ctx,
    sql`UPDATE binding_code SET state = ${bound ? 'used' : 'disputed'} WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
  const about = { communityId: held.communityId, subjectId: enrolmentId };
  if (bound) ctx.emit('enrolment.bound', about);
  else ctx.emit('binding.disputed', about, { senders: people.size });
}

export const internal = { codesIn: internalQuery(codesIn), settleCode: internalCommand(settleCode) };

export const tasks: Record<string, Task> = {
  'welcome.readCodes': {
    on: ['picture.taken'],
    run: async (ctx, { channelId }) => {
      for (const said of await ctx.call<Said[]>('welcome.codesIn', { channelId })) {
        ctx.signal.throwIfAborted();
        await ctx.call('welcome.settleCode', said);
      }
    },
  },
};
