/** Erasing a person: what goes at once, and what the task after it needs. */
import { type CommandContext, DomainError, type Ground, type QueryContext } from '#kernel';
import { type ErasureWork, erasePerson, findIdentity, identitiesOf, importsRunning, saltOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { eraseFromMembers } from '../members/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { eraseFromSegments } from '../segments/index.ts';
import type { Erasure } from './contract.ts';

interface OfPerson {
  channelId: string;
  personId: string;
}

export function keyOfErasure(ground: Ground): Promise<string> {
  return saltOf(ground);
}

/** @throws DomainError `person.unknown`, `channel.unknown`, `erasure.importRunning`, `erasure.done` */
export async function startErasure(ctx: CommandContext, { channelId, personId }: OfPerson, salt: string): Promise<Erasure> {
  const { communityId } = await findChannel(ctx, channelId);
  // A file that is coming in knows nothing of an erasure that begins meanwhile.
  if (await importsRunning(ctx, communityId)) throw new DomainError('erasure.importRunning');
  const places = await identitiesOf(ctx, await findIdentity(ctx, channelId, personId));
  const work = await erasePerson(ctx, { salt, communityId }, places);
  if (!work) throw new DomainError('erasure.done');
  await eraseFromMembers(ctx, communityId, work);
  await eraseFromSegments(ctx, work);
  const erasureId = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO erasure (org_id, id, community_id, requested_at, work)
        VALUES (${ctx.orgId}, ${erasureId}, ${communityId}, ${new Date(ctx.now()).toISOString()}, ${JSON.stringify(work)}::jsonb)`,
  );
  ctx.emit('member.erased', { communityId, channelId, subjectId: erasureId }, { identities: work.people.length });
  ctx.enqueue('privacy.erase', { erasureId }, { key: erasureId });
  const [begun] = await erasuresWhere(ctx, communityId);
  if (!begun) throw new Error('an erasure without a row');
  return begun;
}

export interface ErasureJob extends ErasureWork {
  channels: string[];
}

/** @returns null once nothing is left to do */
export async function erasureJob(ctx: QueryContext, { erasureId }: { erasureId: string }): Promise<ErasureJob | null> {
  const [row] = await rowsOf<{ work: ErasureWork | null; channels: string[] | null }>(
    ctx,
    sql`SELECT e.work, (SELECT json_agg(c.id ORDER BY c.id) FROM channel c WHERE c.org_id = e.org_id AND c.community_id = e.community_id) AS channels
        FROM erasure e WHERE e.org_id = ${ctx.orgId} AND e.id = ${erasureId}`,
  );
  return row?.work ? { ...row.work, channels: row.channels ?? [] } : null;
}

export interface Erased {
  erasureId: string;
  messages: number;
  mentions: number;
  files: number;
}

/** Figures of a step, added as they come: a task that is cut off goes on where it was. */
export async function countErased(ctx: CommandContext, { erasureId, messages, mentions, files }: Erased): Promise<void> {
  await rowsOf(
    ctx,
    sql`UPDATE erasure SET messages = messages + ${messages}, mentions = mentions + ${mentions}, files = files + ${files}
        WHERE org_id = ${ctx.orgId} AND id = ${erasureId}`,
  );
  ctx.unchanged();
}

export async function finishErasure(ctx: CommandContext, { erasureId }: { erasureId: string }): Promise<void> {
  await rowsOf(
    ctx,
    sql`UPDATE erasure SET work = NULL, finished_at = ${new Date(ctx.now()).toISOString()} WHERE org_id = ${ctx.orgId} AND id = ${erasureId}`,
  );
  ctx.emit('member.erasureFinished', { subjectId: erasureId });
}

export async function erasures(ctx: QueryContext, { communityId }: { communityId: string }): Promise<{ erasures: Erasure[] }> {
  return { erasures: await erasuresWhere(ctx, communityId) };
}

async function erasuresWhere(ctx: QueryContext, communityId: string): Promise<Erasure[]> {
  const rows = await rowsOf<Omit<Erasure, 'requestedAt' | 'finishedAt'> & { at: string; finished: string | null }>(
    ctx,
    sql`SELECT id AS "erasureId", requested_at AS at, finished_at AS finished, messages, mentions, files FROM erasure
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY requested_at DESC, id DESC LIMIT 200`,
  );
  return rows.map(({ at, finished, ...row }) => ({
    ...row,
    requestedAt: new Date(at).toISOString(),
    finishedAt: finished === null ? null : new Date(finished).toISOString(),
  }));
}
