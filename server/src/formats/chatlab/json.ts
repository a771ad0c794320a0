import type { ByteDecoder, ByteFormat, DecodeOptions, Head, Sink } from '../format.ts';
import { asObject } from '../json/fields.ts';
import { HeldElements } from '../json/held.ts';
import { type Fields, type JsonElement, JsonSplitter, type Shape } from '../json/splitter.ts';
import { ChatLabRows } from './rows.ts';

const document: Shape = { fields: { meta: { keep: true }, members: { each: 'member' }, messages: { each: 'message' } } };

/** One JSON document `{chatlab, meta, members[], messages[]}`, its fields in any order. */
export const chatlabJson: ByteFormat = {
  id: 'chatlab-json',
  platform: 'other',
  clock: 'instant',
  unit: 'byte',
  sniff,
  decoder,
};

function sniff({ text }: Head): number {
  if (!/^\s*\{/.test(text) || /^\s*\{\s*"_type"/.test(text)) return 0;
  if (/"chatlab"\s*:\s*\{[^{}]*"version"/.test(text)) return 0.97;
  const rows = /"timestamp"\s*:/.test(text) && /"sender"\s*:\s*["\d]/.test(text) && /"accountName"|"groupNickname"/.test(text);
  const members = /"platformId"\s*:/.test(text) && /"members"\s*:/.test(text);
  return rows || members ? 0.7 : 0;
}

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  const rows = new ChatLabRows(sink, now);
  const held = new HeldElements();
  let started = false;

  const deliver = ({ name, value, offset, bytes }: JsonElement) => {
    const reason = name === 'member' ? rows.member(value) : rows.message(value);
    if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
  };
  const start = (fields: Fields) => {
    if (started) return;
    started = true;
    const meta = asObject(fields.get('meta'));
    if (meta) rows.header(meta);
    held.take().forEach(deliver);
  };
  const splitter = new JsonSplitter(head.fileName, document, {
    element(element) {
      if (!started && !element.owner.has('meta') && held.add(element)) return;
      start(element.owner);
      deliver(element);
    },
    closed: start,
    reject: (rejection) => sink.reject(rejection),
  });
  return { chunk: (bytes, offset) => splitter.push(bytes, offset), end: () => splitter.end() };
}
