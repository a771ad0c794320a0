import { expect, it } from 'vitest';
import { killImport } from '#testing/killed-import';

it('an import whose process is killed again and again stores what an undisturbed one stores', async () => {
  const { kills, expected, found } = await killImport({ rows: 6_000, kills: 3, seed: 3 });
  expect(kills).toBe(3);
  expect(found).toBe(expected);
}, 240_000);
