import type { ByteDecoder, RejectReason, Sink } from '../format.ts';
import { HeldElements } from './held.ts';
import { type Fields, type JsonElement, JsonSplitter, type Shape } from './splitter.ts';

export interface DocumentReader {
  /** Called once, before the first row: the fields kept so far (all of them, where they are not too far behind the rows). */
  start(fields: Fields): void;
  /** Why a row is refused, or null. */
  row(value: unknown): RejectReason | null;
}

/**
 * Decodes a document with one header and one list of rows, its fields in any order: rows wait (bounded) until every
 * `needed` field has been seen or the document ends.
 */
export function documentDecoder(sink: Sink, file: string, shape: Shape, needed: string[], reader: DocumentReader): ByteDecoder {
  const held = new HeldElements();
  let started = false;
  const deliver = ({ value, offset, bytes }: JsonElement) => {
    const reason = reader.row(value);
    if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
  };
  const start = (fields: Fields) => {
    if (started) return;
    started = true;
    reader.start(fields);
    held.take().forEach(deliver);
  };
  const splitter = new JsonSplitter(file, shape, {
    element(element) {
      if (!started && !needed.every((field) => element.owner.has(field)) && held.add(element)) return;
      start(element.owner);
      deliver(element);
    },
    closed: start,
    reject: (rejection) => sink.reject(rejection),
  });
  return {
    chunk: (bytes, offset) => splitter.push(bytes, offset),
    end() {
      try {
        splitter.end();
      } finally {
        // A bare list has no object around it that could close.
        start(new Map());
      }
    },
  };
}
