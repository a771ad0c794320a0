import { useState } from 'react';

/** What is being written for one day. It stays on this phone until the server has it. */
export interface Draft {
  text: string;
  number: string;
  link: string;
  /** Chosen files in their order: keys of `checkin/kept-files.ts`, or ids of files the server has had already. */
  photos: string[];
  voice: string | null;
  /** The button was pressed; the server has not answered yet. */
  sending: boolean;
}

const EMPTY: Draft = { text: '', number: '', link: '', photos: [], voice: null, sending: false };
const PREFIX = 'qunce.draft.';

/** `who`: the enrolment, since a phone may be handed on. */
export const draftKey = (campaignId: string, who: string, day: string) => `${PREFIX}${campaignId}.${who}.${day}`;

/** A review that the server has not got as it stands; a JSON of its own. */
export const reviewKey = (reviewId: string) => `${PREFIX}review.${reviewId}`;

/** Of a phone that has no room or lets nothing be kept: as long as the page stands. */
const held = new Map<string, Draft>();

export function readDraft(key: string): Draft {
  try {
    return held.get(key) ?? { ...EMPTY, ...JSON.parse(localStorage.getItem(key) ?? '{}') };
  } catch {
    return EMPTY;
  }
}

/** Nothing written and nothing chosen. */
export const isBlank = ({ text, number, link, photos, voice }: Draft) => !(text || number || link || voice || photos.length > 0);
export const isEmpty = (draft: Draft) => isBlank(draft) && !draft.sending;

const filesOf = ({ photos, voice }: Draft) => [...photos, ...(voice ? [voice] : [])];
/** Chosen files lie elsewhere on the phone, where there is room for them. */
function forgetFiles(keys: readonly string[]): void {
  if (keys.length === 0) return;
  // Without a network they stay until somebody signs out.
  import('./checkin/kept-files.ts').then(({ forget }) => forget(keys)).catch(() => {});
}

function write(key: string, draft: Draft): void {
  const left = filesOf(draft);
  forgetFiles(filesOf(readDraft(key)).filter((file) => !left.includes(file)));
  try {
    if (isEmpty(draft)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
    held.delete(key);
  } catch {
    held.set(key, draft);
  }
}

/** A draft that is on the phone before the next letter is typed. */
export function useDraft(key: string): [Draft, (change: Partial<Draft>) => void, () => void] {
  const [kept, setKept] = useState({ key, draft: readDraft(key) });
  const draft = kept.key === key ? kept.draft : readDraft(key);
  if (kept.key !== key) setKept({ key, draft });
  const put = (next: Draft) => {
    write(key, next);
    setKept({ key, draft: next });
  };
  return [draft, (change) => put({ ...readDraft(key), ...change }), () => put(EMPTY)];
}

/** Drafts of other days than this one: they were never sent. */
export function olderDrafts(campaignId: string, who: string, today: string): { day: string; key: string; draft: Draft }[] {
  const start = draftKey(campaignId, who, '');
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(start) && key.slice(start.length) < today)
    .map((key) => ({ day: key.slice(start.length), key, draft: readDraft(key) }))
    .filter(({ draft }) => !isEmpty(draft));
}

export const removeDraft = (key: string) => write(key, EMPTY);

/** How many drafts are kept on this phone. */
export const draftCount = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).length;

/** The phone forgets what was written: it goes with the person who signs out. */
export function removeAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  // Chosen files; by name, since what keeps them may not have been loaded.
  if (typeof indexedDB !== 'undefined') indexedDB.deleteDatabase('qunce');
}
