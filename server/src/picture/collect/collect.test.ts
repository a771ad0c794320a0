import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRecord, MessageRecord } from '#vocabulary/records';
import type { Fact } from '../facts.ts';
import { Collector } from './collect.ts';
import { mergeFacts } from './keys.ts';

const open = { pseudonymous: false, salt: '' };

function message(at: number, name: string, text: string, rest: Partial<MessageRecord> = {}): MessageRecord {
  return { type: 'message', kind: 'text', at, text, sender: { by: 'name', key: name, name }, ...rest };
}

function collect(records: ChatRecord[], options: ConstructorParameters<typeof Collector>[0] = open): Collector {
  const collector = new Collector(options);
  for (const record of records) collector.add(record);
  return collector;
}

function factsOf(records: ChatRecord[], keys: 'now' | 'later' = 'now'): Fact[] {
  return collect(records, { ...open, keys })
    .chats()
    .flatMap(({ facts }) => facts);
}

describe('keys', () => {
  it('are 32 hex digits; equal rows differ by their number, in order', () => {
    const facts = factsOf([1, 2, 3].map(() => message(1000, 'A', '[图片]', { kind: 'image' })));
    expect(new Set(facts.map(({ key }) => key)).size).toBe(3);
    expect(facts.map(({ order }) => order)).toEqual([0, 1, 2]);
    for (const { key } of facts) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('a row id seen twice is one fact; a reply points at the key of its target', () => {
    const facts = factsOf([
      { type: 'group', id: 'g1', name: 'G', platform: 'telegram' },
      message(1, 'A', 'first', { id: '7' }),
      message(1, 'A', 'first', { id: '7' }),
      message(2, 'B', 'answer', { id: '8', replyTo: '7' }),
    ]);
    expect(facts).toHaveLength(2);
    expect(facts[1]?.replyTo).toBe(facts[0]?.key);
  });

  it('the same row id in two groups is two rows', () => {
    const row = message(1, 'A', 'x', { id: '7' });
    const one = factsOf([{ type: 'group', id: 'g1', name: 'G', platform: 'qq' }, row]);
    const two = factsOf([{ type: 'group', id: 'g2', name: 'G', platform: 'qq' }, row]);
    expect(one[0]?.key).not.toBe(two[0]?.key);
  });

  it('a joined row and a message of the same words are two rows', () => {
    const facts = factsOf([message(1, 'A', 'A joined'), { type: 'system', kind: 'join', at: 1, text: 'A joined' }]);
    expect(new Set(facts.map(({ key }) => key)).size).toBe(2);
    expect(facts.map(({ order }) => order)).toEqual([0, 1]);
    expect(facts[1]).toMatchObject({ who: null, reading: null });
  });
});

describe('chats and people', () => {
  it('headers separate chats; a header met again resumes its chat; rows before any header have a chat of their own', () => {
    const group = (name: string): ChatRecord => ({ type: 'group', id: null, name, platform: 'qq' });
    const chats = collect([message(1, 'A', 'x'), group('P'), message(2, 'A', 'y'), group('Q'), group('P'), message(3, 'A', 'z')]).chats();
    expect(chats.map(({ group, facts }) => [group?.name ?? null, facts.length])).toEqual([
      [null, 1],
      ['P', 2],
      ['Q', 0],
    ]);
  });

  it('knows names over time, the roster and who only stands in it', () => {
    const [chat] = collect([
      { type: 'member', sender: { by: 'id', key: '1', name: 'Ann' }, role: 'owner', joinedAt: 5, aliases: ['Annie'] },
      message(10, '', 'hi', { sender: { by: 'id', key: '1', name: 'Ann L' } }),
      message(30, '', 'hi', { sender: { by: 'id', key: '1', name: 'Ann' } }),
      message(20, '', 'hi', { sender: { by: 'id', key: '1', name: 'Ann' } }),
      { type: 'system', kind: 'recall', at: 40, text: 'Bob recalled', actor: { by: 'name', key: 'Bob', name: 'Bob' } },
    ]).chats();
    expect(chat?.people).toEqual([
      {
        who: 'id:1',
        by: 'id',
        inRoster: true,
        spoke: true,
        role: 'owner',
        joinedAt: 5,
        names: [
          { name: 'Ann', first: 20, last: 30 },
          { name: 'Annie', first: null, last: null },
          { name: 'Ann L', first: 10, last: 10 },
        ],
      },
      {
        who: 'name:Bob',
        by: 'name',
        inRoster: false,
        spoke: false,
        role: null,
        joinedAt: null,
        names: [{ name: 'Bob', first: 40, last: 40 }],
      },
    ]);
  });

  it('a message nobody can be given is counted and has no person', () => {
    const [chat] = collect([message(1, '', 'anonymous', { sender: null })]).chats();
    expect(chat?.facts[0]?.who).toBeNull();
    expect(chat?.people).toEqual([]);
  });

  it('drained batches together are what is kept when nothing is drained', () => {
    const records = Array.from({ length: 100 }, (_, i) => message(Math.floor(i / 3), `P${i % 4}`, `t${i % 2}`));
    const batched = new Collector(open);
    const facts: Fact[] = [];
    records.forEach((record, i) => {
      batched.add(record);
      if (i % 7 === 0) facts.push(...batched.drain().flatMap((chat) => chat.facts));
    });
    facts.push(...batched.drain().flatMap((chat) => chat.facts));
    expect(facts).toEqual(factsOf(records));
    expect(batched.drain()).toEqual([]);
    expect(batched.chats()[0]).toMatchObject({ facts: [], people: [{}, {}, {}, {}] });
  });
});

describe('mergeFacts', () => {
  // Few instants, people and texts, so that equal rows are common; instants may go back, as some exports do.
  const rows = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 12 }), name: fc.constantFrom('A', 'B'), text: fc.constantFrom('[图片]', '好', '+1') }),
    { maxLength: 60 },
  );
  const records = rows.map((list) => list.map(({ at, name, text }) => message(at, name, text)));

  it('the same file twice adds nothing', () => {
    fc.assert(
      fc.property(records, (list) => {
        expect(mergeFacts([factsOf(list), factsOf(list)])).toEqual(mergeFacts([factsOf(list)]));
      }),
    );
  });

  it('nothing of one file is lost or made: genuine repetitions survive', () => {
    fc.assert(
      fc.property(records, (list) => {
        const texts = (facts: { at: number; text: string }[]) => facts.map(({ at, text }) => `${at} ${text}`).sort();
        expect(texts(mergeFacts([factsOf(list)]))).toEqual(texts(list));
      }),
    );
  });

  it('any cut between instants, any overlap, any order of the parts equals the whole', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { maxLength: 5 });
    fc.assert(
      fc.property(records, spans, fc.integer({ min: 0, max: 12 }), fc.boolean(), (list, overlaps, cut, reverse) => {
        const part = (from: number, to: number) => factsOf(list.filter(({ at }) => at >= from && at <= to));
        const parts = [part(0, cut), ...overlaps.map(([from, to]) => part(from, to)), part(cut + 1, 12)];
        expect(mergeFacts(reverse ? parts.reverse() : parts)).toEqual(mergeFacts([factsOf(list)]));
      }),
    );
  });

  it('rows with ids merge by id wherever they are cut', () => {
    fc.assert(
      fc.property(rows, fc.nat(60), fc.nat(60), (list, a, b) => {
        const withIds = list.map(({ at, name, text }, i) => message(at, name, text, { id: String(i) }));
        const keys = (facts: Fact[]) => facts.map(({ key }) => key).sort();
        const merged = mergeFacts([factsOf(withIds.slice(Math.min(a, b))), factsOf(withIds.slice(0, Math.max(a, b)))]);
        expect(keys(merged)).toEqual(keys(factsOf(withIds)));
      }),
    );
  });

  it('rows keyed later merge as rows keyed at once, with or without ids, however many parts there are', () => {
    const some = fc.array(fc.option(fc.nat(9).map(String)), { minLength: 60, maxLength: 60 });
    const cuts = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 3 });
    const told = (fact: Fact) => `${fact.at} ${fact.order} ${fact.who} ${fact.text}`;
    fc.assert(
      fc.property(rows, some, fc.boolean(), cuts, (list, ids, mixed, parts) => {
        const all = list.map(({ at, name, text }, i) => message(at, name, text, mixed && ids[i] ? { id: ids[i] } : {}));
        const cut = parts.map(([a, b]) => all.slice(Math.min(a, b), Math.max(a, b)));
        const now = mergeFacts(cut.map((part) => factsOf(part, 'now')));
        const later = mergeFacts(cut.map((part) => factsOf(part, 'later')));
        expect(later.map(told)).toEqual(now.map(told));
        if (cut.length > 1) expect(later).toEqual(now);
      }),
    );
  });

  it('a chat met again in one file is joined with itself', () => {
    const group = (id: string): ChatRecord => ({ type: 'group', id, name: id, platform: 'qq' });
    const again = [message(1, 'A', 'x'), message(1, 'A', 'x'), message(2, 'B', 'y')];
    const records = [group('1'), ...again, group('2'), message(1, 'C', 'z'), group('1'), ...again, message(3, 'B', 'new')];
    const [chat] = collect(records, { ...open, keys: 'later' }).chats();
    expect(chat?.facts).toHaveLength(7);
    expect(mergeFacts([chat?.facts ?? []]).map(({ text }) => text)).toEqual(['x', 'x', 'y', 'new']);
  });

  it('two versions of a row give the same one in either order', () => {
    const one = factsOf([message(1, 'A', 'before', { id: '1' })]);
    const two = factsOf([message(1, 'A', 'after', { id: '1' })]);
    expect(mergeFacts([one, two])).toEqual(mergeFacts([two, one]));
  });
});

describe('pseudonymous', () => {
  const private_ = { pseudonymous: true, salt: 's3cret' };
  const records: ChatRecord[] = [
    { type: 'group', id: 'GROUP-ID-9', name: '秘密读书会', platform: 'qq' },
    { type: 'member', sender: { by: 'id', key: '10086123', name: '王小明' }, aliases: ['明明'] },
    message(1, '', '@李雷 今晚打卡了吗？', { id: 'ROW-1', sender: { by: 'id', key: '10086123', name: '王小明' } }),
    message(2, '李雷', '@王小明 早起打卡', { id: 'ROW-2', replyTo: 'ROW-1' }),
    message(3, '李雷', '#接龙\n1. 王小明\n2. 韩梅梅'),
    message(4, '李雷', 'ok', { mentions: ['10086123'] }),
    {
      type: 'system',
      kind: 'removal',
      at: 5,
      text: '李雷将韩梅梅移出群聊',
      people: ['韩梅梅'],
      actor: { by: 'name', key: '李雷', name: '李雷' },
    },
  ];

  it('no name, id or text survives anywhere', () => {
    const collector = collect(records, private_);
    const out = JSON.stringify([collector.chats(), collector.drain()]);
    for (const secret of ['GROUP-ID-9', '秘密', '10086123', '王小明', '明明', '李雷', '韩梅梅', 'ROW-', '打卡', '接龙', 's3cret'])
      expect(out).not.toContain(secret);
  });

  it('readings are taken before the text goes; known people named become labels, others vanish', () => {
    const [chat] = collect(records, private_).chats();
    const label = chat?.people.find(({ by }) => by === 'id')?.names[0]?.name;
    expect(label).toMatch(/^成员 [0-9a-f]{6}$/);
    expect(chat?.facts.map(({ text }) => text)).toEqual(['', '', '', '', '']);
    expect(chat?.facts.map(({ reading }) => reading?.mentions ?? null)).toEqual([[], [label], [], [label], null]);
    expect(chat?.facts.map(({ reading }) => reading?.checkin ?? null)).toEqual([null, 'keyword', 'jielong', null, null]);
    expect(chat?.facts[0]?.reading?.question).toBe(true);
    expect(chat?.facts[2]?.reading?.listed).toEqual([label]);
    expect(chat?.facts[1]?.replyTo).toBe(chat?.facts[0]?.key);
  });

  it('files merge under one salt and not across salts; labels follow the language', () => {
    const facts = (salt: string) =>
      collect(records, { pseudonymous: true, salt })
        .chats()
        .flatMap((chat) => chat.facts);
    expect(mergeFacts([facts('a'), facts('a')])).toHaveLength(5);
    expect(mergeFacts([facts('a'), facts('b')])).toHaveLength(10);
    const [english] = collect(records, { ...private_, language: 'en' }).chats();
    expect(english?.people[0]?.names[0]?.name).toMatch(/^Member /);
    expect(english?.group?.name).toMatch(/^Group /);
  });
});
