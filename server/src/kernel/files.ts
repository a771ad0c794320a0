import { join } from 'node:path';

/** Where an upload lies: the path is made of our own ids, never of a name from outside. */
export function uploadPath(dataDir: string, orgId: string, uploadId: string): string {
  return join(dataDir, 'uploads', orgId, uploadId);
}
