import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, ChatScript, person } from '#testing/chat';
import { zoneClock } from '#vocabulary/zone';
import { peopleOf } from './collect/people.ts';
import { emptyCarry, summariseDay } from './days/day.ts';
import { summariseDays } from './days/store.ts';
import type { Fact, Person } from './facts.ts';
import { personPicture, picture } from './picture.ts';
import { pictureOf } from './take.ts';

const zone = 'Asia/Shanghai';
const start = at('2026-09-01 00:00');
const names = ['A', 'B', 'C', 'D', 'E'];
const people: Person[] = [
  person('A'),
  person('B', { aliases: ['Bee'] }),
  person('C'),
  person('D', { inRoster: true }),
  person('F', { inRoster: true }),
];

/** Ten weeks of rows: minutes after the one before, so that runs, answers and silences all occur. */
const rows = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 3000 })),
    who: fc.option(fc.constantFrom(...names), { freq: 12 }),
    system: fc.boolean(),
    reply: fc.option(fc.nat(40), { freq: 4, nil: null }),
    mention: fc.option(fc.constantFrom('A', 'Bee hi', 'F', 'nobody'), { freq: 4, nil: null }),
    question: fc.boolean(),
    checkin: fc.constantFrom(null, null, null, 'keyword' as const, 'jielong' as const),
  }),
  { maxLength: 60 },
);

const chats = rows.map((drawn): Fact[] => {
  let now = start;
  return drawn.map(({ wait, who, system, reply, mention, question, checkin }, index): Fact => {
    now += wait * 60_000;
    const key = String(index).padStart(32, '0');
    const row = { key, at: now, order: index, text: `text ${index}` };
    if (system && index % 5 === 0) return { ...row, type: 'system', kind: 'join', who: null, replyTo: null, reading: null };
    const replyTo = reply === null ? null : String(Math.max(0, index - reply)).padStart(32, '0');
    const listed = checkin === 'jielong' ? ['A', 'F', 'Bee'] : [];
    const reading = { mentions: mention === null ? [] : [mention], question, checkin, listed };
    return { ...row, type: 'message', kind: 'text', who: who && `name:${who}`, replyTo, reading };
  });
});

describe('the picture of any chat', () => {
  it('does not hang on the order in which rows came', () => {
    const shuffled = chats.chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })));
    fc.assert(
      fc.property(shuffled, ([facts, mixed]) => {
        const options = { zone, hasRoster: true };
        expect(pictureOf(mixed, [...people].reverse(), options)).toEqual(pictureOf(facts, people, options));
      }),
      { numRuns: 60 },
    );
  });

  it('has its published shape, and everybody is active, watching or lurking', () => {
    fc.assert(
      fc.property(chats, fc.boolean(), (facts, pseudonymous) => {
        const { picture: taken, people: members } = pictureOf(facts, people, { zone, hasRoster: true, pseudonymous });
        expect(picture.parse(taken)).toEqual(taken);
        for (const member of members) expect(personPicture.parse(member)).toEqual(member);
        const { active, watching, lurking } = taken.segments;
        expect(active + watching + lurking).toBe(taken.members.total);
        expect(members.length).toBe(taken.members.total);
        if (pseudonymous) expect(JSON.stringify(taken)).not.toContain('text ');
      }),
      { numRuns: 60 },
    );
  });

  it('as of an instant knows nothing of later rows', () => {
    fc.assert(
      fc.property(chats, fc.integer({ min: 0, max: 70 * 24 }), (facts, hours) => {
        const asOf = start + hours * 3_600_000;
        const coverage = [{ from: start, to: asOf + 1 }];
        const cut = facts.filter((fact) => fact.at <= asOf);
        const options = { zone, hasRoster: true, asOf };
        expect(pictureOf(facts, people, { ...options, coverage })).toEqual(pictureOf(cut, people, { ...options, coverage }));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the aggregates of a day', () => {
  const clock = zoneClock(zone);

  it('follow from its rows and the carry alone', () => {
    fc.assert(
      fc.property(chats, (facts) => {
        const targets = new Map(facts.map((fact) => [fact.key, fact]));
        let carry = emptyCarry;
        for (const aggregate of summariseDays(facts, clock)) {
          const { day } = aggregate.total;
          const own = facts.filter((fact) => clock.dayOf(fact.at) === day);
          expect(summariseDay(day, own, carry, clock, (key) => targets.get(key))).toEqual(aggregate);
          carry = aggregate.total.carry;
        }
      }),
    );
  });

  it('add up: people’s messages and the unattributed are all messages, and every message has its hour', () => {
    fc.assert(
      fc.property(chats, (facts) => {
        for (const { total, members } of summariseDays(facts, clock)) {
          const spoken = members.reduce((sum, { messages }) => sum + messages, 0);
          expect(spoken).toBe(total.messages - total.unattributed);
          expect(total.hours.reduce((sum, count) => sum + count, 0)).toBe(total.messages);
        }
      }),
    );
  });
});

describe('a small group', () => {
  const chat = new ChatScript()
    .say('2026-11-02 01:00', 'A', 'Good morning')
    .say('2026-11-02 01:02', 'B', 'Morning', { reply: '1' })
    .say('2026-11-02 01:03', 'A', 'How are you, Bee?', { mentions: ['Bee?'], question: true })
    .say('2026-11-02 01:30', 'C', 'Hello');
  const { picture: taken, people: members } = pictureOf(chat.facts, people, { zone, hasRoster: true });

  it('is counted whole', () => {
    expect(taken.members).toEqual({ total: 5, speakers: 3, roster: 2, zeroMessage: 2, identifiedBy: 'name' });
    expect(taken.newcomers).toMatchObject({ total: 3, answered: 2 });
    expect(members.map(({ name, messages, answers, answered }) => [name, messages, answers, answered])).toEqual([
      ['A', 2, 1, 1],
      ['B', 1, 1, 1],
      ['C', 1, 0, 0],
      ['D', 0, 0, 0],
      ['F', 0, 0, 0],
    ]);
    expect([members[0]?.firstAt, members[4]?.firstAt]).toEqual(['2026-11-02T01:00:00.000Z', null]);
    expect(taken.asOf).toBe('2026-11-02T01:30:00.000Z');
  });

  it('of nobody is empty, not an error', () => {
    const { picture: empty, people: none } = pictureOf([], [], { zone, hasRoster: false, asOf: start });
    expect(picture.parse(empty)).toMatchObject({ members: { total: 0 }, concentration: { gini: null }, tooLittleData: true });
    expect(none).toEqual([]);
  });
});

describe('peopleOf', () => {
  const seen = { who: 'id:1', by: 'id' as const, inRoster: false, spoke: true, role: null, joinedAt: null };

  it('takes the name seen last and keeps the others, the roster’s name only where there is none', () => {
    const observations = [
      { ...seen, names: [{ name: 'Old', first: 1, last: 5 }] },
      { ...seen, names: [{ name: 'New', first: 6, last: 9 }], role: 'admin' as const },
      { ...seen, names: [{ name: 'Listed', first: null, last: null }], inRoster: true, role: 'member' as const, joinedAt: 3 },
      { ...seen, who: 'id:0', names: [] },
    ];
    expect(peopleOf(observations)).toEqual([
      { who: 'id:0', by: 'id', name: '0', aliases: [], inRoster: false, role: null, joinedAt: null },
      { who: 'id:1', by: 'id', name: 'New', aliases: ['Old', 'Listed'], inRoster: true, role: 'admin', joinedAt: 3 },
    ]);
  });
});
