/** What an upload is: read from its beginning, before any transaction. */
import { type ColumnMapping, decode, guessColumns, type Recognised, readLayout, recognise as recogniseSource, type Source } from '#formats';
import { DomainError, type Ground, type QueryContext, visibleCommunities } from '#kernel';
import type { ChatRecord } from '#vocabulary/records';
import { senderKey } from '#vocabulary/records';
import { zoneClock } from '#vocabulary/zone';
import { visibleChannels } from '../../communities/index.ts';
import { rowsOf, sql } from '../../rows.ts';
import { literal, quoted } from '../message-columns.ts';
import { formatId, openSources } from './read-file.ts';
import { findFile } from './uploads.ts';

export interface RecogniseInput {
  uploadId: string;
  format?: string | undefined;
  zone?: string | undefined;
  columns?: ColumnMapping | undefined;
}

interface SourceSeen {
  name: string;
  format: string;
  platform: string;
  encoding: string;
  clock: 'instant' | 'wall' | 'none';
  columns: ColumnMapping | null;
  headers: string[] | null;
  samples: string[][];
}

export interface Beginning {
  file: string;
  bytes: number;
  sources: SourceSeen[];
  chats: string[];
  preview: { at: number | null; type: 'message' | 'system' | 'member'; kind: string; sender: string | null; text: string }[];
  rejected: { offset: number; bytes: number; line: number | null; reason: string; sample: string }[];
  people: string[];
}

const defaultZone = 'Asia/Shanghai';
const PREVIEW_ROWS = 20;
const HEAD_BYTES = 262_144;
const SHOWN_TEXT = 500;
const SAMPLE_ROWS = 3;
const SAMPLE_CELL = 60;
const TABLE = /\.(?:csv|tsv|xlsx|xlsm)(?:\/[^/]*)?$/i;

/** @throws DomainError `upload.unknown` and what recognising and unpacking throw */
export async function readBeginning(ground: Ground, input: RecogniseInput): Promise<Beginning> {
  const { path, file, bytes } = await findFile(ground, input.uploadId);
  const seen: Beginning = { file, bytes, sources: [], chats: [], preview: [], rejected: [], people: [] };
  zoneClock(input.zone ?? defaultZone);
  for (const source of await openSources(path, file)) await readSource(source, ground, input, seen);
  return seen;
}

async function readSource(source: Source, ground: Ground, input: RecogniseInput, seen: Beginning): Promise<void> {
  const recognised = await recogniseOrTable(source, input);
  const { id, platform } = recognised.format;
  const table = id === 'csv' || id === 'roster' ? tableOf(recognised, input.columns) : null;
  const columns = id === 'csv' ? (input.columns ?? guessColumns(recognised.head)) : null;
  seen.sources.push({
    name: source.name,
    format: id,
    platform,
    encoding: recognised.encoding,
    clock: recognised.clock,
    columns,
    headers: table?.headers ?? null,
    samples: table?.samples ?? [],
  });
  // Until it is said which column is what, a table has no rows to show.
  if (id === 'csv' && !(columns?.time && (columns.senderId || columns.senderName))) return;
  const options = { zone: input.zone ?? defaultZone, now: ground.now(), ...(input.columns ? { columns: input.columns } : {}) };
  const people = new Set(seen.people);
  const beginning = beginningOf(source);
  try {
    for await (const { records, rejections } of decode(beginning, recognised, options)) {
      for (const record of records) look(record, seen, people);
      for (const { offset, bytes, line, reason, sample } of rejections) {
        if (seen.rejected.length < PREVIEW_ROWS) seen.rejected.push({ offset, bytes, line, reason, sample: sample.slice(0, SHOWN_TEXT) });
      }
    }
  } catch (error) {
    // Where we cut it ourselves, a document that breaks off is no fault of the file.
    if (!(error instanceof DomainError && error.code === 'file.truncated' && beginning.cut())) throw error;
  }
  seen.people = [...people];
}

/** The first rows as a source that ends: a decoder that waits for proof (which number is the month?) must settle on them. */
function beginningOf(source: Source): Source & { cut(): boolean } {
  let cut = false;
  return {
    name: source.name,
    size: null,
    cut: () => cut,
    async *open() {
      let read = 0;
      for await (const chunk of source.open()) {
        read += chunk.length;
        cut = read >= HEAD_BYTES;
        // Whole lines only, so that the last row shown is a row of the file.
        yield cut ? chunk.subarray(0, chunk.lastIndexOf(10) + 1) : chunk;
        if (cut) return;
      }
    },
  };
}

function look(record: ChatRecord, seen: Beginning, people: Set<string>): void {
  if (record.type === 'group') {
    if (record.name !== '' && !seen.chats.includes(record.name)) seen.chats.push(record.name);
    return;
  }
  const sender = record.type === 'system' ? (record.actor ?? null) : record.sender;
  if (sender) people.add(senderKey(sender));
  if (seen.preview.length >= PREVIEW_ROWS) return;
  const [at, kind, text] = record.type === 'member' ? [null, record.role ?? 'member', ''] : [record.at, record.kind, record.text];
  seen.preview.push({ at, type: record.type, kind, sender: sender?.name ?? null, text: text.slice(0, SHOWN_TEXT) });
}

/** A table whose columns nobody can guess is still a table: people say which is what. */
async function recogniseOrTable(source: Source, { format }: RecogniseInput): Promise<Recognised> {
  try {
    return await recogniseSource(source, formatId(format));
  } catch (error) {
    const unknown = error instanceof DomainError && error.code === 'file.unknownFormat';
    if (!unknown || !TABLE.test(source.name)) throw error;
    const asTable = await recogniseSource(source, 'csv');
    if (!readLayout(asTable.head)) throw error;
    return asTable;
  }
}

function tableOf({ head }: Recognised, columns: ColumnMapping | undefined): { headers: string[]; samples: string[][] } | null {
  const layout = readLayout(head, columns);
  if (!layout) return null;
  const headers = layout.header ?? Array.from({ length: layout.width }, (_, position) => String(position));
  return { headers, samples: layout.rows.slice(0, SAMPLE_ROWS).map((row) => row.map((cell) => cell.slice(0, SAMPLE_CELL))) };
}

export async function recognise(ctx: QueryContext, input: RecogniseInput, seen: Beginning) {
  const [upload] = await rowsOf(ctx, sql`SELECT id FROM upload WHERE org_id = ${ctx.orgId} AND id = ${input.uploadId}`);
  if (!upload) throw new DomainError('upload.unknown', { uploadId: input.uploadId });
  const channel = await likelyChannel(ctx, seen);
  const used = input.zone ?? defaultZone;
  const zone = input.zone ?? channel?.zone ?? defaultZone;
  const wall = seen.sources.every(({ clock }) => clock !== 'instant');
  const shown = (at: number) => new Date(wall ? moveWall(at, used, zone) : at).toISOString();
  const { people: _, preview, ...rest } = seen;
  return {
    ...rest,
    preview: preview.map((row) => ({ ...row, at: row.at === null ? null : shown(row.at) })),
    channelId: channel?.id ?? null,
    zone,
  };
}

/** The instant at which clocks of another zone show the same. */
function moveWall(at: number, from: string, to: string): number {
  if (from === to) return at;
  const wall = new Date(at + zoneClock(from).offsetAt(at));
  return zoneClock(to).instantOf(
    wall.getUTCFullYear(),
    wall.getUTCMonth() + 1,
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  );
}

/** The channel of the same name, else the one where at least three and half of the people seen are known. */
async function likelyChannel(ctx: QueryContext, seen: Beginning): Promise<{ id: string; zone: string } | null> {
  if (Array.isArray(visibleCommunities(ctx)) && visibleCommunities(ctx).length === 0) return null;
  const channels = await visibleChannels(ctx);
  const names = new Set([...seen.chats, seen.file.replace(/\.[^.]+$/, '')]);
  const named = channels.find(({ name }) => names.has(name));
  if (named || seen.people.length === 0) return named ?? null;
  const rows = await rowsOf<{ channel: string; known: number }>(
    ctx,
    sql`SELECT channel_id AS channel, count(*)::int AS known FROM identity
        WHERE org_id = ${ctx.orgId} AND who = ANY(${literal(seen.people.slice(0, 500), quoted)}::text[])
        GROUP BY channel_id ORDER BY known DESC, channel_id LIMIT 20`,
  );
  const enough = Math.max(3, Math.min(seen.people.length, 500) / 2);
  const best = rows.find(({ channel, known }) => known >= enough && channels.some(({ id }) => id === channel));
  return channels.find(({ id }) => id === best?.channel) ?? null;
}
