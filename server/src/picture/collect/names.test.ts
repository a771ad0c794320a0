import { describe, expect, it } from 'vitest';
import { person } from '#testing/chat';
import { replyEdges } from '../days/edges.ts';
import { NameIndex } from './names.ts';

const names = new NameIndex([
  person('李雷'),
  person('Li'),
  person('Li Lei', { who: 'id:42', by: 'id', aliases: ['老李'] }),
  person('Sam', { who: 'id:7', by: 'id' }),
  person('Sam', { who: 'id:8', by: 'id' }),
]);

describe('whom a mention names', () => {
  it.each([
    ['Li Lei, have you seen this', 'id:42'],
    ['Li have you seen this', 'name:Li'],
    ['LI LEI', 'id:42'],
    ['老李\u2005在吗', 'id:42'],
    ['李雷：好', 'name:李雷'],
    ['李雷😀', 'name:李雷'],
    ['李雷雷', null],
    ['Lisa', null],
    ['42', 'id:42'],
    ['421', null],
    ['Sam', null],
    ['8', 'id:8'],
    ['', null],
  ])('%s → %s', (raw, who) => expect(names.resolve(raw)).toBe(who));
});

describe('replyEdges', () => {
  const edge = { day: 1, firstStrongAt: null, lastStrongAt: null, firstWeakAt: null };
  const mention = { day: 1, at: 5, from: 'name:李雷' };

  it('adds mentions to explicit replies, and what names nobody to the weak', () => {
    const edges = [
      { ...edge, from: 'name:李雷', to: 'id:42', strong: 1, weak: 2 },
      { ...edge, day: 2, from: 'name:李雷', to: 'id:42', strong: 1, weak: 0 },
    ];
    const mentions = [
      { ...mention, raw: 'Li Lei', fallback: 'id:7' },
      { ...mention, at: 6, raw: 'nobody known', fallback: 'id:7' },
      { ...mention, at: 7, raw: '李雷', fallback: 'id:7' },
    ];
    expect(replyEdges({ edges, mentions }, (raw) => names.resolve(raw))).toEqual([
      { from: 'name:李雷', to: 'id:42', strong: 3, weak: 2 },
      { from: 'name:李雷', to: 'id:7', strong: 0, weak: 1 },
    ]);
  });

  it('falls back once for a message of two unknown names, and not at all when one is known', () => {
    const unknown = ['x', 'y'].map((raw) => ({ ...mention, raw, fallback: 'id:7' }));
    expect(replyEdges({ edges: [], mentions: unknown }, (raw) => names.resolve(raw))).toMatchObject([{ to: 'id:7', weak: 1 }]);
    const mixed = ['x', 'Li'].map((raw) => ({ ...mention, raw, fallback: 'id:7' }));
    expect(replyEdges({ edges: [], mentions: mixed }, (raw) => names.resolve(raw))).toEqual([
      { from: 'name:李雷', to: 'name:Li', strong: 1, weak: 0 },
    ]);
  });
});
