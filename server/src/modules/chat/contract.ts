import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const importStates = ['recognised', 'queued', 'running', 'done', 'failed', 'cancelled'] as const;
/** The declared ground for importing other people's words. */
export const grounds = ['consent', 'ownRecords', 'contract', 'legitimateInterest'] as const;
const count = z.number().int().nonnegative();
const columns = z.partialRecord(z.enum(['time', 'senderId', 'senderName', 'text', 'messageId', 'kind', 'replyTo']), z.string());

const rejectedRow = z.object({ offset: count, bytes: count, line: count.nullable(), reason: z.string(), sample: z.string() });
const previewRow = z.object({
  at: instant.nullable(),
  type: z.enum(['message', 'system', 'member']),
  kind: z.string(),
  sender: z.string().nullable(),
  text: z.string(),
});

const importRun = z.object({
  id,
  channelId: id.nullable(),
  uploadId: id,
  file: z.string(),
  state: z.enum(importStates),
  format: z.string(),
  zone: z.string(),
  /** Messages and system rows read, new among them, and bytes. */
  bytes: count,
  bytesRead: count,
  records: count,
  added: count,
  rejectedRecords: count,
  rejectedBytes: count,
  members: count,
  error: z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type ImportRun = z.infer<typeof importRun>;

/**
 * Chat in: uploads (raw route POST /api/v1/uploads, streamed to disk, answers { uploadId, file, bytes }), recognition,
 * the import task and what it stored. Progress by SSE at GET /api/v1/imports/{importId}/progress.
 */
export const chat = {
  paste: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'any' },
    path: '/uploads/paste',
    summary: 'Keep pasted chat, 接龙 or roster text as an upload',
    input: z.object({ text: z.string().min(1).max(5_000_000) }),
    output: z.object({ uploadId: id, file: z.string(), bytes: count }),
  }),
  recognise: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'any' },
    path: '/uploads/{uploadId}/recognition',
    summary: 'What an upload is, with a preview of its first 20 rows; reads only its beginning',
    input: z.object({ uploadId: id, format: z.string().optional(), zone: z.string().optional(), columns: columns.optional() }),
    output: z.object({
      file: z.string(),
      bytes: count,
      /** One entry a source: a zip may hold several. */
      sources: z.array(
        z.object({
          name: z.string(),
          format: z.string(),
          platform: z.string(),
          encoding: z.string(),
          clock: z.enum(['instant', 'wall', 'none']),
          columns: columns.nullable(),
          /** Of a table: names of its columns (positions from 0 where no row names them) and its first rows. */
          headers: z.array(z.string()).nullable(),
          samples: z.array(z.array(z.string())),
        }),
      ),
      chats: z.array(z.string()), // names of the chats seen at the beginning
      preview: z.array(previewRow),
      rejected: z.array(rejectedRow),
      /** A channel this probably belongs to: same name or same people. */
      channelId: id.nullable(),
      zone: z.string(),
    }),
  }),
  import: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/imports',
    summary: 'Start importing an upload into a channel (or a new one)',
    input: z.object({
      uploadId: id,
      channelId: id.optional(), // absent: a new channel named `channelName`
      communityId: id.optional(),
      channelName: z.string().trim().min(1).max(120).optional(),
      chat: z.string().max(200).optional(), // which chat of a file with several; default the largest seen first
      mode: z.enum(['append', 'replace']).default('append'),
      format: z.string().optional(),
      zone: z.string().default('Asia/Shanghai'),
      columns: columns.optional(),
      ground: z.enum(grounds),
      pseudonymous: z.boolean().default(false),
    }),
    output: importRun,
  }),
  imports: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/imports',
    summary: 'Imports of a channel, latest first',
    input: z.object({ channelId: id }),
    output: z.object({ imports: z.array(importRun) }),
  }),
  importState: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'importId' },
    path: '/imports/{importId}',
    summary: 'State and figures of one import',
    input: z.object({ importId: id }),
    output: importRun,
  }),
  cancelImport: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'importId' },
    path: '/imports/{importId}/cancel',
    summary: 'Stop a running import; what is stored stays, a later run resumes',
    input: z.object({ importId: id }),
    output: importRun,
  }),
  resumeImport: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'importId' },
    path: '/imports/{importId}/resume',
    summary: 'Run a failed or cancelled import again from where it stopped',
    input: z.object({ importId: id }),
    output: importRun,
  }),
  rejected: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'importId' },
    path: '/imports/{importId}/rejected',
    summary: 'Rows that could not be read, with position and reason',
    input: z.object({ importId: id, after: count.optional(), limit: count.max(500).default(100) }),
    output: z.object({ rows: z.array(rejectedRow), next: count.nullable() }),
  }),
  mergeProposals: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/merge-proposals',
    summary: 'People who are probably one: same name under two keys, with the evidence',
    input: z.object({ channelId: id }),
    output: z.object({
      proposals: z.array(
        z.object({
          people: z.array(z.object({ id: z.string(), name: z.string(), by: z.enum(['id', 'name']), messages: count })),
          evidence: z.string(),
          sharedRows: count,
        }),
      ),
    }),
  }),
  /** Called by the import task; one batch is one transaction. Not on the public doors. */
  messages: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/messages',
    summary: 'Messages of a channel or of one person, latest first',
    input: z.object({ channelId: id, person: z.string().optional(), before: instant.optional(), limit: count.min(1).max(200).default(50) }),
    output: z.object({
      messages: z.array(
        z.object({
          at: instant,
          person: z.object({ id: z.string(), name: z.string() }).nullable(),
          type: z.enum(['message', 'system']),
          kind: z.string(),
          text: z.string(),
        }),
      ),
      next: instant.nullable(),
    }),
  }),
};
