/**
 * An invented writing group of 186 people, as the checkup would describe it: for tests and for looking at reports
 * without a chat. Its figures agree with each other (segments add up, shares follow from counts).
 */
import type { Checkup, PersonPicture } from '#picture';
import { iso } from '../modules/rows.ts';

const zone = 'Asia/Shanghai';
const asOf = '2026-11-20T15:42:10Z';
const end = Date.parse(asOf);
const dayMs = 86_400_000;

const surnames = [...'林何周陈许沈苏顾叶温唐宋江白程方陆夏秦梁'];
const givenNames = '小满 敏 知秋 晚舟 一苇 南星 青禾 子墨 若水 安之 听雨 明远 嘉树 望舒 初一 行简 时雨 清和'.split(' ');
const nicknames = ['阿树', 'Momo', '周周', '橘子汽水🍊', 'Mr.Lee', '早起的阿may', '一颗小土豆', '北方有佳木'];

/** Park–Miller: the same people on every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const roll = dice(20_261_120);
const between = (low: number, high: number) => low + Math.floor(roll() * (high - low + 1));
const monday = (week: number) => iso(Date.parse('2026-03-02T00:00:00Z') + week * 7 * dayMs).slice(0, 10);

function nameOf(index: number): string {
  const nick = index % 9 === 4 ? nicknames[(index / 9) | 0] : undefined;
  return nick ?? `${surnames[index % surnames.length]}${givenNames[(index * 7 + ((index / 20) | 0)) % givenNames.length]}`;
}

const sizes = { active: 31, watching: 47, lurking: 108 };

function person(index: number): PersonPicture {
  const segment = index < sizes.active ? 'active' : index < sizes.active + sizes.watching ? 'watching' : 'lurking';
  const spoke = index < 171;
  const newcomer = index >= 66 && index < 71;
  const atRisk = index >= 22 && index < 31;
  const lost = index >= 120 && index < 158;
  const core = index < 4;
  const messages = !spoke ? 0 : core ? 6200 - index * 900 : Math.max(1, Math.round(2600 / (index + 2) ** 0.92) - between(0, 3));
  const sinceLast = newcomer
    ? between(0, 3)
    : atRisk
      ? between(9, 14)
      : lost
        ? between(30, 90)
        : segment === 'lurking'
          ? 20
          : between(0, 6);
  const firstAt = newcomer ? end - between(3, 6) * dayMs : end - between(120, 262) * dayMs;
  const flags = (['newcomer', 'atRisk', 'lost', 'core'] as const).filter((flag) => ({ newcomer, atRisk, lost, core })[flag]);
  const messages28 = segment === 'active' ? Math.round(messages * 0.14) : segment === 'watching' ? between(1, 9) : 0;
  const checkins28 = segment === 'active' ? between(12, 27) : segment === 'watching' ? between(2, 11) : 0;
  return {
    id: `u${(100_200 + index * 37).toString(36)}`,
    name: nameOf(index),
    by: 'id',
    aliases: index % 17 === 3 ? [`三班丨${nameOf(index)}`] : [],
    inRoster: true,
    role: index === 0 ? 'owner' : index < 3 ? 'admin' : 'member',
    segment,
    flags,
    messages,
    messages28,
    activeDays: Math.min(255, Math.ceil(messages / 6)),
    checkinDays: spoke ? checkins28 * 3 : 0,
    longestStreak: index === 1 ? 63 : Math.min(checkins28 * 2, 41),
    firstAt: spoke ? iso(firstAt) : null,
    lastAt: spoke ? iso(end - sinceLast * dayMs - index * 61_000) : null,
    answered: core ? 210 - index * 40 : between(0, segment === 'active' ? 60 : 6),
    answers: index === 0 ? 412 : core ? 140 - index * 20 : between(0, segment === 'active' ? 50 : 4),
    rules: {
      active: [
        { metric: 'checkins28', op: '>=', need: 12, have: checkins28, met: checkins28 >= 12 },
        { metric: 'weeks28', op: '>=', need: 3, have: segment === 'active' ? 4 : 1, met: segment === 'active' },
      ],
      atRisk: [
        { metric: 'daysSinceLast', op: '>', need: 7, have: spoke ? sinceLast : null, met: sinceLast > 7 && spoke },
        { metric: 'ownGapP90', op: '<', need: sinceLast, have: spoke ? 4 : null, met: spoke && sinceLast > 4 },
      ],
    },
  };
}

const people = Array.from({ length: 186 }, (_, index) => person(index));
const ref = (index: number) => {
  const found = people[index];
  if (!found) throw new Error(`no person ${index}`);
  return { id: found.id, name: found.name };
};
const total = people.reduce((sum, { messages }) => sum + messages, 0);
const sorted = people
  .filter(({ messages }) => messages > 0)
  .map(({ messages }) => messages)
  .sort((a, b) => b - a);
const top20 = sorted.slice(0, Math.ceil(sorted.length / 5)).reduce((sum, n) => sum + n, 0);

const weeks = Array.from({ length: 38 }, (_, week) => {
  const covered = week !== 22;
  const height = covered ? Math.sin(((week + 6) / 44) * Math.PI) : 0;
  const speakers = Math.round(height * 96) + (covered ? (week * 13) % 7 : 0) - (week > 28 ? (week - 28) * 3 : 0);
  return {
    week: monday(week),
    complete: covered && week < 37,
    covered,
    messages: covered ? Math.round((total / 37) * (0.35 + height * 0.8)) : 0,
    speakers: covered ? Math.max(speakers, 24) : 0,
    newSpeakers: covered ? Math.max(1, Math.round(12 - week * 0.3)) : 0,
    joins: covered ? Math.max(1, Math.round(13 - week * 0.31)) : 0,
    leaves: covered ? Math.round(week / 8) : 0,
    checkins: covered ? Math.round(height * 520) : 0,
  };
});

const cohorts = Array.from({ length: 12 }, (_, index) => {
  const age = 12 - index;
  const bounded = Array.from({ length: age + 1 }, (_, k) =>
    k === age ? null : k === 0 ? 1 : Math.round((0.72 - index * 0.012) * 100 * k ** -0.38) / 100,
  );
  return {
    week: monday(25 + index),
    size: 9 - ((index / 2) | 0),
    bounded,
    unbounded: bounded.map((x, k) => (x === null ? null : k === 0 ? 1 : Math.min(1, x + 0.08))),
  };
});

const grid = Array.from({ length: 7 }, (_, weekday) =>
  Array.from({ length: 24 }, (_, hour) => {
    const morning = Math.exp(-((hour - 7) ** 2) / 2) * 190;
    const evening = Math.exp(-((hour - 21) ** 2) / 5) * 460;
    return hour >= 1 && hour <= 5 ? 0 : Math.round((morning + evening + 14) * (weekday > 4 ? 0.8 : 1) + weekday * 3);
  }),
);

const nodes = people.slice(0, 40).map(({ id, name, messages, answers, answered }, index) => ({
  id,
  name,
  messages,
  answers,
  answered,
  pageRank: 0.2 / (index + 1),
  betweenness: index < 3 ? 0.3 - index * 0.08 : 0.01,
  opinionLeader: index < 3,
  bridge: index === 2 || index === 7,
  circle: index % 3,
}));
const edges = nodes.flatMap((node, index) =>
  [0, index % 3, (index * 5) % 11]
    .filter((to, place, all) => to !== index && all.indexOf(to) === place)
    .map((to) => ({ from: ref(to).id, to: node.id, strong: Math.max(1, 24 - index), weak: index % 6 })),
);

/** Phrase, messages, messages in the four weeks before (null: not all covered). */
const phrases: [string, number, number | null][] = [
  ['投稿格式', 41, 12],
  ['开头怎么写', 33, 30],
  ['人物小传', 18, 0],
  ['月末点评', 12, 31],
  ['deadline', 6, null],
];
const openTexts = [
  '请问投稿格式在哪里看呀？',
  '有人写过双线叙事吗？',
  '点评会能回放吗？',
  '字数不够可以补交吗？',
  '新来的，从哪一期开始看比较好？',
  '有没有推荐的入门书？',
  '封面可以自己画吗？',
  '小组什么时候重新分？',
];
const talk = ['有没有人能帮我看看开头？第一次投稿有点紧张', '请问投稿格式在哪里看呀', '大家好，我是新来的，平时写影评'];

export const checkupFixture: Checkup = {
  schema: 'https://qunce.dev/schemas/checkup-1.json',
  generatedBy: 'qunce 0.1.0',
  pseudonymous: false,
  group: '长风写作社 · 三班',
  otherGroups: [],
  source: [
    { file: '长风写作社三班.txt', format: 'qq-txt', bytes: 3_412_880, records: total + 392, rejected: { records: 3, bytes: 214 }, zone },
    { file: '三班名册.csv', format: 'roster', bytes: 9120, records: 186, rejected: { records: 0, bytes: 0 }, zone: null },
  ],
  zone,
  asOf,
  period: {
    first: '2026-03-02T00:12:00Z',
    last: asOf,
    activeDays: 256,
    coverage: [
      { from: '2026-03-02T00:12:00Z', to: '2026-08-02T15:58:00Z' },
      { from: '2026-08-09T16:03:00Z', to: asOf },
    ],
  },
  members: { total: 186, speakers: 171, roster: 186, zeroMessage: 15, identifiedBy: 'id' },
  messages: {
    total,
    unattributed: 12,
    byKind: { text: total - 3450, image: 2280, sticker: 760, link: 310, redPacket: 62, file: 38 },
    perActiveDay: total / 256,
  },
  system: { joins: 201, leaves: 52, removals: 9, recalls: 88, other: 42 },
  segments: { rule: 'checkins', ...sizes, newcomer: 5, atRisk: 9, lost: 38, core: 4 },
  core: [0, 1, 2, 3].map((index) => ({ ...ref(index), messages: people[index]?.messages ?? 0 })),
  concentration: { gini: 0.81, top20Share: top20 / total, halfBy: 4 },
  activity: {
    dau: 22,
    dauAverage: 24.6,
    wau: 57,
    wauBefore: 69,
    mau: 92,
    frequency: 0.267,
    stickiness: 0.41,
    weeks,
  },
  retention: { cohorts, averageBounded: [1, 0.66, 0.52, 0.44, 0.39, 0.36, 0.33, 0.31, 0.29, 0.28, 0.27, 0.26, null] },
  hours: {
    grid,
    best: [
      { weekday: 4, hour: 21, messages: grid[4]?.[21] ?? 0 },
      { weekday: 3, hour: 21, messages: grid[3]?.[21] ?? 0 },
      { weekday: 2, hour: 21, messages: grid[2]?.[21] ?? 0 },
    ],
  },
  network: { windowDays: 90, nodes, edges, reciprocity: 0.34, density: 0.021, allNodes: 118, allEdges: 604 },
  responsiveness: { medianSeconds: 190, replies: 8120, withinHour: 0.78 },
  silence: {
    medianGapSeconds: 41,
    p95GapSeconds: 10_800,
    longest: { from: '2026-09-30T16:00:00Z', to: '2026-10-02T03:00:00Z', hours: 35 },
    currentHours: 0,
    currentPercentile: 0,
  },
  checkins: {
    found: 9_870,
    people: 144,
    longestStreak: 63,
    sources: { keyword: 6_204, number: 2_410, jielong: 1_256 },
    streaks: [1, 0, 5, 9, 12].map((index, place) => ({
      ...ref(index),
      current: 63 - place * 11,
      longest: 63 - place * 11,
      days: 180 - place * 20,
    })),
  },
  newcomers: {
    windowDays: 28,
    total: 13,
    answered: 5,
    answeredShare: 5 / 13,
    unanswered: [66, 67, 68].map((index, place) => ({
      ...ref(index),
      firstAt: iso(end - (41 - place * 12) * 3_600_000),
      text: talk[place],
    })),
  },
  senses: {
    ritual: {
      parts: [
        { proxy: 'welcomed', value: 0.38, of: 13, missing: null },
        { proxy: 'introduced', value: 0.62, of: 13, missing: null },
        { proxy: 'atOpening', value: null, of: null, missing: 'needsSchedule' },
      ],
    },
    participation: {
      parts: [
        { proxy: 'spoke', value: 0.49, of: 186, missing: null },
        { proxy: 'did', value: 0.42, of: 186, missing: null },
        { proxy: 'received', value: 0.4, of: 186, missing: null },
      ],
    },
    organisation: {
      parts: [
        { proxy: 'inSquad', value: null, of: null, missing: 'needsStructure' },
        { proxy: 'hasDuty', value: null, of: null, missing: 'needsDuties' },
        { proxy: 'dutiesDone', value: null, of: null, missing: 'needsDuties' },
      ],
    },
    belonging: {
      parts: [
        { proxy: 'answeredOrNamed', value: 0.55, of: 92, missing: null },
        { proxy: 'thanked', value: null, of: null, missing: 'needsPraise' },
        { proxy: 'returns', value: 0.41, of: 92, missing: null },
      ],
    },
  },
  lifecycle: {
    stage: 'decline',
    since: '2026-09-21',
    trend: 'down',
    reasons: [{ code: 'speakersFalling', values: { speakers: 57, percent: 41 } }],
  },
  risk: {
    d30: 0.24,
    d60: 0.45,
    d90: 0.61,
    interval: { d30: [0.05, 0.66], d60: [0.13, 0.82], d90: [0.2, 0.9] },
    basis: { population: 'developerRooms2016to2020', stage: 'decline', trend: 'down', weeks: 142, rooms: 3 },
    calibrated: false,
    reasons: [{ code: 'baseRate', values: { weeks: 142, rooms: 3 } }],
  },
  tooLittleData: false,
  topics: {
    windowDays: 28,
    texts: 2_140,
    enough: true,
    phrases: phrases.map(([phrase, messages, before], place) => ({
      phrase,
      messages,
      people: Math.ceil(messages / 3),
      conversations: Math.ceil(messages / 2),
      before,
      score: 9 - place,
    })),
  },
  questions: {
    open: openTexts.map((text, place) => ({ at: iso(end - (place + 2) * 0.7 * dayMs), person: ref(40 + place), text })),
    allOpen: 11,
    repeated: [
      {
        times: 5,
        people: 4,
        examples: [3, 9, 17].map((index, place) => ({
          at: iso(end - (place + 1) * 3 * dayMs),
          person: ref(index),
          text: openTexts[place] ?? '',
        })),
      },
    ],
  },
  suggestions: [
    {
      kind: 'answerNewcomers',
      rank: 1,
      people: [66, 67, 68].map(ref),
      values: { n: 3, total: 13, days: 28 },
      evidence: [66, 67, 68].map((index, place) => ({
        at: iso(end - (41 - place * 12) * 3_600_000),
        person: ref(index),
        text: talk[place],
      })),
    },
    {
      kind: 'rescueAtRisk',
      rank: 2,
      people: Array.from({ length: 9 }, (_, index) => ref(22 + index)),
      values: { n: 9, core: 0, days: 14 },
      evidence: Array.from({ length: 9 }, (_, index) => ({
        at: people[22 + index]?.lastAt ?? null,
        person: ref(22 + index),
        value: 9 + (index % 6),
      })),
    },
    { kind: 'shareTheLoad', rank: 3, people: [0, 1, 2, 3].map(ref), values: { n: 4, speakers: 171, percent: 82 }, evidence: [] },
    { kind: 'praiseStreaks', rank: 4, people: [1, 0, 5].map(ref), values: { n: 3, days: 63 }, evidence: [] },
  ],
  people,
};
