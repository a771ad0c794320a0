import { expect, it } from 'vitest';
import { warningsOf } from './warnings.ts';

const sizes = { classSize: 6, squadSize: 3, span: 2 };
const people = (...ids: string[]) => ids.map((enrolmentId) => ({ enrolmentId }));
const [led] = people('a');

it.each([
  ['a class in proportion', { people: 5, without: 0, squads: [{ id: 's', people: people('a', 'b', 'c'), leader: led ?? null }] }, []],
  ['a full class', { people: 6, without: 0, squads: [] }, [{ code: 'class.full', need: 6, have: 6, squadId: null }]],
  ['people in no squad before there are any', { people: 5, without: 5, squads: [] }, []],
  [
    'a squad too large, without a leader, and somebody in none',
    { people: 5, without: 1, squads: [{ id: 's', people: people('a', 'b', 'c', 'd'), leader: null }] },
    [
      { code: 'people.without', need: 0, have: 1, squadId: null },
      { code: 'squad.full', need: 3, have: 4, squadId: 's' },
      { code: 'leader.none', need: 1, have: 0, squadId: 's' },
    ],
  ],
  [
    'a leader of two squads, in one of them',
    {
      people: 4,
      without: 0,
      squads: [
        { id: 's', people: people('a', 'b'), leader: led ?? null },
        { id: 't', people: people('c', 'd'), leader: led ?? null },
      ],
    },
    [
      { code: 'leader.span', need: 2, have: 3, squadId: 's' },
      { code: 'leader.span', need: 2, have: 3, squadId: 't' },
      { code: 'leader.elsewhere', need: 1, have: 0, squadId: 't' },
    ],
  ],
])('%s', (_, shape, warnings) => {
  expect(warningsOf(shape, sizes)).toEqual(warnings);
});
