import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type PostgresServer, runBeside } from './postgres.ts';

/** A server that only counts. */
function counting() {
  const counted = { started: 0, stopped: 0 };
  const start = async (): Promise<PostgresServer> => {
    counted.started += 1;
    return {
      url: 'postgres://nowhere',
      stop: async () => {
        counted.stopped += 1;
      },
    };
  };
  return { counted, start };
}

const node = (script: string) => [process.execPath, '-e', script];

describe('a command beside a server of its own', () => {
  it.each([
    ['that ends well', node("process.exit(process.env.DATABASE_URL === 'postgres://nowhere' ? 0 : 9)"), 0],
    ['that fails', node('process.exit(3)'), 3],
    ['that dies', node("process.kill(process.pid, 'SIGKILL')"), 137],
    ['that does not exist', ['/nowhere/at-all'], 127],
  ])('%s: the server is stopped', async (_, command, code) => {
    const { counted, start } = counting();
    expect(await runBeside(start, command)).toBe(code);
    expect(counted).toEqual({ started: 1, stopped: 1 });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ])('ends with it on %s, and the server is stopped', async (signal, code) => {
    const { counted, start } = counting();
    const signals = new EventEmitter();
    const running = runBeside(start, node('setInterval(() => {}, 1000)'), signals);
    await new Promise((resolve) => setTimeout(resolve, 300));
    signals.emit(signal, signal);
    expect(await running).toBe(code);
    expect(counted).toEqual({ started: 1, stopped: 1 });
    expect(signals.listenerCount(signal)).toBe(0);
  });

  it('is not begun when the signal comes while the server starts', async () => {
    const { counted, start } = counting();
    const signals = new EventEmitter();
    const late = async () => {
      signals.emit('SIGTERM', 'SIGTERM');
      return start();
    };
    expect(await runBeside(late, ['/nowhere/at-all'], signals)).toBe(143);
    expect(counted).toEqual({ started: 1, stopped: 1 });
  });
});
