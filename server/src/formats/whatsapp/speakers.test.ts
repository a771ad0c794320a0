import { describe, expect, it } from 'vitest';
import type { Sender } from '#vocabulary/records';
import { Speakers } from './speakers.ts';

const sender = (name: string): Sender => ({ by: 'name', key: name, name });

describe('speakers', () => {
  it.each([
    ['different', Array.from({ length: 300 }, (_, i) => `成员${i * 37}`)],
    ['alike in all letters looked at', Array.from({ length: 300 }, (_, i) => `A${String.fromCharCode(0x4e00 + i)}bcdefghijkl`)],
    ['short', ['A', '🌧', '李', 'AB', 'BA', 'ABA']],
  ])('are found by the beginning of a row: names %s', (_what, names) => {
    const speakers = new Speakers();
    for (const name of names) {
      expect(speakers.find(`${name}: hi`, name.length)).toBeUndefined();
      speakers.add(name, sender(name));
    }
    for (const name of names) {
      expect(speakers.find(`${name}: hi`, name.length)?.key).toBe(name);
      expect(speakers.find(`${name}x: hi`, name.length + 1)).toBeUndefined();
    }
  });

  it('nobody is found at the beginning of nothing', () => {
    const speakers = new Speakers();
    speakers.add('A', sender('A'));
    expect(speakers.find(':', 0)).toBeUndefined();
    expect(speakers.find('', 0)).toBeUndefined();
  });
});
