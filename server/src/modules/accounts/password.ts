import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// scrypt with 16 MB a hash (OWASP's N = 2^14, r = 8, p = 5 costs about 150 ms of one thread, off the main one).
const COST = { N: 16_384, r: 8, p: 5, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** `scrypt$<salt>$<key>`, hex. Slow on purpose: never inside a transaction. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('hex')}$${(await derive(password, salt)).toString('hex')}`;
}

export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [kind, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return false;
  const wanted = Buffer.from(key, 'hex');
  const got = await derive(password, Buffer.from(salt, 'hex'));
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

/** Equal characters typed on different keyboards hash the same (NFKC). */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
