import { describe, expect, it } from 'vitest';
import { madeFor } from './rules.ts';

describe('where the demo may be made', () => {
  it.each([
    [{ HOST: '127.0.0.1' }, true],
    [{ HOST: 'localhost' }, true],
    [{ HOST: '::1' }, true],
    [{ HOST: '127.8.0.1' }, true],
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '::' }, false],
    [{ HOST: '192.168.1.5' }, false],
    [{ HOST: '127.0.0.1.example.org' }, false],
    [{ HOST: '127.0.0.1', PUBLIC_URL: 'https://qunce.example.org' }, false],
    [{ HOST: '127.0.0.1', TRUSTED_PROXIES: 'loopback' }, false],
  ])('%j: %s', (reach, expected) => {
    expect(madeFor(reach)).toBe(expected);
  });
});
