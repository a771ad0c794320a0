/** What staff wrote about somebody who is erased, and the name where it was written about others. */
import type { CommandContext } from '#kernel';
import { type ErasureWork, redactorOf } from '../chat/index.ts';
import { rowsOf, type SQL, sql } from '../rows.ts';
import { ofPlaces } from './notes.ts';

/**
 * The ledger of merges keeps its entries, without what spoke for them: they hold numbers only, and the counts of a person with
 * two accounts hang on them.
 */
export async function eraseFromMembers(ctx: CommandContext, communityId: string, { people, names }: ErasureWork): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM member_note WHERE ${ofPlaces(ctx, people)}`);
  await rowsOf(ctx, sql`DELETE FROM member_tag WHERE ${ofPlaces(ctx, people)}`);
  for (const { channelId, identity } of people) await forgetPairs(ctx, communityId, channelId, identity);
  const channels = sql`SELECT id FROM channel WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`;
  const own = sql`org_id = ${ctx.orgId} AND channel_id IN (${channels})`;
  await redactNotes(ctx, own, names);
  await redactTags(ctx, own, names);
}

async function forgetPairs(ctx: CommandContext, communityId: string, channelId: string, identity: number): Promise<void> {
  const named = sql`org_id = ${ctx.orgId} AND community_id = ${communityId} AND ((one_channel = ${channelId} AND one_identity = ${identity})
    OR (other_channel = ${channelId} AND other_identity = ${identity}))`;
  await rowsOf(ctx, sql`DELETE FROM dismissed_pair WHERE ${named}`);
  await rowsOf(ctx, sql`UPDATE member_ledger SET evidence = NULL WHERE ${named}`);
}

async function redactNotes(ctx: CommandContext, own: SQL, names: ErasureWork['names']): Promise<void> {
  const redactor = redactorOf(names);
  for (const { id, text } of await rowsOf<{ id: string; text: string }>(ctx, sql`SELECT id, text FROM member_note WHERE ${own}`)) {
    const redacted = redactor.text(text);
    if (redacted !== text) await rowsOf(ctx, sql`UPDATE member_note SET text = ${redacted} WHERE org_id = ${ctx.orgId} AND id = ${id}`);
  }
}

/** A tag with the name in it goes altogether: a label in its place would still point at somebody. */
async function redactTags(ctx: CommandContext, own: SQL, names: ErasureWork['names']): Promise<void> {
  const redactor = redactorOf(names);
  for (const { tag } of await rowsOf<{ tag: string }>(ctx, sql`SELECT DISTINCT tag FROM member_tag WHERE ${own}`)) {
    if (redactor.text(tag) !== tag) await rowsOf(ctx, sql`DELETE FROM member_tag WHERE ${own} AND tag = ${tag}`);
  }
}
