import { z } from 'zod';

/** Of an invitation. */
export const code = z.string().min(1).max(64);
/** 24 random bytes in base64url. Made by the page that applies, so that a second try after a lost answer is the same application. */
export const secret = z.string().regex(/^[\w-]{32}$/);
