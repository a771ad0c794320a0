import { describe, expect, it } from 'vitest';
import { type Candidate, chooseChat } from './choose.ts';

const chat = (file: string, name: string | null, rows: number, id: string | null = null, place = 0): Candidate => ({
  file,
  chat: place,
  id,
  name,
  rows,
});
const several = [
  chat('all.txt', '读书会', 40, null, 0),
  chat('all.txt', '写作社三班', 90, null, 1),
  chat('all.txt', '写作社四班', 70, null, 2),
];

describe('which chat a checkup is about', () => {
  it.each([
    ['one file', [chat('a.txt', '三班', 10)], undefined, '三班', ['a.txt'], []],
    [
      'files of one chat are parts, even after a change of name',
      [chat('a.txt', '三班', 10), chat('b.txt', '三班（新）', 20)],
      undefined,
      '三班（新）',
      ['a.txt', 'b.txt'],
      [],
    ],
    ['no name at all', [chat('a.txt', null, 10)], undefined, null, ['a.txt'], []],
    ['the largest of several', several, undefined, '写作社三班', ['all.txt'], ['写作社四班', '读书会']],
    ['the one named exactly', several, '写作社四班', '写作社四班', ['all.txt'], ['写作社三班', '读书会']],
    ['the only one that contains the text', several, '读书', '读书会', ['all.txt'], ['写作社三班', '写作社四班']],
    [
      'the one of the other file',
      [chat('b.txt', '读书会', 5), ...several],
      undefined,
      '读书会',
      ['b.txt', 'all.txt'],
      ['写作社三班', '写作社四班'],
    ],
    [
      'a file without a name goes with the largest',
      [chat('b.txt', null, 5), ...several],
      undefined,
      '写作社三班',
      ['b.txt', 'all.txt'],
      ['写作社四班', '读书会'],
    ],
    [
      'a named file that none of the several is',
      [chat('b.txt', '车友会', 5), ...several],
      undefined,
      '车友会',
      ['b.txt'],
      ['写作社三班', '写作社四班', '读书会'],
    ],
    [
      'by id across files',
      [chat('a.json', '旧名', 5, '77'), chat('all.json', '新名', 9, '77', 0), chat('all.json', '别的', 99, '78', 1)],
      undefined,
      '新名',
      ['a.json', 'all.json'],
      ['别的'],
    ],
  ] as const)('%s', (_case, candidates, wanted, name, files, others) => {
    const choice = chooseChat(candidates, wanted);
    expect(choice.name).toBe(name);
    expect(choice.parts.map(({ file }) => file)).toEqual(files);
    expect(choice.others.map((other) => other.name)).toEqual(others);
  });

  it('says what there is when the name fits nothing or too much', () => {
    expect(() => chooseChat(several, '车友')).toThrow(expect.objectContaining({ code: 'chat.notFound' }));
    expect(() => chooseChat(several, '写作社')).toThrow(
      expect.objectContaining({ code: 'chat.ambiguous', data: { chat: '写作社', names: '写作社三班 | 写作社四班' } }),
    );
  });

  it('has nothing to choose from', () => {
    expect(chooseChat([], undefined)).toEqual({ name: null, parts: [], others: [] });
  });
});
