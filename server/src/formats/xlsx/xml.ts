import { Parser } from 'htmlparser2';
import { DomainError } from '#vocabulary/errors';
import type { ArchiveEntry } from '../archive.ts';

/** Parts of a workbook nest some ten deep. */
const MAX_DEPTH = 32;

export interface XmlListener {
  open(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Streams one part of a workbook past a listener, names without their prefix; yields after each piece, so that what was
 * collected can be handed on. Entities of a document type are never expanded.
 * @throws DomainError `xlsx.tooLarge` {file, bytes, most}, `xlsx.broken` {file, part}
 */
export async function* readXml(file: string, part: ArchiveEntry, most: number, listener: XmlListener): AsyncGenerator<void> {
  let depth = 0;
  const broken = () => new DomainError('xlsx.broken', { file, part: part.path });
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > MAX_DEPTH) throw broken();
        listener.open(local(name), attributes);
      },
      ontext: (text) => listener.text?.(text),
      onclosetag(name) {
        depth -= 1;
        listener.close?.(local(name));
      },
      onerror(error) {
        throw error;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder('utf-8');
  let read = 0;
  for await (const chunk of part.open()) {
    read += chunk.length;
    if (read > most) throw new DomainError('xlsx.tooLarge', { file, bytes: read, most });
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  if (depth > 0 || read === 0) throw broken();
  parser.end(decoder.decode());
  yield;
}

/** Some programs write `<x:row>`. */
function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Reads a part to its end. */
export async function readWhole(file: string, part: ArchiveEntry, most: number, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(file, part, most, listener));
}
