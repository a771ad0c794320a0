import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The suite's own set-up has built it, with the test runner's mode around. */
describe('the built console', () => {
  it('is for production, whatever mode the process around it has', () => {
    expect(process.env.NODE_ENV).toBe('test');
    const assets = join('web', 'dist', 'assets');
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(10);
    // What antd writes into the page, and the one id its parts share, where it takes itself to be under test.
    const ofDevelopment = scripts.filter((name) => /css-dev-only|['"]test-id['"]/.test(readFileSync(join(assets, name), 'utf8')));
    expect(ofDevelopment).toEqual([]);
  });
});
