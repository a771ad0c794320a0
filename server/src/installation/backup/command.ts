/** Backup and restore of an installation without its server. */
import type { Config } from '../../kernel/config.ts';
import type { Database } from '../../kernel/database.ts';
import { migrate } from '../../kernel/migrate.ts';
import { DomainError } from '../../vocabulary/errors.ts';
import { hasDatabase, openDatabase } from '../database.ts';
import { lockFolder } from '../lock.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup, verifyBackup } from './restore.ts';
import { type Backup, takeBackup } from './take.ts';

/**
 * Takes a backup and hands it to `receive`. A server's database is read beside whoever uses it; the embedded one belongs to one
 * process, so that its folder is locked.
 * @param folder where the file is spooled
 * @throws DomainError `backup.nothing`, `data.locked`
 */
export async function backupInstallation<T>(
  config: Config,
  folder: string,
  now: number,
  receive: (backup: Backup) => Promise<T>,
): Promise<T> {
  if (!hasDatabase(config)) throw new DomainError('backup.nothing');
  return withDatabase(config, config.DATABASE_URL === undefined, async (database) => {
    const backup = await takeBackup(database, folder, now);
    try {
      return await receive(backup);
    } finally {
      backup.stream.destroy();
    }
  });
}

/** Makes the database where there is none. @throws DomainError as `verifyBackup` and `restoreBackup`, `data.locked` */
export async function restoreInstallation(config: Config, file: string): Promise<Manifest> {
  await verifyBackup(file);
  return withDatabase(config, true, async (database) => {
    await migrate(database);
    return restoreBackup(database, file);
  });
}

async function withDatabase<T>(config: Config, locked: boolean, work: (database: Database) => Promise<T>): Promise<T> {
  const lock = locked ? lockFolder(config.DATA_DIR) : null;
  try {
    const database = await openDatabase(config);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    lock?.release();
  }
}
