/** Import runs as the contract shows them. */
import { DomainError, type QueryContext } from '#kernel';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { ImportRun } from './contract.ts';

type Row = Omit<ImportRun, 'createdAt' | 'startedAt' | 'finishedAt'> & {
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

export async function importsWhere(ctx: QueryContext, condition: SQL): Promise<ImportRun[]> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT id, channel_id AS "channelId", upload_id AS "uploadId", file, state, format, zone, bytes, bytes_read AS "bytesRead", records,
          added, rejected_records AS "rejectedRecords", rejected_bytes AS "rejectedBytes", members, error, created_at AS "createdAt",
          started_at AS "startedAt", finished_at AS "finishedAt"
        FROM import_run WHERE org_id = ${ctx.orgId} AND ${condition} ORDER BY created_at DESC, id DESC LIMIT 200`,
  );
  return rows.map((row) => ({
    ...row,
    createdAt: iso(row.createdAt),
    startedAt: row.startedAt === null ? null : iso(row.startedAt),
    finishedAt: row.finishedAt === null ? null : iso(row.finishedAt),
  }));
}

/** @throws DomainError `import.unknown` */
export async function findImport(ctx: QueryContext, importId: string): Promise<ImportRun & { channelId: string }> {
  const [found] = await importsWhere(ctx, sql`id = ${importId}`);
  if (!found || found.channelId === null) throw new DomainError('import.unknown', { importId });
  return { ...found, channelId: found.channelId };
}

/** Scope of the input field `importId`: the community of its channel. */
export const importScope = communityOf(sql`import_run t JOIN channel c ON c.org_id = t.org_id AND c.id = t.channel_id`);
