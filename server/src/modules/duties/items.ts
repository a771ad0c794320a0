/** Making due items, taking back what has not come yet, and saying that one was done. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { callerId, ownEnrolmentIds } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { affectedBy, iso, rowsOf, sql } from '../rows.ts';
import type { DueItem, OwnerInput, Source } from './contract.ts';
import { findItem, itemsWhere } from './find.ts';
import { ownedBy, requireOwners } from './owning.ts';
import { closesAfter, instantOn } from './rules.ts';

interface NewItem {
  communityId: string;
  source: Source;
  sourceId: string;
  occurrence: string;
  turn: string | null;
  title: string;
  words: string;
  edited: boolean;
  silence: string;
  part: string;
  owner: OwnerInput;
  dueAt: number;
  closesAt: number;
}

/** What is there already stays as it is. @returns how many were added */
export async function addItems(ctx: CommandContext, items: readonly NewItem[]): Promise<number> {
  if (items.length === 0) return 0;
  const rows = items.map((item) => ({
    id: ctx.newId(),
    community: item.communityId,
    source: item.source,
    of: item.sourceId,
    occurrence: item.occurrence,
    turn: item.turn,
    title: item.title,
    words: item.words,
    edited: item.edited,
    silence: item.silence,
    part: item.part,
    owner: item.owner.kind,
    enrolment: item.owner.kind === 'enrolment' ? item.owner.enrolmentId : null,
    role: item.owner.kind === 'role' ? item.owner.roleId : null,
    squad: item.owner.kind === 'role' ? item.owner.squadId : null,
    due: iso(item.dueAt),
    closes: iso(item.closesAt),
  }));
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO due_item (org_id, id, community_id, source, source_id, occurrence, turn, title, words, edited, silence, part, owner,
          owner_enrolment_id, owner_role_id, owner_squad_id, due_at, closes_at)
        SELECT ${ctx.orgId}::uuid, n.id, n.community, n.source, n."of", n.occurrence, n.turn, n.title, n.words, n.edited, n.silence, n.part, n.owner,
          n.enrolment, n.role, n.squad, n.due, n.closes
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS n(id uuid, community uuid, source text, "of" uuid, occurrence text,
          turn date, title text, words text, edited boolean, silence text, part text, owner text, enrolment uuid, role uuid, squad uuid, due timestamptz,
          closes timestamptz)
        ON CONFLICT DO NOTHING RETURNING id`,
  );
  return added.length;
}

/** What is still to come and was not done before its time. @returns how many */
export async function removeOpen(ctx: CommandContext, source: Source, sourceId: string): Promise<number> {
  const removed = await rowsOf(
    ctx,
    sql`DELETE FROM due_item WHERE org_id = ${ctx.orgId} AND source = ${source} AND source_id = ${sourceId}
          AND due_at > ${iso(ctx.now())}::timestamptz AND done_at IS NULL RETURNING id`,
  );
  return removed.length;
}

type ItemAbout = Pick<NewItem, 'communityId' | 'source' | 'sourceId' | 'occurrence' | 'owner' | 'words' | 'dueAt' | 'closesAt'> &
  Partial<Pick<NewItem, 'title'>>;

/** Something to do about one person each, for the one occasion it is about; words are those of the page. @returns how many were added */
export function addItemsAbout(ctx: CommandContext, items: readonly ItemAbout[]): Promise<number> {
  return addItems(
    ctx,
    items.map((item) => ({ title: '', ...item, turn: null, edited: false, silence: '', part: '' })),
  );
}

export const addItemAbout = (ctx: CommandContext, item: ItemAbout) => addItemsAbout(ctx, [item]);

/** Said by what it was for, not by whoever was asked. */
export async function finishItemAbout(ctx: CommandContext, sourceId: string, occurrence: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND source_id = ${sourceId} AND occurrence = ${occurrence}`;
  await rowsOf(ctx, sql`UPDATE due_item SET done_at = ${iso(ctx.now())}, done_by = ${callerId(ctx)} WHERE ${own} AND done_at IS NULL`);
}

interface NewChecklist {
  communityId: string;
  source: Source;
  sourceId: string;
  /** Days from today on, each line due in the evening. */
  lines: readonly { text: string; days: number; owner: OwnerInput }[];
}

const EVENING = '21:00';

/** @returns how many were added */
export async function addChecklist(ctx: CommandContext, { communityId, source, sourceId, lines }: NewChecklist): Promise<number> {
  const clock = zoneClock((await findCommunity(ctx, communityId)).zone);
  const items = lines.map(({ text, days, owner }, index) => {
    const dueAt = instantOn(clock, clock.dayOf(ctx.now()) + days, EVENING);
    const plain = { turn: null, words: '', edited: false, silence: '', part: '' };
    return {
      ...plain,
      communityId,
      source,
      sourceId,
      occurrence: `${index}`,
      title: text,
      owner,
      dueAt,
      closesAt: closesAfter(clock, dueAt),
    };
  });
  return addItems(ctx, items);
}

/** Unless it was done. */
export async function removeItemAbout(ctx: CommandContext, sourceId: string, occurrence: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND source_id = ${sourceId} AND occurrence = ${occurrence}`;
  await rowsOf(ctx, sql`DELETE FROM due_item WHERE ${own} AND done_at IS NULL`);
}

interface OfItem {
  dueItemId: string;
}

const about = ({ communityId }: DueItem, dueItemId: string) => ({ communityId, subjectId: dueItemId });

/** Of two at once the first one counts. */
async function finishItem(ctx: CommandContext, dueItemId: string): Promise<DueItem> {
  const done = await rowsOf(
    ctx,
    sql`UPDATE due_item SET done_at = ${iso(ctx.now())}::timestamptz, done_by = ${callerId(ctx)}::uuid
        WHERE org_id = ${ctx.orgId} AND id = ${dueItemId} AND done_at IS NULL RETURNING id`,
  );
  const item = await findItem(ctx, dueItemId);
  if (done.length === 0) ctx.unchanged();
  else ctx.emit('dueItem.done', about(item, dueItemId), { source: item.source, late: item.done?.late ?? false });
  return item;
}

async function reopenItem(ctx: CommandContext, before: DueItem, dueItemId: string): Promise<DueItem> {
  if (!before.done) {
    ctx.unchanged();
    return before;
  }
  await rowsOf(ctx, sql`UPDATE due_item SET done_at = NULL, done_by = NULL WHERE org_id = ${ctx.orgId} AND id = ${dueItemId}`);
  ctx.emit('dueItem.reopened', about(before, dueItemId), { source: before.source });
  return findItem(ctx, dueItemId);
}

/** By staff, also after it was missed. @throws DomainError `dueItem.unknown` */
export async function finish(ctx: CommandContext, { dueItemId }: OfItem): Promise<DueItem> {
  return finishItem(ctx, dueItemId);
}

/** By staff. @throws DomainError `dueItem.unknown` */
export async function reopen(ctx: CommandContext, { dueItemId }: OfItem): Promise<DueItem> {
  return reopenItem(ctx, await findItem(ctx, dueItemId), dueItemId);
}

/** @throws DomainError `dueItem.unknown`, `dueItem.notYours` */
async function ownItem(ctx: QueryContext, dueItemId: string): Promise<DueItem> {
  const item = await findItem(ctx, dueItemId);
  const own = await ownEnrolmentIds(ctx);
  const owned = await itemsWhere(ctx, sql`d.id = ${dueItemId} AND ${ownedBy(own, ctx.now())}`);
  if (owned.length === 0) throw new DomainError('dueItem.notYours', {});
  return item;
}

/** @throws DomainError `dueItem.unknown`, `dueItem.notYours`, `dueItem.missed` */
export async function finishMine(ctx: CommandContext, { dueItemId }: OfItem): Promise<DueItem> {
  const { state, closesAt } = await ownItem(ctx, dueItemId);
  if (state === 'missed') throw new DomainError('dueItem.missed', { closesAt });
  return finishItem(ctx, dueItemId);
}

/** @throws DomainError `dueItem.unknown`, `dueItem.notYours`, `dueItem.missed` */
export async function reopenMine(ctx: CommandContext, { dueItemId }: OfItem): Promise<DueItem> {
  const item = await ownItem(ctx, dueItemId);
  if (item.done && ctx.now() >= Date.parse(item.closesAt)) throw new DomainError('dueItem.missed', { closesAt: item.closesAt });
  return reopenItem(ctx, item, dueItemId);
}

/** @throws DomainError `dueItem.unknown`, `dueItem.done`, `dueItem.noWords` */
export async function editWords(ctx: CommandContext, { dueItemId, words }: OfItem & { words: string }): Promise<DueItem> {
  const before = await findItem(ctx, dueItemId);
  if (before.source !== 'ritual') throw new DomainError('dueItem.noWords', {});
  if (before.done) throw new DomainError('dueItem.done', {});
  if (before.words === words) ctx.unchanged();
  else {
    await rowsOf(ctx, sql`UPDATE due_item SET words = ${words}, edited = true WHERE org_id = ${ctx.orgId} AND id = ${dueItemId}`);
    ctx.emit('dueItem.wordsChanged', about(before, dueItemId));
  }
  return findItem(ctx, dueItemId);
}

/** @throws DomainError `dueItem.unknown`, `dueItem.done`, and what `requireOwners` says */
export async function handOver(ctx: CommandContext, { dueItemId, owner }: OfItem & { owner: OwnerInput }): Promise<DueItem> {
  const before = await findItem(ctx, dueItemId);
  if (before.done) throw new DomainError('dueItem.done', {});
  await requireOwners(ctx, before.communityId, [owner]);
  const [enrolment, role, squad] = [
    owner.kind === 'enrolment' ? owner.enrolmentId : null,
    owner.kind === 'role' ? owner.roleId : null,
    owner.kind === 'role' ? owner.squadId : null,
  ];
  await rowsOf(
    ctx,
    sql`UPDATE due_item SET owner = ${owner.kind}, owner_enrolment_id = ${enrolment}::uuid, owner_role_id = ${role}::uuid,
          owner_squad_id = ${squad}::uuid WHERE org_id = ${ctx.orgId} AND id = ${dueItemId}`,
  );
  ctx.emit('dueItem.handedOver', about(before, dueItemId), { enrolmentId: enrolment });
  return findItem(ctx, dueItemId);
}

/** A community that is dissolved: nobody takes turns any more, and what waits falls away; what was done or missed stays. @returns how many */
export async function dropWaiting(ctx: CommandContext, communityId: string): Promise<number> {
  const [here, now] = [sql`org_id = ${ctx.orgId} AND community_id = ${communityId}`, sql`${iso(ctx.now())}::timestamptz`];
  await rowsOf(ctx, sql`UPDATE duty_roster SET ended_at = ${now} WHERE ${here} AND ended_at IS NULL`);
  return affectedBy(ctx, sql`DELETE FROM due_item WHERE ${here} AND done_at IS NULL AND closes_at > ${now}`);
}
