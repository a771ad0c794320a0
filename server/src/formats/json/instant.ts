const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** ISO time with an offset → epoch ms; NaN for anything else. */
export function isoInstant(text: string): number {
  return ISO.test(text) ? Date.parse(text) : Number.NaN;
}
