/**
 * The public numbers a raffle may go by, as far as they can be checked without a network. drand: a round every 30 seconds from
 * the default chain of the League of Entropy (https://docs.drand.love); nobody knows a round before its time.
 */
import { hex, sha256, unhex } from './sha256.ts';

const GENESIS_MS = 1_595_431_050_000;
const PERIOD_MS = 30_000;

/** When a round appears, epoch ms. Round 1 is at genesis. */
export const timeOfRound = (round: number): number => GENESIS_MS + (round - 1) * PERIOD_MS;

/** The first round that appears at an instant (epoch ms) or after it. */
export const roundAt = (at: number): number => Math.max(1, Math.ceil((at - GENESIS_MS) / PERIOD_MS) + 1);

/** Where a round is published. */
export const addressOfRound = (round: number): string => `https://api.drand.sh/public/${round}`;

/**
 * A round as drand publishes it (JSON). Its randomness is the SHA-256 of its signature; whether the signature is the League's
 * can only be told with the public key, by whoever compares.
 * @returns null where it is no round, or does not agree with itself
 */
export function readRound(pasted: string): { round: number; randomness: string; signature: string } | null {
  let found: unknown;
  try {
    found = JSON.parse(pasted);
  } catch {
    return null;
  }
  if (typeof found !== 'object' || found === null) return null;
  const { round, randomness, signature } = { round: 0, randomness: '', signature: '', ...found };
  if (!Number.isSafeInteger(round) || !/^[0-9a-f]{64}$/.test(randomness) || !/^[0-9a-f]{192}$/.test(signature)) return null;
  return hex(sha256(unhex(signature))) === randomness ? { round, randomness, signature } : null;
}

/** Another public number as everybody writes it: full-width characters as usual ones, one space between its parts. */
export const asAnnounced = (typed: string): string => typed.normalize('NFKC').trim().replace(/\s+/g, ' ');
