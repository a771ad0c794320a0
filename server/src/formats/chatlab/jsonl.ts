import type { DecodeOptions, Head, Line, LineDecoder, LineFormat, RejectReason, Sink } from '../format.ts';
import { asObject, type JsonObject } from '../json/fields.ts';
import { readJsonLine } from '../json/lines.ts';
import { ChatLabRows } from './rows.ts';

/** One object a line, told apart by `_type`; lines that begin with `#` are comments. */
export const chatlabJsonl: LineFormat = {
  id: 'chatlab-jsonl',
  platform: 'other',
  clock: 'instant',
  unit: 'line',
  sniff,
  decoder,
};

function sniff({ lines, text }: Head): number {
  const first = (lines.length > 0 ? lines : [text]).find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first !== undefined && /^\s*\{.*"_type"\s*:\s*"(?:header|member|message)"/.test(first) ? 0.97 : 0;
}

function decoder(sink: Sink, { now }: DecodeOptions): LineDecoder {
  const rows = new ChatLabRows(sink, now);

  const take = (object: JsonObject): RejectReason | null => {
    switch (object._type) {
      case 'header': {
        rows.header(asObject(object.meta) ?? object);
        return null;
      }
      case 'member':
        return rows.member(object);
      case 'message':
        return rows.message(object);
      default:
        return 'unknownRow';
    }
  };
  return {
    line(line: Line) {
      const read = readJsonLine(line);
      if (!read) return;
      const reason = 'object' in read ? take(read.object) : read.reason;
      if (reason) sink.reject({ offset: line.offset, bytes: line.bytes, line: line.number, reason, sample: line.text.slice(0, 2000) });
    },
    end() {},
  };
}
