/** How much of media anybody may bring along. Pure. */
const MB = 1024 * 1024;
const HOUR = 3_600_000;

export const limits = {
  /** Bytes of one file. */
  bytes: { photo: 10 * MB, voice: 10 * MB },
  /** Files of one member that belong to no check-in: what is being sent, and what was taken back. */
  loose: 20,
  /** How long such a file stays, ms: time enough to go on where a dead network stopped, or to undo and send again. */
  looseMs: 24 * HOUR,
} as const;
