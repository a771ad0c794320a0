import { describe, expect, it } from 'vitest';
import { compareRosters, dayInName, isWhole, type RosterEntry } from './compare.ts';

/** `1=小鹿` is an account with its name, `小鹿` a name alone; `!` marks the owner. */
function list(text: string): RosterEntry[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [id, shown] = word.includes('=') ? word.split('=') : [null, word];
      const name = (shown ?? '').replace('!', '');
      return { key: id ?? `n:${name}`, by: id === null ? 'name' : 'id', name, role: word.endsWith('!') ? 'owner' : 'member' };
    });
}

describe('two lists', () => {
  it.each([
    ['nothing happened', '1=鹿 2=青', '1=鹿 2=青', 'ids', '', '', '', 2],
    ['one came, one went', '1=鹿 2=青', '1=鹿 3=山', 'ids', '山', '青', '', 1],
    ['an account with a new name is renamed', '1=鹿 2=青', '1=小鹿 2=青', 'ids', '', '', '鹿→小鹿', 2],
    ['a new account under an old name is somebody else', '1=鹿', '2=鹿', 'ids', '鹿', '鹿', '', 0],
    ['names swapped between accounts', '1=鹿 2=青', '1=青 2=鹿', 'ids', '', '', '鹿→青 青→鹿', 2],
    ['by names a rename is told as left and joined', '鹿 青', '小鹿 青', 'names', '小鹿', '鹿', '', 1],
    ['a name finds the account that bears it', '1=鹿 2=青', '鹿 山', 'names', '山', '青', '', 1],
    ['letters may be large or small', '1=Lu', 'LU', 'names', '', '', 'Lu→LU', 1],
    ['a name two accounts bear finds neither', '1=鹿 2=鹿', '鹿', 'names', '鹿', '鹿 鹿', '', 0],
    ['an empty list before', '', '1=鹿', 'ids', '鹿', '', '', 0],
  ])('%s', (_case, before, after, certainty, joined, left, renamed, stayed) => {
    const changes = compareRosters(list(before), list(after));
    expect(changes.certainty).toBe(certainty);
    expect(changes.joined.map(({ name }) => name).join(' ')).toBe(joined);
    expect(changes.left.map(({ name }) => name).join(' ')).toBe(left);
    expect(changes.renamed.map((pair) => `${pair.before.name}→${pair.after.name}`).join(' ')).toBe(renamed);
    expect(changes.stayed).toBe(stayed);
  });

  it('tell who got another role', () => {
    const { roles } = compareRosters(list('1=鹿! 2=青'), list('1=鹿 2=青!'));
    expect(roles.map(({ before, after }) => `${after.name} ${before.role}→${after.role}`)).toEqual(['鹿 owner→member', '青 member→owner']);
  });
});

it.each([
  ['the first list', { withChat: false, before: 0, stayed: 0 }, true],
  ['one with most of the people before', { withChat: false, before: 10, stayed: 5 }, true],
  ['one with few of them is a part', { withChat: false, before: 10, stayed: 4 }, false],
  ['one that came with a chat may name speakers only', { withChat: true, before: 10, stayed: 10 }, false],
])('%s', (_case, input, whole) => {
  expect(isWhole(input)).toBe(whole);
});

it.each([
  ['名册-20260301.csv', '2026-03-01'],
  ['2026年3月1日名单.txt', '2026-03-01'],
  ['roster_2026-03-01(2).xlsx', '2026-03-01'],
  ['2026届学员.csv', null],
  ['13800202603011.csv', null],
  ['2026-02-31.csv', null],
  ['2026-13-01.csv', null],
])('%s is of %s', (file, day) => {
  expect(dayInName(file)).toBe(day);
});
