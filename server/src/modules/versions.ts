/** Rules of a community in versions that are only added: what was done under one of them can be read by it for good. */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { affectedBy, iso, ms, rowsOf, sql } from './rows.ts';

export interface Version<T> {
  rules: T;
  /** From 1. */
  version: number;
  decidedAt: string;
}

/**
 * @param table with `org_id`, `community_id`, `version` (its key), `rules` (jsonb), `decided_at`
 * @param stale code of the error that another version was set meanwhile {communityId}
 */
export function versionsIn<T>(table: string, shape: z.ZodType<T>, stale: string) {
  /** The latest first. */
  async function read(ctx: QueryContext, communityId: string, limit: number | null): Promise<Version<T>[]> {
    const rows = await rowsOf<{ rules: unknown; version: number; at: number }>(
      ctx,
      sql`SELECT rules, version, ${ms('decided_at')} AS at FROM ${sql.raw(table)}
          WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY version DESC LIMIT ${limit}`,
    );
    return rows.map(({ rules, version, at }) => ({ rules: shape.parse(rules), version, decidedAt: iso(at) }));
  }
  const latest = async (ctx: QueryContext, communityId: string) => (await read(ctx, communityId, 1))[0] ?? null;

  return {
    /** Null: there is none. */
    latest,
    all: (ctx: QueryContext, communityId: string) => read(ctx, communityId, null),

    /**
     * The same again is no new version.
     * @param seen the latest that the caller saw; 0: none
     * @returns the one that holds now, and whether it is new
     * @throws DomainError as named by `stale`
     */
    async add(ctx: CommandContext, communityId: string, rules: T, seen: number): Promise<{ version: number; added: boolean }> {
      const before = await latest(ctx, communityId);
      const changed = () => new DomainError(stale, { communityId });
      if ((before?.version ?? 0) !== seen) throw changed();
      if (before && isDeepStrictEqual(before.rules, rules)) return { version: seen, added: false };
      const rows = await affectedBy(
        ctx,
        sql`INSERT INTO ${sql.raw(table)} (org_id, community_id, version, rules, decided_at)
            VALUES (${ctx.orgId}, ${communityId}, ${seen + 1}, ${JSON.stringify(rules)}::text::jsonb, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
      );
      if (rows === 0) throw changed();
      return { version: seen + 1, added: true };
    },
  };
}
