/** Keyed hashes by which an erased person is known again: without the key in the data folder nothing can be tried against them. */
import { hash } from 'node:crypto';
import { foldedName } from './redactor.ts';

export interface Keyed {
  /** See `saltOf`. */
  salt: string;
  communityId: string;
}

/** A row of `erased_digest`: `length` characters of a name; 0 for a sender's key, or a name as one in a channel. */
export type ErasedDigest = [digest: string, length: number, label: string];

function digestOf({ salt, communityId }: Keyed, kind: 'who' | 'name' | 'bare', text: string): string {
  return hash('sha256', `erased\0${salt}\0${communityId}\0${kind}\0${text}`).slice(0, 32);
}

export function whoDigest(keyed: Keyed, who: string): string {
  return digestOf(keyed, 'who', who);
}

/** @param folded see `foldedName` */
export function nameDigest(keyed: Keyed, folded: string): string {
  return digestOf(keyed, 'name', folded);
}

/** Of a name by which somebody was known in a channel: a row there that has nothing but this name is taken as theirs. */
export function bareDigest(keyed: Keyed, channelId: string, folded: string): string {
  return digestOf(keyed, 'bare', `${channelId}\0${folded}`);
}

/** The folded name that is all a sender's key says; null for an account. */
export function bareNameOf(who: string): string | null {
  return who.startsWith(BARE) ? foldedName(who.slice(BARE.length)) : null;
}

const BARE = 'name:';
const MARK = 'erased-';
/** As `isErased`, for the database. */
export const ERASED_PATTERN = `^[^:]*:${MARK}`;

/** The key that stands in the place of a sender's: always the same, so that a later file's rows are the same person's. */
export function erasedWho(who: string, digest: string): string {
  return `${who.slice(0, who.indexOf(':'))}:${MARK}${digest.slice(0, 16)}`;
}

export function isErased(who: string): boolean {
  return who.slice(who.indexOf(':') + 1).startsWith(MARK);
}

/** The name that stands in the place of all names. */
export function erasedLabel(digest: string): string {
  return `已删除成员 ${digest.slice(0, 6)}`;
}

/** Names of an erased person as rows to be remembered. */
export function nameDigests(keyed: Keyed, names: Iterable<string>, label: string): ErasedDigest[] {
  return [...new Set(Array.from(names, foldedName))]
    .filter((folded) => folded !== '')
    .map((folded) => [nameDigest(keyed, folded), Array.from(folded).length, label]);
}
