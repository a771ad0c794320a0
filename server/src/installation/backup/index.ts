/**
 * Logical backup: every row of an installation in one file that either engine takes. Uploads, secrets, sessions and waiting jobs
 * are not in it.
 */
export { backupInstallation, restoreInstallation } from './command.ts';
export { takeBackup } from './take.ts';
