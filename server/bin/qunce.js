#!/usr/bin/env node
// Plain JavaScript that also runs on Node 20: it only finds Node 26 and hands over. Fresh Debian has Node 20,
// npm's `node` package brings 26 into node_modules.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const needed = 26;
const main = new URL('../src/doors/cli/main.ts', import.meta.url);
// Compiled code is kept among the packages (never beside the reader's files): the second start takes half the time.
const cache = fileURLToPath(new URL('../../node_modules/.cache/qunce', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= needed) {
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE || cache);
  await import(main.href);
} else {
  const node = bundledNode();
  if (node) handOver(node);
  else fail();
}

function bundledNode() {
  const require = createRequire(import.meta.url);
  for (const name of ['node/bin/node', 'node/bin/node.exe']) {
    try {
      return require.resolve(name);
    } catch {
      // not installed under this name
    }
  }
  return null;
}

function handOver(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: cache, ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the child by itself; a second one would cut a graceful stop short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  child.on('error', fail);
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1));
  });
}

function fail() {
  const chinese = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
  process.stderr.write(
    chinese
      ? `群策需要 Node ${needed} 以上（现在是 ${process.version}）：请在群策的目录里运行 npm ci，它会带来合适的版本；什么都没有改动。\n`
      : `Qunce needs Node ${needed} or newer (this is ${process.version}): run "npm ci" in its folder, which brings the right one. Nothing was changed.\n`,
  );
  process.exit(1);
}
