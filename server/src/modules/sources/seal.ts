/** Tokens of exporters, encrypted in the database by a key beside it (AES-256-GCM). */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, type Ground } from '#kernel';

type Place = Pick<Ground, 'dataDir' | 'orgId'>;
const KEY_FILE = 'sources.key';
const [IV, TAG] = [12, 16];

/** A sealed token opens for its own channel only. */
export async function seal(place: Place, channelId: string, token: string): Promise<string> {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(place), iv).setAAD(about(place, channelId));
  const body = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

/** @throws DomainError `source.tokenLost` when the key is another: the data folder was not moved along with the database */
export async function unseal(place: Place, channelId: string, sealed: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(place), bytes.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(about(place, channelId)).setAuthTag(bytes.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
  } catch {
    throw new DomainError('source.tokenLost');
  }
}

function about({ orgId }: Place, channelId: string): Buffer {
  return Buffer.from(`${orgId} ${channelId}`);
}

/** Made on first use, readable by its owner only. */
async function keyOf({ dataDir }: Place): Promise<Buffer> {
  const file = join(dataDir, KEY_FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return Buffer.from(await readFile(file, 'utf8'), 'base64url');
}
