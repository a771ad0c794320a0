import { createHash, randomBytes } from 'node:crypto';

export interface NewKey {
  secret: string;
  hash: string;
  start: string;
}

/**
 * `qk_` + base64url of 16 bytes organisation and 24 random bytes: the key names its organisation, so that it is looked up
 * inside the tenant like everything else.
 */
export function newKey(orgId: string): NewKey {
  const secret = `qk_${Buffer.concat([Buffer.from(orgId.replaceAll('-', ''), 'hex'), randomBytes(24)]).toString('base64url')}`;
  return { secret, hash: hashKey(secret), start: `qk_…${secret.slice(-4)}` };
}

/** 192 random bits need no slow hash. */
export function hashKey(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Organisation of a key, or null where it is not shaped like one. */
export function orgOfKey(secret: string): string | null {
  if (!secret.startsWith('qk_')) return null;
  const bytes = Buffer.from(secret.slice(3), 'base64url');
  if (bytes.length !== 40) return null;
  const hex = bytes.subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
