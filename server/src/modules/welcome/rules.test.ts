import { describe, expect, it } from 'vitest';
import { codesSaid, LETTERS } from './codes.ts';
import { codeWithRoom, doneSteps, imageTypeOf, stateOfCode } from './rules.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-12-05T08:00:00Z');

describe('a code of a chat group', () => {
  it.each([
    ['with room and time', { members: 199, entryLimit: 200, validUntil: now + 3 * DAY }, 'open'],
    ['from the fifth of seven days on', { members: 10, entryLimit: 200, validUntil: now + 2 * DAY }, 'expiring'],
    ['at the limit of entry', { members: 200, entryLimit: 200, validUntil: now + 3 * DAY }, 'full'],
    ['at its very end', { members: 10, entryLimit: 200, validUntil: now }, 'expired'],
    ['ended and full', { members: 300, entryLimit: 200, validUntil: now - DAY }, 'expired'],
    ['without limit and end', { members: 90_000, entryLimit: null, validUntil: null }, 'open'],
  ])('%s', (_, facts, state) => {
    expect(stateOfCode(facts, now)).toBe(state);
  });

  it('is shown when it is the first that is valid and has room', () => {
    const one = { members: 200, entryLimit: 200, validUntil: null };
    const two = { members: 20, entryLimit: 200, validUntil: now - 1 };
    const three = { members: 20, entryLimit: 200, validUntil: now + DAY };
    const four = { members: 0, entryLimit: null, validUntil: null };
    expect(codeWithRoom([one, two, three, four], now)).toBe(three);
    expect(codeWithRoom([one, two], now)).toBeNull();
  });
});

it.each([
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]],
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/webp', [...Buffer.from('RIFF____WEBPVP8 ')]],
  [null, [...Buffer.from('GIF89a')]],
  [null, [...Buffer.from('<svg onload="alert(1)">')]],
  [null, []],
])('bytes of %s', (type, bytes) => {
  expect(imageTypeOf(Uint8Array.from(bytes))).toBe(type);
});

describe('first steps', () => {
  const asked = { steps: ['nickname', 'rules', 'introduction', 'group'] as const, nicknameFormat: '', rulesVersion: 2 };
  const done = { nickname: true, accepted: 2, introduced: false, entered: true };
  it('count where there is something to ask', () => {
    expect(doneSteps(asked, done)).toEqual(['rules', 'group']);
    expect(doneSteps({ ...asked, nicknameFormat: '姓名丨城市' }, done)).toEqual(['nickname', 'rules', 'group']);
    expect(doneSteps({ ...asked, steps: ['introduction'] }, done)).toEqual([]);
  });
  it('ask again for rules that have changed', () => {
    expect(doneSteps(asked, { ...done, accepted: 1 })).toEqual(['group']);
    expect(doneSteps({ ...asked, rulesVersion: null }, { ...done, accepted: null })).toEqual(['group']);
  });
});

it('codes are found in what people type, alone or beside other words, and in nothing longer', () => {
  expect(codesSaid('绑定 k7m3qx')).toEqual(['K7M3QX']);
  expect(codesSaid('Ｋ７Ｍ３ＱＸ，K7M3QX！')).toEqual(['K7M3QX']);
  expect(codesSaid('aK7M3QX K7M3QX9 https://x.cn/K7M3QXA 13912345678')).toEqual([]);
  for (const quote of ['「林夏：绑定 K7M3QX」\n- - - - - -\n收到', '[回复 林夏：绑定 K7M3QX] 收到', '> 绑定 K7M3QX\n收到'])
    expect(codesSaid(quote), quote).toEqual([]);
  expect(codesSaid('「林夏：我的是 K7M3QX」\n- - - - - -\n我的是 ACD346')).toEqual(['ACD346']);
  expect(Array.from('0O1IL2Z5S8B').filter((letter) => LETTERS.includes(letter))).toEqual([]);
});
