import type { Format } from './format.ts';

/** Every format, in the order in which ties are broken. */
export const formats: Format[] = [];
