/** The doctor of an installation whose server is stopped, or whose database is a server's own. */
import type { Config } from '../../kernel/config.ts';
import { hasDatabase, openDatabase } from '../database.ts';
import { lockFolder } from '../lock.ts';
import { examineDatabase, examineFolder, type Finding } from './examine.ts';

export { examineDatabase, examineFolder, type Finding } from './examine.ts';

/** Opens the database and closes it again. @throws DomainError `data.locked` */
export async function examineStopped(config: Config, now: number): Promise<Finding[]> {
  const folder = examineFolder(config.DATA_DIR);
  if (!hasDatabase(config))
    return [{ check: 'database', state: 'fail', code: 'databaseNone', data: { folder: config.DATA_DIR } }, ...folder];
  const lock = config.DATABASE_URL === undefined ? lockFolder(config.DATA_DIR) : null;
  try {
    const database = await openDatabase(config);
    try {
      return [...(await examineDatabase(database, config.DATA_DIR, now)), ...folder];
    } finally {
      await database.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ check: 'database', state: 'fail', code: 'databaseFails', data: { reason } }, ...folder];
  } finally {
    lock?.release();
  }
}
