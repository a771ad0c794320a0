import type { Line } from '../format.ts';
import { parseJson } from './clean.ts';
import { asObject, type JsonObject } from './fields.ts';
import { MAX_DEPTH } from './splitter.ts';

export type JsonLine = { object: JsonObject } | { reason: 'badJson' | 'tooDeep' } | null;

/** One line of JSONL. Blank lines and `#` comments say nothing (null); a line that holds no object is refused. */
export function readJsonLine(line: Line): JsonLine {
  const text = line.text.trim();
  if (text === '' || text.startsWith('#')) return null;
  if (depthOf(text) > MAX_DEPTH) return { reason: 'tooDeep' };
  const object = asObject(parseJson(Buffer.from(text)));
  return object ? { object } : { reason: 'badJson' };
}

/** Nesting depth, counted only where there are brackets enough to exceed the limit. */
function depthOf(text: string): number {
  let openers = 0;
  for (let at = text.indexOf('['); at >= 0 && openers <= MAX_DEPTH; at = text.indexOf('[', at + 1)) openers++;
  for (let at = text.indexOf('{'); at >= 0 && openers <= MAX_DEPTH; at = text.indexOf('{', at + 1)) openers++;
  if (openers <= MAX_DEPTH) return 0;
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 92) at++;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) deepest = Math.max(deepest, ++depth);
    else if (char === 125 || char === 93) depth--;
  }
  return deepest;
}
