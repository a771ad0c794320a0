/** What the picture finds in a simulated community, held against what was planted. For tests and the measure `quality`. */
import { Collector, type Picture, peopleOf, pictureOf, summariseDays, type Taken } from '#picture';
import { DAY_MS, dayNumber, zoneClock } from '#vocabulary/zone';
import { chatlabLines } from '../simulator/chatlab.ts';
import type { PlantedStage, SimulatedChat, SimulatedMember } from '../simulator/spec.ts';
import { decoded } from './decoded.ts';

/** Right = found and planted; all = everything that was judged. */
export interface Tally {
  right: number;
  found: number;
  planted: number;
  all: number;
}

export interface Looked extends Taken {
  chat: SimulatedChat;
  /** `id day` of every check-in found. */
  checkins: Set<string>;
  /** Readings of messages that opened a thread: was a question heard, was one planted? */
  questions: Tally;
}

const WINDOW_MS = 28 * DAY_MS;

/** The chat as a file, decoded, collected, taken. @throws Error when a row of it could not be read */
export async function lookAt(chat: SimulatedChat): Promise<Looked> {
  const end = chat.rows.at(-1)?.at ?? 0;
  const { records, rejections } = await decoded(chatlabLines(chat, 'test'), { now: end + DAY_MS });
  if (rejections.length > 0) throw new Error(`${rejections.length} rows could not be read`);
  const collector = new Collector({ pseudonymous: false, salt: '' });
  for (const record of records) collector.add(record);
  const [{ facts, people } = { facts: [], people: [] }] = collector.chats();
  const checkins = new Set<string>();
  const idOf = new Map(chat.members.map(({ id, name }) => [name, id]));
  const sorted = facts.toSorted((a, b) => a.at - b.at || a.order - b.order);
  for (const { members, listed } of summariseDays(sorted, zoneClock(chat.zone), Number.POSITIVE_INFINITY)) {
    for (const { who, day, checkins: kinds } of members) if (kinds.length > 0) checkins.add(`${who.slice(3)} ${day}`);
    for (const { name, day } of listed) checkins.add(`${idOf.get(name) ?? name} ${day}`);
  }
  const opens = new Map(
    chat.rows.flatMap(({ at, who, planted }) => (planted.topic && !planted.parent ? [[`${at} id:${who}`, planted.question]] : [])),
  );
  const heard = sorted.flatMap(({ at, who, reading }) => {
    const planted = opens.get(`${at} ${who}`);
    return planted === undefined ? [] : [{ planted, found: reading?.question ?? false }];
  });
  const taken = pictureOf(facts, peopleOf(people), { zone: chat.zone, hasRoster: true });
  return { ...taken, chat, checkins, questions: tallyOf(heard) };
}

function tallyOf(seen: readonly { planted: boolean; found: boolean }[]): Tally {
  const count = (test: (one: { planted: boolean; found: boolean }) => boolean) => seen.filter(test).length;
  return {
    right: count((one) => one.planted && one.found),
    found: count(({ found }) => found),
    planted: count(({ planted }) => planted),
    all: seen.length,
  };
}

type Segment = 'active' | 'watching' | 'lurking';

/** Null: came or went within the window, so that there is no one right answer. */
function plantedSegment({ type, joinedAt, goneAt, spammer }: SimulatedMember, end: number): Segment | null {
  if (spammer || joinedAt > end - WINDOW_MS) return null;
  if (goneAt !== null) return goneAt < end - WINDOW_MS ? 'lurking' : null;
  return type === 'leader' ? 'active' : type;
}

export function segmentTallies({ chat, people }: Looked): Record<Segment, Tally> {
  const end = chat.rows.at(-1)?.at ?? 0;
  const found = new Map(people.map(({ id, segment }) => [id.slice(3), segment]));
  const judged = chat.members.flatMap((member) => {
    const [planted, seen] = [plantedSegment(member, end), found.get(member.id)];
    return planted && seen ? [{ planted, seen }] : [];
  });
  const of = (segment: Segment) => tallyOf(judged.map(({ planted, seen }) => ({ planted: planted === segment, found: seen === segment })));
  return { active: of('active'), watching: of('watching'), lurking: of('lurking') };
}

/** Leaders who were there all of the last 90 days; `found` are all the picture names. */
export function leaderTally({ chat, picture }: Looked): Tally {
  const end = chat.rows.at(-1)?.at ?? 0;
  const planted = new Set(
    chat.members.flatMap(({ id, type, goneAt }) => (type === 'leader' && (goneAt === null || goneAt > end) ? [`id:${id}`] : [])),
  );
  const found = picture.network.nodes.filter(({ opinionLeader }) => opinionLeader);
  return {
    right: found.filter(({ id }) => planted.has(id)).length,
    found: found.length,
    planted: planted.size,
    all: picture.network.allNodes,
  };
}

export function checkinTally({ chat, checkins }: Looked): Tally {
  const planted = new Set(chat.checkins.map(({ who, day }) => `${who} ${day}`));
  const days = new Set(chat.rows.flatMap(({ who, at }) => (who === null ? [] : [`${who} ${zoneClock(chat.zone).dayOf(at)}`])));
  return { right: planted.intersection(checkins).size, found: checkins.size, planted: planted.size, all: days.size };
}

export interface StageScore {
  /** Weeks whose label is the planted one. */
  weeks: Tally;
  /** Weeks of planted maturity: what a label of one kind for every week would get right. */
  mature: number;
  /** For each planted stage entered: weeks until the label said so; null: never while it lasted. */
  lags: { stage: PlantedStage; weeks: number | null }[];
  /** Weeks before the planted decline, and how many of them were called decline or dead. */
  alarms: Tally;
  /** Weeks of planted maturity, and how many of them were called growth. */
  flattered: Tally;
  /** Weeks from the first "decline" said in the planted decline to the first planted dead week; null where none died or none was said. */
  lead: number | null;
}

export function stageScore({ chat, picture }: Looked): StageScore {
  const labels = labelsOf(picture);
  const weeks = chat.weeks.map(({ week, stage }) => ({ week, stage, label: labels.get(week) ?? null }));
  const lags = weeks
    .filter(({ stage }, i) => i > 0 && stage !== weeks[i - 1]?.stage)
    .map(({ week, stage }) => {
      const at = weeks.filter((one) => one.stage === stage && one.week >= week).findIndex(({ label }) => label === stage);
      return { stage, weeks: at < 0 ? null : at };
    });
  const decline = weeks.find(({ stage }) => stage === 'decline')?.week ?? Number.POSITIVE_INFINITY;
  const dead = weeks.find(({ stage }) => stage === 'dead')?.week;
  const said = weeks.find(({ week, label }) => week >= decline && label === 'decline')?.week;
  const mature = weeks.filter(({ stage }) => stage === 'maturity');
  const share = (some: typeof weeks, ...wanted: string[]): Tally => {
    const right = some.filter(({ label }) => label !== null && wanted.includes(label)).length;
    return { right, found: some.length, planted: some.length, all: some.length };
  };
  const right = weeks.filter(({ stage, label }) => stage === label).length;
  return {
    weeks: { right, found: weeks.length, planted: weeks.length, all: weeks.length },
    mature: mature.length,
    lags,
    alarms: share(
      weeks.filter(({ week }) => week < decline),
      'decline',
      'dead',
    ),
    flattered: share(mature, 'growth'),
    lead: dead === undefined || said === undefined ? null : (dead - said) / 7,
  };
}

function labelsOf({ history }: Picture): Map<number, string> {
  const labels = new Map<number, string>();
  for (const { stage, from, to } of history?.stages ?? []) {
    for (let week = dayNumber(from); week <= dayNumber(to); week += 7) labels.set(week, stage);
  }
  return labels;
}

/** Right: within two weeks of a planted change. */
export function changeTally({ chat, picture }: Looked): Tally {
  const found = (picture.history?.changes ?? []).map(({ week }) => dayNumber(week));
  const near = (week: number, others: readonly number[]) => others.some((other) => Math.abs(other - week) <= 14);
  return {
    right: chat.changePoints.filter((week) => near(week, found)).length,
    found: found.length,
    planted: chat.changePoints.length,
    all: chat.weeks.length,
  };
}
