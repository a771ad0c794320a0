import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the console when it is missing or older than its sources; tells how it went on stderr. Returns whether there is one. */
export async function buildWeb(root: string): Promise<boolean> {
  const web = join(root, 'web');
  const page = join(web, 'dist', 'index.html');
  const sources = [
    join(web, 'src'),
    join(web, 'index.html'),
    join(web, 'member.html'),
    join(web, 'vite.config.ts'),
    join(root, 'locales'),
    join(root, 'package-lock.json'),
  ];
  const built = existsSync(page) ? statSync(page).mtimeMs : 0;
  if (built > 0 && sources.every((source) => newest(source) <= built)) return true;
  if (!existsSync(join(web, 'index.html'))) return built > 0;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) return built > 0;
  process.stderr.write('Building the console …\n');
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: web,
      stdio: ['ignore', 'ignore', 'inherit'],
      // A test runner's or a shell's own mode would be built in: react for development, and antd with one id for everything.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    child.on('error', () => resolve(1));
    child.on('exit', resolve);
  });
  if (code !== 0) process.stderr.write('The console could not be built; the API runs without it.\n');
  return existsSync(page);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
