import type { GroupCodeShown, Platform, Step } from './contract.ts';
import { steps } from './contract.ts';

const DAY_MS = 86_400_000;
/** Of seven days the last two: from the fifth on there is time to make a new one. */
const EXPIRING_MS = 2 * DAY_MS;

/** What platforms allow, as known in November 2026: up to how many people a code lets in, after how many days it ends. */
export const limits: Record<Platform, { people: number | null; days: number | null }> = {
  wechat: { people: 200, days: 7 },
  wecom: { people: 200, days: null },
  qq: { people: 2000, days: null },
  other: { people: null, days: null },
};

interface CodeFacts {
  members: number;
  entryLimit: number | null;
  /** Epoch ms. */
  validUntil: number | null;
}

/** A code that has ended is that first, however many are in the group. */
export function stateOfCode({ members, entryLimit, validUntil }: CodeFacts, now: number): GroupCodeShown['state'] {
  if (validUntil !== null && validUntil <= now) return 'expired';
  if (entryLimit !== null && members >= entryLimit) return 'full';
  return validUntil !== null && validUntil - now <= EXPIRING_MS ? 'expiring' : 'open';
}

/** The first that is valid and has room: groups are filled one after the other. */
export function codeWithRoom<T extends CodeFacts>(codes: readonly T[], now: number): T | null {
  return codes.find((code) => ['open', 'expiring'].includes(stateOfCode(code, now))) ?? null;
}

/** What the bytes say they are, whatever the name says; null for anything but a PNG, JPEG or WebP. */
export function imageTypeOf(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/webp' | null {
  const begins = (at: number, ...wanted: number[]) => wanted.every((byte, place) => bytes[at + place] === byte);
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return null;
}

interface Asked {
  steps: readonly Step[];
  nicknameFormat: string;
  rulesVersion: number | null;
}
interface Done {
  nickname: boolean;
  /** The latest version agreed to. */
  accepted: number | null;
  introduced: boolean;
  entered: boolean;
}

/** Steps that are switched on and have something to ask, in order. */
export function askedSteps({ steps: chosen, nicknameFormat, rulesVersion }: Asked): Step[] {
  const empty: Step[] = [...(nicknameFormat === '' ? (['nickname'] as const) : []), ...(rulesVersion === null ? (['rules'] as const) : [])];
  return steps.filter((step) => chosen.includes(step) && !empty.includes(step));
}

/** Rules agreed to in an older version are asked again. */
export function doneSteps(asked: Asked, { nickname, accepted, introduced, entered }: Done): Step[] {
  const done = { nickname, rules: accepted !== null && accepted === asked.rulesVersion, introduction: introduced, group: entered };
  return askedSteps(asked).filter((step) => done[step]);
}
