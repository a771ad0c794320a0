import { DomainError } from '#vocabulary/errors';
import type { ByteDecoder, ByteFormat, DecodeOptions, Head, Sink } from '../format.ts';
import { type JsonElement, JsonSplitter } from '../json/splitter.ts';
import { SlackWorkspace } from './workspace.ts';

/**
 * A Slack export. The folders of the archive come as one stream, a line `# "path"` before each file (`archive.ts`):
 * no JSON has a line that begins like that. A single day of a channel, unpacked by hand, is read as well.
 */
export const slackJson: ByteFormat = { id: 'slack-json', platform: 'slack', clock: 'instant', unit: 'byte', sniff, decoder };

function sniff({ text }: Head): number {
  if (/^# "(?:users|channels|groups)\.json"\n/.test(text)) return 0.98;
  if (!/^\s*\[/.test(text)) return 0;
  return /"ts"\s*:\s*"\d{9,10}\.\d{6}"/.test(text) && /"type"\s*:\s*"message"/.test(text) ? 0.95 : 0;
}

const HASH = 35;
const LF = 10;

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  const workspace = new SlackWorkspace(sink, now);
  let archive = false;
  let file: JsonSplitter | null = null;
  /** Bytes of the line that names the next file. */
  let title: Buffer[] | null = null;
  let atLineStart = true;

  const open = (path: string) => {
    const name = path === '' ? head.fileName : `${head.fileName}/${path}`;
    const deliver = workspace.reader(path);
    file = new JsonSplitter(
      name,
      { each: 'row' },
      {
        element({ value, offset, bytes }: JsonElement) {
          const reason = deliver(value);
          if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
        },
        closed() {},
        reject: (rejection) => sink.reject(rejection),
      },
    );
  };
  const close = () => {
    const last = file;
    file = null;
    try {
      last?.end();
    } catch (error) {
      // One day that breaks off says nothing about the days behind it: its rest stands among the rejected.
      if (!archive || !(error instanceof DomainError)) throw error;
    }
  };
  const feed = (bytes: Buffer, offset: number) => {
    if (bytes.length === 0) return;
    if (!file && !archive) open('');
    file?.push(bytes, offset);
    atLineStart = bytes[bytes.length - 1] === LF;
  };

  return {
    chunk(chunk, offset) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      let at = 0;
      while (at < bytes.length) {
        if (title) {
          const end = bytes.indexOf(LF, at);
          title.push(Buffer.from(bytes.subarray(at, end < 0 ? bytes.length : end)));
          if (end < 0) return;
          open(pathOf(Buffer.concat(title).toString()));
          title = null;
          atLineStart = true;
          at = end + 1;
          continue;
        }
        const next = lineTitle(bytes, at, atLineStart);
        feed(bytes.subarray(at, next < 0 ? bytes.length : next), offset + at);
        if (next < 0) return;
        // Before what stands there is closed: with files behind it, one that breaks off ends nothing.
        archive = true;
        close();
        title = [];
        at = next + 1;
      }
    },
    end() {
      close();
      workspace.end();
    },
  };
}

/** Index of the next `#` that begins a line, or −1. */
function lineTitle(bytes: Buffer, from: number, atLineStart: boolean): number {
  for (let at = bytes.indexOf(HASH, from); at >= 0; at = bytes.indexOf(HASH, at + 1)) {
    if (at === from ? atLineStart : bytes[at - 1] === LF) return at;
  }
  return -1;
}

function pathOf(title: string): string {
  try {
    return String(JSON.parse(title));
  } catch {
    return '';
  }
}
