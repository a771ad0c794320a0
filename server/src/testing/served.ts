/** The product served by this process, its folder locked and its address published: as `qunce` finds it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../doors/http/server.ts';
import { takeBackup } from '../installation/backup/index.ts';
import { lockFolder } from '../installation/lock.ts';
import { CLI_KEY_FILE, secretOf } from '../installation/secrets.ts';
import { createSignIn } from '../modules/accounts/sign-in.ts';
import type { World } from './world.ts';

export interface Served {
  address: string;
  /** Empty, and removed at the end: for files of the test. */
  folder: string;
  stop(): Promise<void>;
}

export async function served(w: World): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'qunce-served-'));
  const app = await createServer({
    kernel: w.kernel,
    signIn: createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters' }),
    cliKey: secretOf(w.dataDir, CLI_KEY_FILE),
    dataDir: w.dataDir,
    webDir: folder,
    uploadLimit: 10_000_000,
    backup: () => takeBackup(w.database, w.dataDir, w.clock.now()),
    unforeseen: (error) => {
      throw error;
    },
  });
  const lock = lockFolder(w.dataDir);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  lock.publish(address);
  return {
    address,
    folder,
    stop: async () => {
      lock.release();
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}
