/** Starts the one process: console, API, jobs. The only file that knows everything. */
import { join } from 'node:path';
import { wordsIn } from '#report';
import { codeWebhook } from './connectors/code-webhook.ts';
import { wechatAccount } from './connectors/wechat.ts';
import { failureSentence } from './doors/cli/failure.ts';
import { languageOf } from './doors/cli/language.ts';
import { takeBackup } from './installation/backup/index.ts';
import { openDatabase } from './installation/database.ts';
import { examineDatabase, examineFolder } from './installation/doctor/index.ts';
import { type FolderLock, lockFolder } from './installation/lock.ts';
import { createMetrics } from './installation/metrics.ts';
import { readOutlets } from './installation/outlets.ts';
import { CLI_KEY_FILE, secretOf } from './installation/secrets.ts';
import { buildWeb } from './installation/web-build.ts';
import { type Config, environment, readConfig, root } from './kernel/config.ts';
import { createLog } from './kernel/log.ts';
import { migrate } from './kernel/migrate.ts';
import { createKernel } from './kernel/run.ts';
import { modules } from './modules.ts';
import { DomainError } from './vocabulary/errors.ts';

const STOP_SECONDS = 20;

async function start(config: Config): Promise<void> {
  const lock = lockFolder(config.DATA_DIR);
  try {
    await serve(config, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function serve(config: Config, lock: FolderLock): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  const outlets = readOutlets();
  await buildWeb(root);
  // The engine starts while the doors are being read: half a second less.
  const [database, { createServer }, { createSignIn }] = await Promise.all([
    openDatabase(config),
    import('./doors/http/server.ts'),
    import('./modules/accounts/sign-in.ts'),
  ]);
  await migrate(database);
  const metrics = createMetrics(log, database);
  const kernel = await createKernel({ database, modules, dataDir: config.DATA_DIR, log: metrics.log });
  const signIn = createSignIn({
    query: (text, params) => database.transaction('SET LOCAL ROLE qunce_auth', (session) => session.arrays(text, params)),
    secret: secretOf(config.DATA_DIR, 'auth.secret'),
    publicUrl: config.PUBLIC_URL,
  });
  const app = await createServer({
    kernel,
    signIn,
    cliKey: secretOf(config.DATA_DIR, CLI_KEY_FILE),
    dataDir: config.DATA_DIR,
    webDir: join(root, 'web', 'dist'),
    publicUrl: config.PUBLIC_URL,
    trustedProxies: config.TRUSTED_PROXIES,
    uploadLimit: config.UPLOAD_LIMIT,
    wechat: outlets.wechat ? wechatAccount(outlets.wechat) : undefined,
    deliverCode: outlets.codeWebhook ? codeWebhook(outlets.codeWebhook) : undefined,
    backup: () => takeBackup(database, config.DATA_DIR, Date.now()),
    unforeseen: (error, requestId) => log.error({ requestId, code: 'internal', error: error.stack }),
    answered: (line) => log.info(line),
    operating: {
      metrics: metrics.expose,
      examine: async () => [...(await examineDatabase(database, config.DATA_DIR, Date.now())), ...examineFolder(config.DATA_DIR)],
    },
  });
  const local = await app.listen({ host: config.HOST, port: config.PORT });
  lock.publish(local);
  await kernel.startWorkers();
  process.stdout.write(`Qunce 群策 · ${config.PUBLIC_URL ?? local}\n`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // A stop that hangs must not outlive the patience of whoever asked for it.
    setTimeout(() => process.exit(1), (STOP_SECONDS + 5) * 1000).unref();
    await app.close();
    await kernel.stop(STOP_SECONDS);
    await database.close();
    lock.release();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  await start(readConfig());
} catch (error) {
  const words = wordsIn(languageOf(process.argv, environment, process.platform), ['errors']);
  const told = error instanceof DomainError && !words.has(`errors:${error.code}`) ? error.message : failureSentence(error, words);
  process.stderr.write(`${told}\n`);
  process.exit(1);
}
