/** Files as they came, in the data folder beside their name. */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CommandContext, DomainError, type Ground, uploadPath } from '#kernel';
import { rowsOf, sql } from '../../rows.ts';

export interface Upload {
  uploadId: string;
  file: string;
  bytes: number;
}

type Place = Pick<Ground, 'dataDir' | 'orgId'>;

export function pathOf({ dataDir, orgId }: Place, uploadId: string): string {
  return uploadPath(dataDir, orgId, uploadId);
}

/** The name is kept beside the bytes too: a file is recognised before any transaction begins. */
export async function keepName(place: Place, { uploadId, file }: Pick<Upload, 'uploadId' | 'file'>): Promise<void> {
  await writeFile(`${pathOf(place, uploadId)}.name`, file, { mode: 0o600 });
}

/** @throws DomainError `upload.unknown` */
export async function findFile(place: Place, uploadId: string): Promise<Upload & { path: string }> {
  const path = pathOf(place, uploadId);
  try {
    const [{ size }, file] = await Promise.all([stat(path), readFile(`${path}.name`, 'utf8')]);
    return { uploadId, file, bytes: size, path };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new DomainError('upload.unknown', { uploadId });
    throw error;
  }
}

export async function removeFile(place: Place, uploadId: string): Promise<void> {
  const path = pathOf(place, uploadId);
  await Promise.all([rm(path, { force: true }), rm(`${path}.name`, { force: true })]);
}

/** Keeps pasted text as a file. */
export async function writePaste(ground: Ground, { text }: { text: string }): Promise<Upload> {
  const upload = {
    uploadId: ground.newId(),
    file: `${new Date(ground.now()).toISOString().slice(0, 10)}-paste.txt`,
    bytes: Buffer.byteLength(text),
  };
  const path = pathOf(ground, upload.uploadId);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
  await keepName(ground, upload);
  return upload;
}

export async function addUpload(ctx: CommandContext, { uploadId, file, bytes }: Upload): Promise<Upload> {
  await rowsOf(
    ctx,
    sql`INSERT INTO upload (org_id, id, file, bytes, created_at)
        VALUES (${ctx.orgId}, ${uploadId}, ${file}, ${bytes}, ${new Date(ctx.now()).toISOString()})`,
  );
  ctx.emit('upload.added', { subjectId: uploadId }, { bytes });
  return { uploadId, file, bytes };
}
