import { describe, expect, it } from 'vitest';
import { person } from '#testing/chat';
import { inputOf, inputWith } from '#testing/picture-input';
import type { PictureInput } from '../facts.ts';
import { type PersonPicture, type Picture, suggestion } from '../picture.ts';
import { takePicture } from '../take.ts';
import type { SuggestionDraft } from './proposal.ts';
import { suggest } from './suggestions.ts';

/** A quiet, healthy group of twelve with a roster: nothing is urgent. */
const calm = inputOf(
  Object.fromEntries(Array.from({ length: 12 }, (_, p) => [`P${p}`, [{ day: 3 }, { day: 10 }, { day: 17 }, { day: 27 }]])),
  27,
);
const base = takePicture(calm);

function draftWith(more: Partial<Picture>, people: readonly Partial<PersonPicture>[] = []): SuggestionDraft {
  const [pattern] = base.people;
  if (!pattern) throw new Error('the calm group is empty');
  return {
    ...base.picture,
    members: { ...base.picture.members, roster: 12 },
    tooLittleData: false,
    newcomers: { windowDays: 28, total: 0, answered: 0, answeredShare: null, unanswered: [] },
    hours: { grid: [], best: [{ weekday: 2, hour: 20, messages: 40 }] },
    ...more,
    people: people.map((own, index) => ({ ...pattern, id: `name:${index}`, name: `${index}`, segment: 'active', flags: [], ...own })),
  };
}
const kinds = (input: PictureInput, draft: SuggestionDraft) => suggest(input, draft).map(({ kind }) => kind);
const asked = (who: string, at: number) => ({ who, at: calm.asOf - 1_000 + at, text: `question ${at}` });
const unanswered = [{ id: 'name:N', name: 'N', firstAt: '2026-01-20T00:00:00.000Z', text: 'hello' }];
const newcomers: Picture['newcomers'] = { windowDays: 28, total: 3, answered: 2, answeredShare: 2 / 3, unanswered };
const silence = { ...base.picture.silence, currentHours: 80, currentPercentile: 0.99 };
const stage = (name: Picture['lifecycle']['stage'], trend: 'up' | 'down' = 'down') => ({
  lifecycle: { stage: name, since: null, trend, reasons: [{ code: 'speakersBelowPeak', values: { speakers: 5, peak: 20, percent: 25 } }] },
});

describe('first thing first', () => {
  it('a dying core comes before newcomers, these before open questions, a hint about the hour comes last', () => {
    const input = { ...calm, questions: [asked('name:P1', 5)] };
    const people = [{ flags: ['atRisk', 'core'] as const, segment: 'watching' as const }].map((own) => ({ ...own, flags: [...own.flags] }));
    expect(kinds(input, draftWith({ newcomers, ...stage('decline') }, people))).toEqual([
      'rescueAtRisk',
      'brakeInDecline',
      'answerNewcomers',
      'answerQuestions',
      'drawOutWatching',
      'shareTheLoad',
    ]);
  });

  it.each<[string, Partial<Picture>, Partial<PersonPicture>[], string]>([
    ['a group that has fallen silent', stage('dead'), [{ flags: ['atRisk', 'core'] }], 'reviveSilence'],
    ['a silence longer than its habit', { silence }, [{ flags: ['atRisk'] }], 'reviveSilence'],
    ['a core member about to go, in a silent week', { silence }, [{ flags: ['atRisk', 'core'] }], 'rescueAtRisk'],
    ['newcomers before ordinary members at risk', { newcomers }, [{ flags: ['atRisk'] }], 'answerNewcomers'],
    ['decline, before newcomers', { newcomers, ...stage('decline') }, [], 'brakeInDecline'],
    ['a fallen group that is rising again, after newcomers', { newcomers, ...stage('decline', 'up') }, [], 'answerNewcomers'],
    ['too little data and nothing else', { tooLittleData: true }, [], 'collectMore'],
  ])('%s', (_name, more, people, first) => expect(kinds(calm, draftWith(more, people))[0]).toBe(first));

  it('ranks from 1 without holes, at most six', () => {
    const people: Partial<PersonPicture>[] = [{ flags: ['atRisk'] }, { segment: 'watching' }, { segment: 'lurking' }];
    const input = { ...calm, questions: [asked('name:P1', 5)] };
    const list = suggest(input, draftWith({ newcomers, silence, tooLittleData: true, ...stage('decline') }, people));
    expect(list.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('each suggestion', () => {
  const only = (kind: string, input: PictureInput, draft: SuggestionDraft) => suggest(input, draft).find((item) => item.kind === kind);

  it('rescues those at risk, not the lost; the core first, then who gave most', () => {
    const draft = draftWith({}, [
      { flags: ['atRisk'], messages: 5 },
      { flags: ['atRisk', 'lost'], messages: 99 },
      { flags: ['atRisk'], messages: 50 },
      { flags: ['atRisk', 'core'], messages: 20 },
    ]);
    const found = only('rescueAtRisk', calm, draft);
    expect(found?.people.map(({ name }) => name)).toEqual(['3', '2', '0']);
    expect(found?.values).toMatchObject({ n: 3, core: 1 });
  });

  it('shows the latest open questions first, with their words', () => {
    const input = { ...calm, questions: [asked('name:P1', 5), asked('name:P2', 9), asked('name:P1', 7)] };
    const found = only('answerQuestions', input, draftWith({}));
    expect(found?.evidence.map(({ text }) => text)).toEqual(['question 9', 'question 7', 'question 5']);
    expect(found?.values).toEqual({ n: 3, askers: 2 });
  });

  it('holds no texts in pseudonymous mode', () => {
    const input = { ...calm, pseudonymous: true, questions: [asked('name:P1', 5)] };
    const list = suggest(input, draftWith({ newcomers }));
    expect(list.flatMap(({ evidence }) => evidence).length).toBeGreaterThan(0);
    expect(list.flatMap(({ evidence }) => evidence.filter((row) => 'text' in row))).toEqual([]);
  });

  it('names at most 20 people and rows and still counts all', () => {
    const people = Array.from({ length: 70 }, () => ({ segment: 'lurking' as const }));
    const found = only('careForLurking', calm, draftWith({}, people));
    expect(found).toMatchObject({ values: { n: 70 } });
    expect(found?.people).toHaveLength(20);
    expect(found?.evidence).toHaveLength(20);
  });

  it('praises streaks from three days on', () => {
    const streak = (current: number) => ({ id: `name:${current}`, name: `${current}`, current, longest: current, days: current });
    const checkins = { ...base.picture.checkins, streaks: [streak(9), streak(3), streak(2)] };
    expect(only('praiseStreaks', calm, draftWith({ checkins }))).toMatchObject({ values: { n: 2, days: 9 } });
  });

  it('in decline tells how far the group has come down', () => {
    expect(only('brakeInDecline', calm, draftWith(stage('decline')))?.values).toMatchObject({ speakers: 5, peak: 20, percent: 25 });
  });

  it('asks for the roster where there is none, for a longer record first', () => {
    const members = { ...base.picture.members, roster: null, zeroMessage: null };
    expect(only('collectMore', calm, draftWith({ members }))?.values.missing).toBe('roster');
    expect(only('collectMore', calm, draftWith({ members, tooLittleData: true }))?.values.missing).toBe('weeks');
    expect(only('collectMore', calm, draftWith({}))).toBeUndefined();
  });

  it.each([
    ['two of ten', 2, 10, true],
    ['three of ten', 3, 10, false],
    ['five of a hundred', 5, 100, true],
    ['six of a hundred', 6, 100, false],
    ['two of nine: a small group cannot do otherwise', 2, 9, false],
  ])('half of the messages by %s is a heavy load before the watching, or a light one after them', (_name, halfBy, speakers, heavy) => {
    const members = { ...base.picture.members, roster: 12, speakers };
    const draft = draftWith({ concentration: { gini: 0.5, top20Share: 0.6, halfBy }, members }, [{ segment: 'watching' }]);
    const order = kinds(calm, draft);
    expect(order.indexOf('shareTheLoad') < order.indexOf('drawOutWatching')).toBe(heavy);
    expect(order).toContain('shareTheLoad');
  });
});

describe('a live group', () => {
  it('always has something to do, of the published shape', () => {
    for (const input of [calm, inputOf({ A: [{ day: 27 }], B: [{ day: 27 }] })]) {
      const { picture } = takePicture({ ...input, people: input.people.map((one) => ({ ...person(one.name), ...one })) });
      expect(picture.suggestions.length).toBeGreaterThan(0);
      for (const item of picture.suggestions) expect(() => suggestion.parse(item)).not.toThrow();
    }
  });

  it('an empty one is asked for more', () => {
    expect(takePicture(inputWith({})).picture.suggestions.map(({ kind }) => kind)).toEqual(['collectMore']);
  });
});
