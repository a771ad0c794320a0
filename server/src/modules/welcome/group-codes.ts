/** Codes of the chat groups: kept by staff, shown to members one at a time. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql } from '../rows.ts';
import type { GroupCodeShown, Platform } from './contract.ts';
import { ownEnrolment } from './find.ts';
import { codeWithRoom, imageTypeOf, limits, stateOfCode } from './rules.ts';

const MOST_BYTES = 2 * 1024 * 1024;
/** Nobody keeps more groups of one community open; pictures of 2 MB fill no database. */
const MOST_CODES = 50;

interface OfCommunity {
  communityId: string;
}
interface OfCode {
  groupCodeId: string;
}
interface Fields {
  name: string;
  platform: Platform;
  members: number;
  entryLimit: number | null;
  validUntil: string | null;
}

type Code = Omit<Fields, 'validUntil'> & { id: string; validUntil: number | null };

/** Members are those staff counted, and who entered by the code since. */
async function codesOf(ctx: QueryContext, communityId: string): Promise<Code[]> {
  return rowsOf<Code>(
    ctx,
    sql`SELECT c.id, c.name, c.platform, c.entry_limit AS "entryLimit", ${ms('c.valid_until')} AS "validUntil",
          c.people + (SELECT count(*) FROM group_entry g WHERE g.org_id = c.org_id AND g.group_code_id = c.id AND g.at > c.counted_at)::int AS members
        FROM group_code c WHERE c.org_id = ${ctx.orgId} AND c.community_id = ${communityId} ORDER BY c.made_at, c.id`,
  );
}

const shown = (ctx: QueryContext, code: Code): GroupCodeShown => ({
  ...code,
  validUntil: isoOrNull(code.validUntil),
  state: stateOfCode(code, ctx.now()),
});

export async function groupCodes(ctx: QueryContext, { communityId }: OfCommunity) {
  return { groupCodes: (await codesOf(ctx, communityId)).map((code) => shown(ctx, code)), limits };
}

/** Where something is to be done; a community whose codes are all open is left out. */
export async function dueGroupCodes(ctx: QueryContext) {
  const seen = visibleCommunities(ctx, 'operator');
  const communities = await rowsOf<{ communityId: string; community: string; campaignId: string | null }>(
    ctx,
    sql`SELECT c.id AS "communityId", c.name AS community,
          (SELECT k.id FROM campaign k WHERE k.org_id = c.org_id AND k.community_id = c.id ORDER BY k.ends_on DESC, k.id LIMIT 1) AS "campaignId"
        FROM community c WHERE c.org_id = ${ctx.orgId} AND EXISTS (SELECT 1 FROM group_code g WHERE g.org_id = c.org_id AND g.community_id = c.id)
        ORDER BY c.created_at, c.id`,
  );
  const due = [];
  for (const one of communities.filter(({ communityId }) => seen === 'all' || seen.includes(communityId))) {
    const codes = await codesOf(ctx, one.communityId);
    const wanting = codes.map((code) => shown(ctx, code)).filter(({ state }) => state !== 'open');
    if (wanting.length > 0) due.push({ ...one, codes: wanting, shut: codeWithRoom(codes, ctx.now()) === null });
  }
  return { due };
}

/** @throws DomainError `groupCode.notAnImage`, `groupCode.tooLarge`, `groupCode.tooMany` */
export async function addGroupCode(ctx: CommandContext, { communityId, image, ...fields }: OfCommunity & Fields & { image: string }) {
  if ((await codesOf(ctx, communityId)).length >= MOST_CODES) throw new DomainError('groupCode.tooMany', { most: MOST_CODES });
  const id = ctx.newId();
  const now = iso(ctx.now());
  const { name, platform, members, entryLimit, validUntil } = fields;
  await rowsOf(
    ctx,
    sql`INSERT INTO group_code (org_id, id, community_id, name, platform, people, counted_at, entry_limit, valid_until, media_type, image, made_at)
        VALUES (${ctx.orgId}, ${id}, ${communityId}, ${name}, ${platform}, ${members}, ${now}, ${entryLimit}, ${validUntil}, ${typeOf(image)},
          decode(${image}::text, 'base64'), ${now}) ON CONFLICT DO NOTHING`,
  );
  ctx.emit('groupCode.added', { communityId, subjectId: id });
  return found(ctx, communityId, id);
}

/** What staff enter is what was counted now. */
export async function changeGroupCode(
  ctx: CommandContext,
  { groupCodeId, image, ...fields }: OfCode & Fields & { image?: string | undefined },
) {
  const communityId = await communityOf(ctx, groupCodeId);
  const before = await found(ctx, communityId, groupCodeId);
  const { name, platform, members, entryLimit, validUntil } = fields;
  const own = sql`org_id = ${ctx.orgId} AND id = ${groupCodeId}`;
  const same = name === before.name && platform === before.platform && members === before.members && entryLimit === before.entryLimit;
  if (same && instant(validUntil) === instant(before.validUntil) && image === undefined) {
    ctx.unchanged();
    return before;
  }
  await rowsOf(
    ctx,
    sql`UPDATE group_code SET name = ${name}, platform = ${platform}, people = ${members}, counted_at = ${iso(ctx.now())}::timestamptz,
          entry_limit = ${entryLimit}, valid_until = ${validUntil} WHERE ${own}`,
  );
  if (image !== undefined)
    await rowsOf(ctx, sql`UPDATE group_code SET media_type = ${typeOf(image)}, image = decode(${image}::text, 'base64') WHERE ${own}`);
  ctx.emit('groupCode.changed', { communityId, subjectId: groupCodeId });
  return found(ctx, communityId, groupCodeId);
}

export async function removeGroupCode(ctx: CommandContext, { groupCodeId }: OfCode) {
  const communityId = await communityOf(ctx, groupCodeId);
  await rowsOf(ctx, sql`DELETE FROM group_code WHERE org_id = ${ctx.orgId} AND id = ${groupCodeId}`);
  ctx.emit('groupCode.removed', { communityId, subjectId: groupCodeId });
  return {};
}

export async function groupCodeImage(ctx: QueryContext, { groupCodeId }: OfCode) {
  const [row] = await rowsOf<{ mediaType: string; image: string }>(
    ctx,
    sql`SELECT media_type AS "mediaType", translate(encode(image, 'base64'), chr(10), '') AS image FROM group_code
        WHERE org_id = ${ctx.orgId} AND id = ${groupCodeId}`,
  );
  if (!row) throw new DomainError('groupCode.unknown', { groupCodeId });
  return row;
}

/** For a member: never a list, so that groups are filled one after the other. */
export async function group(ctx: QueryContext, { communityId }: OfCommunity) {
  const { enrolmentId, community } = await ownEnrolment(ctx, communityId);
  const open = codeWithRoom(await codesOf(ctx, communityId), ctx.now());
  return {
    community,
    entered: await enteredAt(ctx, enrolmentId),
    group: open && {
      groupCodeId: open.id,
      name: open.name,
      platform: open.platform,
      validUntil: isoOrNull(open.validUntil),
      ...(await groupCodeImage(ctx, { groupCodeId: open.id })),
    },
  };
}

/** Said once; a code of another community says nothing about which. */
export async function enterGroup(ctx: CommandContext, { communityId, groupCodeId }: OfCommunity & { groupCodeId: string | null }) {
  const { enrolmentId } = await ownEnrolment(ctx, communityId);
  const code = (await codesOf(ctx, communityId)).find(({ id }) => id === groupCodeId)?.id ?? null;
  const added = await rowsOf<{ id: string }>(
    ctx,
    sql`INSERT INTO group_entry (org_id, enrolment_id, group_code_id, at) VALUES (${ctx.orgId}, ${enrolmentId}, ${code}, ${iso(ctx.now())})
        ON CONFLICT DO NOTHING RETURNING enrolment_id AS id`,
  );
  if (added.length === 0) ctx.unchanged();
  else ctx.emit('group.entered', { communityId, subjectId: enrolmentId });
  return { entered: (await enteredAt(ctx, enrolmentId)) ?? iso(ctx.now()) };
}

async function enteredAt(ctx: QueryContext, enrolmentId: string): Promise<string | null> {
  const [row] = await rowsOf<{ at: number }>(
    ctx,
    sql`SELECT ${ms('at')} AS at FROM group_entry WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
  return row ? iso(row.at) : null;
}

async function found(ctx: QueryContext, communityId: string, id: string): Promise<GroupCodeShown> {
  const code = (await codesOf(ctx, communityId)).find((one) => one.id === id);
  if (!code) throw new DomainError('groupCode.unknown', { groupCodeId: id });
  return shown(ctx, code);
}

/** The row is held: two who change it at once do so one after the other. */
async function communityOf(ctx: CommandContext, groupCodeId: string): Promise<string> {
  const [row] = await rowsOf<OfCommunity>(
    ctx,
    sql`SELECT community_id AS "communityId" FROM group_code WHERE org_id = ${ctx.orgId} AND id = ${groupCodeId} FOR UPDATE`,
  );
  if (!row) throw new DomainError('groupCode.unknown', { groupCodeId });
  return row.communityId;
}

function typeOf(image: string): string {
  const bytes = Buffer.from(image, 'base64');
  if (bytes.length > MOST_BYTES) throw new DomainError('groupCode.tooLarge', { limit: MOST_BYTES });
  const type = imageTypeOf(bytes);
  if (!type || bytes.toString('base64').length !== image.length) throw new DomainError('groupCode.notAnImage');
  return type;
}

const instant = (at: string | null) => (at === null ? null : Date.parse(at));
