/** Decoders beside a bare cutting of the same bytes into lines. */
import { decode, type FormatId, recognise, type Source } from '#formats';
import { qqChunks, whatsappChunks } from '../src/testing/chat-files.ts';
import { type Measure, median, type Result, timeWork } from './measure.ts';

const LINES = 200_000;
const ROUNDS = 5;
const NOW = Date.parse('2026-11-20T00:00:00Z');

const options = { lines: LINES, people: 2_000, seed: 3 };
const files: Record<string, { format: FormatId; chunks: () => Iterable<string> }> = {
  'WhatsApp, Android, zh': { format: 'whatsapp-txt', chunks: () => whatsappChunks(options) },
  'WhatsApp, iPhone, de': { format: 'whatsapp-txt', chunks: () => whatsappChunks({ ...options, locale: 'de' }) },
  'QQ PC txt': { format: 'qq-txt', chunks: () => qqChunks(options) },
};

export const decoders: Measure = {
  name: 'decoders',
  async run() {
    const results: Result[] = [];
    for (const [name, { format, chunks }] of Object.entries(files)) {
      const parts = Array.from(chunks(), (chunk) => Buffer.from(chunk));
      const source: Source = {
        name,
        size: null,
        async *open() {
          yield* parts;
        },
      };
      const decoding: number[] = [];
      const cutting: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        cutting.push(await timeWork(() => cut(parts)));
        decoding.push(await timeWork(() => decoded(source, format)));
      }
      results.push(result(name, median(decoding), median(cutting)));
    }
    return results;
  },
};

async function decoded(source: Source, format: FormatId): Promise<number> {
  const recognised = await recognise(source);
  if (recognised.format.id !== format) throw new Error(`${source.name} was taken for ${recognised.format.id}`);
  let records = 0;
  for await (const batch of decode(source, recognised, { zone: 'Asia/Shanghai', now: NOW })) records += batch.records.length;
  return records;
}

/** Bytes to strings, one a line, and nothing else. */
function cut(parts: readonly Buffer[]): number {
  let lines = 0;
  let rest = '';
  const decoder = new TextDecoder();
  for (const part of parts) {
    const pieces = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    lines += pieces.length;
  }
  return lines;
}

function result(name: string, decoding: number, cutting: number): Result {
  const perSecond = (ms: number) => `${(LINES / ms / 1000).toFixed(2)} M lines/s`;
  return {
    name: `decoding ${name}`,
    value: perSecond(decoding),
    baseline: `lines cut and nothing else ${perSecond(cutting)}`,
    ratio: cutting / decoding,
    target: '–',
    met: null,
  };
}
