import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ground } from '#kernel';

/**
 * The organisation's secret for pseudonyms: beside the database, not in it, so that a copy of the rows alone tells nobody.
 * Made at first use; whoever loses it cannot merge new pseudonymous imports with old ones.
 */
export async function saltOf({ dataDir, orgId }: Pick<Ground, 'dataDir' | 'orgId'>): Promise<string> {
  const folder = join(dataDir, 'pseudonyms');
  const path = join(folder, orgId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(path, 'utf8');
}
