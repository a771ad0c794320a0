import type { CommandContext, QueryContext, Task } from '#kernel';
import { rowsOf, sql, uuids } from '../rows.ts';
import { filesByName, removeNamed, removePart } from './disk.ts';
import { limits } from './rules.ts';

const AT_ONCE = 1_000;
/** Whatever else lies in the folder is none of ours. */
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export const tasks: Record<string, Task> = {
  /** `original`: what arrived still tells where it was taken; else all of it. */
  'media.removeFiles': {
    run: async (ctx, { mediaId, original }) => {
      if (typeof mediaId !== 'string') throw new TypeError('the job names no mediaId');
      await removePart(ctx, mediaId);
      if (original !== true) await removeNamed(ctx, mediaId);
    },
  },

  /** Forgets what belongs to no check-in for a day, then removes the files of which nothing is known, whatever took the rows away. */
  'media.sweep': {
    cron: '50 19 * * *',
    on: ['community.removed'],
    run: async (ctx) => {
      await ctx.call('media.forgetLoose', {});
      // Read before the rows: a file that begins meanwhile is not among them.
      const files = [...(await filesByName(ctx))];
      for (let at = 0; at < files.length; at += AT_ONCE) {
        ctx.signal.throwIfAborted();
        const some = files.slice(at, at + AT_ONCE);
        const known = new Set(
          await ctx.call<string[]>('media.known', { ids: [...new Set(some.map(([, id]) => id))].filter((id) => ID.test(id)) }),
        );
        for (const [name, id] of some) if (!known.has(id)) await removeNamed(ctx, name);
      }
    },
  },
};

export async function forgetLoose(ctx: CommandContext): Promise<void> {
  const before = new Date(ctx.now() - limits.looseMs).toISOString();
  const gone = await rowsOf(
    ctx,
    sql`DELETE FROM media_file WHERE org_id = ${ctx.orgId} AND loose_since < ${before}::timestamptz RETURNING id`,
  );
  if (gone.length > 0) ctx.emit('media.forgotten', {}, { files: gone.length });
  else ctx.unchanged();
}

export async function known(ctx: QueryContext, { ids }: { ids: string[] }): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(ctx, sql`SELECT id FROM media_file WHERE org_id = ${ctx.orgId} AND id = ANY(${uuids(ids)})`);
  return rows.map(({ id }) => id);
}
