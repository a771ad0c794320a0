import type { ChatRecord, Platform } from '#vocabulary/records';

/**
 * A format is a pure streaming decoder. The driver (`decode.ts`) sniffs the head of a source, picks the format,
 * feeds it bytes and keeps the account: parsed + rejected bytes = bytes read.
 */
export const formatIds = [
  'qq-txt',
  'qqnt-json',
  'qqnt-txt',
  'qq-mht',
  'whatsapp-txt',
  'chatlab-json',
  'chatlab-jsonl',
  'telegram-json',
  'gitter-tsv',
  'irc-log',
  'discord-json',
  'slack-json',
  'matrix-json',
  'feishu-json',
  'line-txt',
  'weflow-json',
  'chatlog-json',
  'chatlog-csv',
  'chatlog-txt',
  'memotrace-csv',
  'memotrace-txt',
  'pywxdump-csv',
  'wechatexporter-html',
  'wechatexporter-txt',
  'csv',
  'wechat-paste',
  'jielong',
  'roster',
] as const;
export type FormatId = (typeof formatIds)[number];

/** The first part (≤ 64 KiB decoded) of a source. */
export interface Head {
  fileName: string;
  /** BOM removed, decoded with the sniffed encoding. */
  text: string;
  /** First lines of `text`, without line ends; the last, possibly cut, line left out unless the source ends there. */
  lines: string[];
}

export interface DecodeOptions {
  /** IANA zone for wall clocks. Formats that carry instants ignore it. */
  zone: string;
  /** Needed where the text has no full date (pasted WeChat chat says "昨天 20:13"): "now" of the person who pasted, epoch ms. */
  now: number;
  /** CSV and rosters: which column is what. Guessed when left out. */
  columns?: ColumnMapping;
  /** The sniffed head; day/month order, locale and header rows are found here before the first line is fed. */
  head: Head;
}

/** Column names (or zero-based positions as strings when there is no header row) of a delimited file. */
export interface ColumnMapping {
  time?: string;
  senderId?: string;
  senderName?: string;
  text?: string;
  messageId?: string;
  kind?: string;
  replyTo?: string;
}

export interface Rejection {
  /** Byte offset in the (unpacked) source and length. */
  offset: number;
  bytes: number;
  /** 1-based line, where the format has lines. */
  line: number | null;
  reason: RejectReason;
  /** The first ≤ 2,000 characters. */
  sample: string;
}
export type RejectReason =
  | 'lineTooLong'
  | 'noHeader' // text before the first recognisable record
  | 'badTime'
  | 'timeOutOfRange'
  | 'badRow' // wrong number of columns, missing field
  | 'badJson'
  | 'tooDeep'
  | 'truncated'
  | 'unknownRow';

/** One physical line of the source. `text` has no line end; `bytes` counts it. */
export interface Line {
  text: string;
  offset: number;
  bytes: number;
  number: number;
}

/** Where a decoder puts what it finds. Bytes that are not rejected count as parsed. */
export interface Sink {
  record(record: ChatRecord): void;
  reject(rejection: Rejection): void;
}

interface Decoder {
  end(): void;
}
/** Fed one physical line at a time (≤ 1 MiB each; longer ones are rejected by the driver). */
export interface LineDecoder extends Decoder {
  line(line: Line): void;
}
/** Fed raw bytes, for formats whose records do not follow lines (JSON). */
export interface ByteDecoder extends Decoder {
  /** `offset` = position of the chunk's first byte in the source. */
  chunk(bytes: Uint8Array, offset: number): void;
}

interface FormatBase {
  id: FormatId;
  /** Loads what this format alone needs; awaited before a decoder is made, so that other files do not pay for it. */
  load?(): Promise<void>;
  platform: Platform;
  /** `wall`: rows carry the exporting machine's local time, so a zone must be known. */
  clock: 'instant' | 'wall' | 'none';
  /** Where files of one format differ: what this one carries. */
  clockOf?(head: Head): 'instant' | 'wall';
  /** 0 = certainly not, 1 = certainly. Must be cheap, must not throw. By content; the file name may only break ties. */
  sniff(head: Head): number;
}
export interface LineFormat extends FormatBase {
  unit: 'line';
  decoder(sink: Sink, options: DecodeOptions): LineDecoder;
}
export interface ByteFormat extends FormatBase {
  unit: 'byte';
  decoder(sink: Sink, options: DecodeOptions): ByteDecoder;
}
export type Format = LineFormat | ByteFormat;

const EARLIEST = Date.UTC(2000, 0, 1);
const AHEAD_MS = 400 * 86_400_000;

/**
 * Whether an instant (epoch ms) can belong to a chat: from 2000-01-01 UTC to 400 days after `now` (wrong clocks and
 * zones pass, misread dates do not). Decoders reject the rest as `timeOutOfRange`.
 */
export function plausible(at: number, now: number): boolean {
  return at >= EARLIEST && at <= now + AHEAD_MS;
}
