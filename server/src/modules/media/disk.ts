/**
 * Where the bytes lie: beside other uploads in the data folder, under our own ids. `<id>.part` is what arrives, `<id>` the cleaned
 * file; nothing but the latter is ever shown.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Ground, uploadPath } from '#kernel';

type Place = Pick<Ground, 'dataDir' | 'orgId'>;

const folderOf = ({ dataDir, orgId }: Place) => join(dirname(uploadPath(dataDir, orgId, 'x')), 'media');
export const mediaPath = (place: Place, mediaId: string) => join(folderOf(place), mediaId);
export const partPath = (place: Place, mediaId: string) => `${mediaPath(place, mediaId)}.part`;

/** Null where there is no such file. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}

export async function arrived(place: Place, mediaId: string): Promise<number> {
  return (await orNull(stat(partPath(place, mediaId))))?.size ?? 0;
}

/** What has arrived, else what was cleaned before. */
export async function readWhole(place: Place, mediaId: string): Promise<{ bytes: Buffer; part: boolean } | null> {
  const part = await orNull(readFile(partPath(place, mediaId)));
  if (part) return { bytes: part, part: true };
  const cleaned = await orNull(readFile(mediaPath(place, mediaId)));
  return cleaned && { bytes: cleaned, part: false };
}

export async function writeCleaned(place: Place, mediaId: string, bytes: Buffer): Promise<void> {
  await ensureFolder(place);
  const path = mediaPath(place, mediaId);
  await writeFile(`${path}.new`, bytes, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export const ensureFolder = (place: Place) => mkdir(folderOf(place), { recursive: true, mode: 0o700 });

export const removePart = (place: Place, mediaId: string) => rm(partPath(place, mediaId), { force: true });

/** Ids of which there is any file, by file name. */
export async function filesByName(place: Place): Promise<Map<string, string>> {
  const names = (await orNull(readdir(folderOf(place)))) ?? [];
  return new Map(names.map((name) => [name, name.split('.')[0] ?? '']));
}

export const removeNamed = (place: Place, name: string) => rm(join(folderOf(place), name), { force: true });
