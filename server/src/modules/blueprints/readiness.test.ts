import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { type Answer, type Evidence, readinessOf } from './readiness.ts';

const good: Evidence = {
  ...{ messages: 2_000, speakers: 40, days: 28, othersShare: 0.8, openedByOthers: 20 },
  ...{ core: 8, coreShare: 0.4, halfBy: 6, phrases: 9 },
};
const metOf = (change: Partial<Evidence>) => readinessOf({ ...good, ...change }).answers.map(({ met }) => met);

describe('the three questions', () => {
  it.each<[string, Partial<Evidence>, (boolean | null)[]]>([
    ['all is there', {}, [true, true, true]],
    ['just enough', { othersShare: 0.6, openedByOthers: 14, core: 5, coreShare: 0.3, halfBy: 3, phrases: 5 }, [true, true, true]],
    ['a lecture', { othersShare: 0.59 }, [false, true, true]],
    ['the leader opens every day but thirteen', { openedByOthers: 13 }, [false, true, true]],
    ['half of an odd number of days is rounded up', { days: 15, openedByOthers: 7 }, [false, true, true]],
    ['four core people', { core: 4 }, [true, false, true]],
    ['a core nobody gathers around', { coreShare: 0.29 }, [true, false, true]],
    ['two who say half', { halfBy: 2 }, [true, false, true]],
    ['the talk of anybody', { phrases: 4 }, [true, true, false]],
    ['words were not looked at', { phrases: null }, [true, true, null]],
    ['one that fails decides over one not known', { phrases: null, core: 0 }, [true, false, null]],
    ['thirteen days', { days: 13 }, [null, null, null]],
    ['too few words', { messages: 199 }, [null, null, null]],
    ['too few people', { speakers: 7 }, [null, null, null]],
  ])('%s', (_what, change, met) => {
    expect(metOf(change)).toEqual(met);
  });

  it('shows its figures also where they are too few to judge', () => {
    const { tooLittleData, answers } = readinessOf({ ...good, days: 3, openedByOthers: 1 });
    expect(tooLittleData).toBe(true);
    expect(answers[0]?.rows[1]).toEqual({ code: 'openedByOthers', need: 2, have: 1, met: null });
  });
});

const home = await world({ at: '2026-03-02T00:00:00Z' });
const { importText } = importing(home);

/** Every line `day time name text`; the last four weeks before 2026-03-01. */
async function group(name: string, lines: (day: number) => [string, string, string][]): Promise<string> {
  const ids = new Map<string, number>();
  const rows: string[] = [];
  for (let day = 0; day < 28; day += 1) {
    const date = new Date(Date.parse('2026-02-02T00:00:00Z') + day * 86_400_000).toISOString().slice(0, 10);
    for (const [time, who, text] of lines(day)) {
      const id = ids.get(who) ?? 20_001 + ids.size;
      ids.set(who, id);
      rows.push(`${date} ${time}:00 ${who}(${id})\n${text}\n`);
    }
  }
  const line = '='.repeat(64);
  const head = `消息记录（此消息记录为文本格式，不支持重新导入）\n\n${line}\n消息分组:我的QQ群\n${line}\n消息对象:${name}\n${line}\n\n`;
  const { channelId } = await importText(head + rows.join('\n'), { channelName: name });
  const { channels } = await home.run<{ channels: { id: string; communityId: string }[] }>('communities.channels', {});
  return channels.find(({ id }) => id === channelId)?.communityId ?? '';
}

interface Ready {
  groups: {
    leader: string | null;
    tooLittleData: boolean;
    evidence: { days: number; messages: number; speakers: number };
    answers: Answer[];
  }[];
}
const readiness = async (communityId: string) => {
  const [first] = (await home.run<Ready>('blueprints.readiness', { communityId })).groups;
  if (!first) throw new TypeError('there is a group');
  return { ...first, have: Object.fromEntries(first.answers.flatMap(({ rows }) => rows.map(({ code, have }) => [code, have]))) };
};
const people = ['阿树', '周周', '小满', '大刘', '南南', '北北', '西西', '东东', '中中'];

describe('from what was said', () => {
  it('a group that talks by itself', async () => {
    const community = await group('自己转的群', (day) => [
      ...people.map((who, n): [string, string, string] => [`09:${10 + n}`, who, '今天读到第三章']),
      ...people.slice(0, 3).map((who, n): [string, string, string] => [`20:${10 + n}`, who, '晚上接着读']),
      ['21:00', '主理人', `第 ${day + 1} 天`],
    ]);
    const { evidence, have, answers, tooLittleData } = await readiness(community);
    expect(evidence).toMatchObject({ days: 28, speakers: 10, messages: 28 * 13 });
    // 阿树 says as much as two others and is taken for the leader: nobody's member list says otherwise.
    expect(have.othersShare).toBeCloseTo(11 / 13);
    expect(have.openedByOthers).toBe(0);
    expect(have.halfBy).toBe(4);
    expect(tooLittleData).toBe(false);
    expect(answers[0]?.met).toBe(false);
  });

  it('whoever writes after midnight ends the day before; the first word of a day is that after four', async () => {
    const community = await group('夜猫子', (day) => [
      ['02:00', '主理人', '睡前一句'],
      [day % 4 === 0 ? '05:00' : '23:00', '主理人', '早'],
      ...people.map((who, n): [string, string, string] => [`09:${10 + n}`, who, '到']),
      ['10:00', '主理人', '好'],
    ]);
    const { leader, evidence, have } = await readiness(community);
    expect(leader).toBe('主理人');
    // 02:00 of the first day belongs to a day before the window.
    expect(evidence.days).toBe(28);
    expect(have.openedByOthers).toBe(21);
    expect(have.othersShare).toBeCloseTo(9 / 12);
  });

  it('says that it is too little', async () => {
    const community = await group('刚开的群', (day) => (day < 3 ? [['09:00', '主理人', '大家好']] : []));
    const { tooLittleData, answers } = await readiness(community);
    expect(tooLittleData).toBe(true);
    expect(answers.map(({ met }) => met)).toEqual([null, null, null]);
  });

  it('has nothing to say of a community without a picture', async () => {
    const { id } = await home.run<{ id: string }>('communities.create', { name: '还没有群' });
    expect(await home.run('blueprints.readiness', { communityId: id })).toEqual({ groups: [] });
  });
});
