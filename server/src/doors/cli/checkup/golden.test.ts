import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Checkup } from '#picture';
import { qunce } from '#testing/cli';
import { checkup } from '../../../picture/picture.ts';

const here = (name: string) => fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
const golden: Checkup = JSON.parse(readFileSync(here('morning-readers.json'), 'utf8'));
const schema: object = JSON.parse(readFileSync(new URL('../../../../../docs/schemas/checkup-1.json', import.meta.url), 'utf8'));

/**
 * morning-readers.txt: three weeks of six readers. Messages: 林小满 16, 何敏 11, 周周 3, 阿树 3, Momo 3, 老陈 1. Two joins,
 * one recall, one red packet sent and one collected. The figures below were counted by hand.
 */
describe('the golden checkup', () => {
  let document: Checkup;
  beforeAll(async () => {
    const { code, out, err } = await qunce(['checkup', here('morning-readers.txt'), '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    document = JSON.parse(out);
  });

  it.each<[string, (document: Checkup) => unknown, unknown]>([
    [
      '41 rows, none rejected',
      ({ source }) => source.map(({ records, rejected, zone }) => ({ records, rejected, zone })),
      [{ records: 41, rejected: { records: 0, bytes: 0 }, zone: 'Asia/Shanghai' }],
    ],
    ['all bytes read', ({ source }) => source[0]?.bytes, readFileSync(here('morning-readers.txt')).length],
    ['named after its header', ({ group }) => group, '晨读小组'],
    ['first message 07:00 in Shanghai', ({ period }) => period.first, '2026-11-01T23:00:00.000Z'],
    ['last message', ({ period }) => period.last, '2026-11-19T23:04:00.000Z'],
    ['days with a message', ({ period }) => period.activeDays, 12],
    ['members', ({ members }) => members, { total: 6, speakers: 6, roster: null, zeroMessage: null, identifiedBy: 'id' }],
    ['messages', ({ messages }) => messages.total, 37],
    ['kinds: the red packet sent is a message', ({ messages }) => messages.byKind, { text: 33, image: 3, redPacket: 1 }],
    ['system rows: the one collected is not', ({ system }) => system, { joins: 2, leaves: 0, removals: 0, recalls: 1, other: 1 }],
    // said beyond check-ins in 28 days: 林小满 6, 阿树 3, Momo 3, 周周 2, 何敏 1, 老陈 1; the bar is 3
    ['segments', ({ segments }) => [segments.rule, segments.active, segments.watching, segments.lurking], ['checkins', 1, 4, 1]],
    [
      'at risk: 周周 (gaps 1, 6; silent 11) and 阿树 (gaps 2, 6; silent 10)',
      ({ people }) => people.filter(({ flags }) => flags.includes('atRisk')).map(({ name }) => name),
      ['周周', '阿树'],
    ],
    ['nobody new in the last week, nobody lost', ({ segments }) => [segments.newcomer, segments.lost], [0, 0]],
    ['core: one of six at most', ({ core }) => core, [{ id: 'id:10001001', name: '林小满', messages: 16 }]],
    ['gini = (−5·1 −3·3 −1·3 +1·3 +3·11 +5·16) / (6·37)', ({ concentration }) => concentration.gini, 99 / 222],
    ['the busiest two of six', ({ concentration }) => concentration.top20Share, 27 / 37],
    ['16 is less than half, 27 is more', ({ concentration }) => concentration.halfBy, 2],
    ['last seven days and those before', ({ activity }) => [activity.wau, activity.wauBefore, activity.mau, activity.dau], [3, 5, 6, 2]],
    ['30 person-days over 19 days', ({ activity }) => activity.dauAverage, 30 / 19],
    ['check-ins: 10 + 10 + 1 person-days', ({ checkins }) => [checkins.found, checkins.people], [21, 3]],
    ['longest streak: 何敏, 2 to 6 November', ({ checkins }) => checkins.longestStreak, 5],
    [
      'current streaks: 18 to 20 November',
      ({ checkins }) => checkins.streaks.map(({ name, current }) => [name, current]),
      [
        ['何敏', 3],
        ['林小满', 3],
      ],
    ],
    ['four of six newcomers answered', ({ newcomers }) => [newcomers.total, newcomers.answered, newcomers.answeredShare], [6, 4, 4 / 6]],
    ['who waits', ({ newcomers }) => newcomers.unanswered.map(({ name }) => name), ['老陈', 'Momo']],
    ['of five in the first week four came back in the second', ({ retention }) => retention.cohorts[0]?.bounded, [1, 0.8, null]],
    ['three weeks are too little', ({ tooLittleData, risk }) => [tooLittleData, risk], [true, null]],
    ['what to do first', ({ suggestions }) => suggestions[0]?.kind, 'answerNewcomers'],
  ])('%s', (_figure, read, expected) => {
    expect(read(document)).toEqual(expected);
  });

  it('is the reviewed document, byte for byte but for the version', () => {
    expect(document).toEqual({ ...golden, generatedBy: 'qunce 9.9.9' });
  });

  it('keeps to the published schema and says nothing beyond it', () => {
    const valid = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    expect(checkup.strict().parse(document)).toEqual(document);
  });
});
