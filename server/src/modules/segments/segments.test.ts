import { beforeAll, describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);
const DAY = 86_400_000;

interface Rules {
  version: number;
  latest: number;
  hold: boolean;
  expressions: Record<string, string>;
  loyalty: null;
  missing: object;
}
interface Preview {
  members: number;
  unknown: number;
  several: number;
  none: number;
  moves: {
    from: string;
    to: string;
    count: number;
    people: { name: string; reason: { metric: string; have: number; met: boolean }[] }[];
  }[];
  flags: { flag: string; before: number; after: number; leaves: { count: number; people: { name: string }[] } }[];
  custom: { key: string; name: string; before: number; after: number; enters: Named; leaves: Named }[];
}
interface Entry {
  kind: string;
  channelName: string;
  values: Record<string, unknown>;
  reason?: { met: boolean }[];
}
interface Named {
  count: number;
  people: { name: string }[];
}
interface Member {
  tags: string[];
  ruleTags: { channelName: string; name: string; reason: { metric: string; op: string; need: number; have: number; met: boolean }[] }[];
}
interface History {
  segment: string;
  below: { judged: string; since: string; until: string } | null;
  changes: { at: string; from: string; to: string; cause: string; version: number; reason: { metric: string; met: boolean }[] }[];
}

/** A QQ export in which each of these people says something at noon of these days of 2026 (counted from 1 January). */
function talk(who: Record<string, readonly number[]>): string {
  const rows = Object.entries(who).flatMap(([name, days]) => days.map((day) => ({ day, name })));
  const body = rows
    .sort((a, b) => a.day - b.day)
    .map(({ day, name }, row) => {
      const date = new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10);
      return `${date} 12:${String(row % 60).padStart(2, '0')}:${String(Math.floor(row / 60) % 60).padStart(2, '0')} ${name}(${10_000_001 + Object.keys(who).indexOf(name)})\n第${row}句\n\n`;
    })
    .join('');
  return `消息记录（此消息记录为文本格式，不支持重新导入）\n\n================================================================\n消息分组:我的群\n================================================================\n消息对象:晨读\n================================================================\n\n${body}`;
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** 甲 comes daily, 乙 every third day, 丙 and 丁 a few times late, 戊 only on the first days. */
const five = { 甲: range(1, 50), 乙: [30, 33, 36, 39, 42, 45, 48], 丙: [40, 44], 丁: [49], 戊: [1, 2] };
const id = (name: string, of: object = five) => `id:${10_000_001 + Object.keys(of).indexOf(name)}`;

async function fresh(chat: Record<string, readonly number[]> = five) {
  const { channelId } = await importText(talk(chat));
  const { communityId } = await home.run<{ communityId: string }>('insights.group', { channelId });
  return { channelId, communityId };
}

const segmentOf = async (channelId: string, name: string, of: object = five) =>
  (await home.run<{ person: { segment: string } }>('insights.person', { channelId, personId: id(name, of) })).person.segment;
const historyOf = (channelId: string, name: string, of: object = five) =>
  home.run<History>('segments.history', { channelId, personId: id(name, of) });

/** For tests that save nothing. */
const still = await fresh();

describe('the shipped rules', () => {
  it('are version 0 and tried on a group move nobody', async () => {
    const { channelId, communityId } = still;
    const rules = await home.run<Rules>('segments.rules', { communityId });
    expect(rules).toMatchObject({ version: 0, latest: 0, hold: false, loyalty: null, missing: { loyalty: 'orders', rfm: 'orders' } });
    const tried = await home.run<Preview>('segments.preview', { communityId, channelId, expressions: rules.expressions });
    expect(tried).toMatchObject({ members: 5, unknown: 0, moves: [], several: 0, none: 0 });
    for (const { before, after } of tried.flags) expect(after).toBe(before);
  });

  it('name their metrics with units', async () => {
    const { metrics } = await home.run<{ metrics: { name: string; unit: string; of: string }[] }>('segments.metrics');
    expect(metrics).toContainEqual({ name: 'messages28', unit: 'messages', of: 'member', type: 'int', unknown: false });
    expect(metrics).toContainEqual(expect.objectContaining({ name: 'messagesBar', of: 'group' }));
  });
});

describe('rules that are tried', () => {
  it('show who would move, from where to where, and what decides, and change nothing', async () => {
    const { channelId, communityId } = still;
    const before = await stored(channelId);
    const tried = await home.run<Preview>('segments.preview', {
      communityId,
      expressions: { active: 'messages28 >= 2', lurking: 'messages28 == 0', watching: 'messages28 == 1', newcomer: 'daysSinceFirst <= 0' },
      custom: [{ key: 'steady', name: '常来的', expression: 'activeDays28 >= 7 && share28 < 0.5' }],
    });
    expect(tried.moves.map(({ from, to, count, people }) => [from, to, count, people.map(({ name }) => name).sort()])).toEqual([
      ['watching', 'active', 2, ['丙', '乙']],
    ]);
    expect(tried.moves[0]?.people.find(({ name }) => name === '丙')?.reason).toEqual([
      { metric: 'messages28', op: '>=', need: 2, have: 2, met: true },
    ]);
    expect(tried.flags.find(({ flag }) => flag === 'newcomer')).toMatchObject({
      before: 1,
      after: 0,
      enters: { count: 0 },
      leaves: { count: 1, people: [{ name: '丁' }] },
    });
    expect(tried.custom).toMatchObject([
      { key: 'steady', before: 0, after: 1, enters: { count: 1, people: [{ name: '乙' }] }, leaves: { count: 0 } },
    ]);
    expect(tried).toMatchObject({ several: 0, none: 0 });
    expect(await stored(channelId)).toEqual(before);
    expect(await home.run('segments.versions', { communityId })).toEqual({ versions: [] });
  });

  it('say of how many the three rules disagree', async () => {
    const { communityId } = still;
    const tried = await home.run<Preview>('segments.preview', {
      communityId,
      expressions: { active: 'messages28 >= 2', lurking: 'messages28 <= 2', watching: 'messages28 > 1000' },
    });
    expect(tried).toMatchObject({ several: 1, none: 0 }); // 丙 wrote exactly 2
  });

  it.each([
    [{ expressions: { active: 'mesages28 > 1' } }, 'segments.unknownMetric'],
    [{ custom: [{ key: 'a', name: 'A', expression: 'messages28 >' }] }, 'segments.ruleUnreadable'],
    [
      {
        custom: [
          { key: 'a', name: 'A', expression: 'inRoster' },
          { key: 'a', name: 'B', expression: 'inRoster' },
        ],
      },
      'segments.keyTwice',
    ],
  ])('%j is refused, tried or saved: %s', async (rules, code) => {
    const { communityId } = still;
    for (const operation of ['segments.preview', 'segments.save']) {
      await expect(home.run(operation, { communityId, ...rules })).rejects.toMatchObject({ code });
    }
    expect(await home.run('segments.versions', { communityId })).toEqual({ versions: [] });
  });

  it('of another community’s group are refused', async () => {
    const other = await fresh();
    await expect(home.run('segments.preview', { communityId: still.communityId, channelId: other.channelId })).rejects.toMatchObject({
      code: 'channel.unknown',
    });
  });
});

describe('rules that are saved', () => {
  it('do to every member what their preview showed, with the reason in the history', async () => {
    const { channelId, communityId } = await fresh();
    const rules = {
      expressions: { active: 'messages28 >= 2', lurking: 'messages28 == 0', watching: 'messages28 == 1' },
      custom: [{ key: 'steady', name: '常来的', expression: 'activeDays28 >= 7 && share28 < 0.5' }],
    };
    const tried = await home.run<Preview>('segments.preview', { communityId, ...rules });
    expect(await home.run('segments.save', { communityId, ...rules, basedOn: 0 })).toMatchObject({ version: 1 });
    await home.drain();
    for (const { to, people } of tried.moves) for (const { name } of people) expect(await segmentOf(channelId, name)).toBe(to);
    const again = await home.run<Preview>('segments.preview', { communityId, ...rules });
    expect(again.moves).toEqual([]);
    const { picture, people } = await stored(channelId);
    expect(picture.segments).toMatchObject({
      active: 3,
      watching: 1,
      lurking: 1,
      version: 1,
      custom: [{ key: 'steady', name: '常来的', count: 1 }],
    });
    expect(people.filter(({ custom }) => custom?.includes('steady')).map(({ name }) => name)).toEqual(['乙']);
    expect(people.find(({ name }) => name === '甲')?.customRules?.steady).toContainEqual(
      expect.objectContaining({ metric: 'share28', op: '<', need: 0.5, met: false }),
    );
    expect(await home.run('insights.people', { channelId, custom: 'steady' })).toMatchObject({ total: 1, people: [{ name: '乙' }] });
    expect(await historyOf(channelId, '丙')).toMatchObject({
      segment: 'active',
      changes: [
        {
          from: 'watching',
          to: 'active',
          cause: 'rules',
          version: 1,
          at: expect.stringMatching(/^2026-02-19/),
          reason: [{ metric: 'messages28', met: true }],
        },
      ],
    });
    expect((await historyOf(channelId, '甲')).changes).toEqual([]);
  });

  it('are versions with their author; an old one can be made the newest', async () => {
    const { channelId, communityId } = await fresh();
    const before = (await stored(channelId)).people;
    await home.run('segments.save', { communityId, expressions: { lost: 'daysSinceLast >= 14' }, basedOn: 0 });
    await home.drain();
    await expect(home.run('segments.save', { communityId, basedOn: 0 })).rejects.toMatchObject({
      code: 'segments.changedMeanwhile',
      data: { version: 1 },
    });
    home.clock.advance(60_000);
    expect(await home.run('segments.restore', { communityId, version: 0 })).toMatchObject({ version: 2 });
    await home.drain();
    const { versions } = await home.run<{ versions: object[] }>('segments.versions', { communityId });
    const by = { kind: 'staff', id: home.owner.kind === 'staff' ? home.owner.accountId : '', name: null };
    expect(versions).toMatchObject([
      { version: 2, state: 'effective', restoredFrom: 0, changed: ['lost', 'hold'], by },
      { version: 1, state: 'past', restoredFrom: null, changed: ['lost', 'hold'], by },
    ]);
    expect((await stored(channelId)).people).toEqual(before);
    await expect(home.run('segments.restore', { communityId, version: 9 })).rejects.toMatchObject({ code: 'segments.versionUnknown' });
  });

  it('come into force on their day, and a newer version displaces them', async () => {
    const { channelId, communityId } = await fresh();
    const watching = { active: 'messages28 >= 1000', lurking: 'messages28 == 0' };
    await expect(home.run('segments.save', { communityId, effectiveFrom: '2026-03-01' })).rejects.toMatchObject({
      code: 'segments.datePast',
    });
    const saved = await home.run<{ effectiveFrom: string }>('segments.save', {
      communityId,
      expressions: watching,
      effectiveFrom: '2026-03-05',
    });
    expect(saved.effectiveFrom).toBe('2026-03-04T16:00:00.000Z');
    await home.drain();
    expect(await home.run('segments.rules', { communityId })).toMatchObject({ version: 0, latest: 1 });
    expect(await segmentOf(channelId, '甲')).toBe('active');
    const apply = async () => {
      for (const id of await home.kernel.run<string[]>('segments.outdated', { communityId }, { kind: 'system', orgId: home.orgId })) {
        await home.kernel.run('chat.retake', { channelId: id }, { kind: 'system', orgId: home.orgId });
      }
      await home.drain();
    };
    home.clock.set('2026-03-04T15:59:00Z');
    await apply();
    expect(await segmentOf(channelId, '甲')).toBe('active');
    home.clock.set('2026-03-04T16:00:00Z');
    await apply();
    expect(await segmentOf(channelId, '甲')).toBe('watching');
    await home.run('segments.save', { communityId, expressions: {}, effectiveFrom: '2026-03-20' });
    await home.run('segments.save', { communityId, expressions: {} });
    const { versions } = await home.run<{ versions: { version: number; state: string }[] }>('segments.versions', { communityId });
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [3, 'effective'],
      [2, 'past'],
      [1, 'past'],
    ]);
  });
});

describe('a tag by rule', () => {
  const tag = (expression: string) => [{ key: 'own-1', name: '常来的', expression }];
  const memberOf = (channelId: string, name: string) => home.run<Member>('members.member', { channelId, personId: id(name) });
  const tagsOf = async (channelId: string, name: string) => (await memberOf(channelId, name)).ruleTags.map((one) => one.name);

  it('is had with its reason while the rule holds, is told before it is got or lost, and is no row', async () => {
    const { channelId, communityId } = await fresh();
    await home.run('segments.save', { communityId, custom: tag('messages28 >= 7') });
    await home.drain();
    expect(await memberOf(channelId, '乙')).toMatchObject({
      tags: [],
      ruleTags: [{ name: '常来的', reason: [{ metric: 'messages28', op: '>=', need: 7, have: 7, met: true }] }],
    });
    expect(await tagsOf(channelId, '丙')).toEqual([]);
    expect(await home.sql('SELECT 1 FROM member_tag WHERE channel_id = $1', [channelId])).toEqual([]);

    const stricter = { communityId, custom: tag('messages28 >= 8') };
    expect((await home.run<Preview>('segments.preview', stricter)).custom).toMatchObject([
      { key: 'own-1', before: 2, after: 1, enters: { count: 0 }, leaves: { count: 1, people: [{ name: '乙' }] } },
    ]);
    const without = await home.run<Preview>('segments.preview', { communityId });
    expect(without.custom).toMatchObject([{ name: '常来的', before: 2, after: 0, leaves: { count: 2 } }]);
    expect(await tagsOf(channelId, '乙')).toEqual(['常来的']);

    await home.run('segments.save', stricter);
    await home.drain();
    expect([await tagsOf(channelId, '甲'), await tagsOf(channelId, '乙')]).toEqual([['常来的'], []]);
    home.clock.advance(60_000);
    await home.run('segments.restore', { communityId, version: 0 });
    await home.drain();
    expect(await tagsOf(channelId, '甲')).toEqual([]);
  }, 60_000);

  it('follows a merge over two groups, and its undo', async () => {
    const { channelId, communityId } = await fresh();
    const second = await importText(talk({ 甲: [1], 乙: [49] }), { communityId, channelName: '晚读' });
    await home.run('segments.save', { communityId, custom: tag('messages28 >= 7') });
    await home.drain();
    const there = { channelId: second.channelId, personId: id('甲') };
    expect((await home.run<Member>('members.member', there)).ruleTags).toEqual([]);
    const merged = await home.run<object>('members.merge', {
      channelId,
      personId: id('甲'),
      withChannelId: second.channelId,
      withPersonId: id('甲'),
    });
    await home.drain();
    expect((await home.run<Member>('members.member', there)).ruleTags).toMatchObject([{ name: '常来的' }]);
    await home.run('members.undoMerge', merged);
    await home.drain();
    expect((await home.run<Member>('members.member', there)).ruleTags).toEqual([]);
    expect(await tagsOf(channelId, '甲')).toEqual(['常来的']);
  }, 60_000);
});

describe('a level', () => {
  const early = { 甲: range(1, 30), 乙: range(20, 30), 丙: [25] };
  const rules = { active: 'messages28 >= 10', watching: 'messages28 > 0 && messages28 < 10', lurking: 'messages28 == 0' };
  /** 甲 goes on; 乙 is silent after day 30; 丙 becomes loud. */
  const later = { ...early, 甲: range(1, 50), 丙: [25, ...range(40, 50)] };
  let channelId = '';
  const system = { kind: 'system', orgId: home.orgId } as const;
  const due = () => home.kernel.run<string[]>('segments.due', {}, system);
  beforeAll(async () => {
    const made = await fresh(early);
    channelId = made.channelId;
    await home.run('segments.save', { communityId: made.communityId, expressions: rules });
    await home.drain();
  });

  it('rises at once, and is given up only after two windows below', async () => {
    expect(await segmentOf(channelId, '乙', early)).toBe('active');
    expect(await segmentOf(channelId, '丙', early)).toBe('watching');
    await importText(talk(later), { channelId });
    expect(await segmentOf(channelId, '丙', early)).toBe('active');
    expect(await historyOf(channelId, '丙', early)).toMatchObject({ changes: [{ from: 'watching', to: 'active', cause: 'promoted' }] });

    expect(await segmentOf(channelId, '乙', early)).toBe('active');
    const { below, changes } = await historyOf(channelId, '乙', early);
    expect(changes.map(({ cause }) => cause)).toEqual(['rules']);
    expect(below).toMatchObject({ judged: 'watching', since: expect.stringMatching(/^2026-02-19/) });
    expect(Date.parse(below?.until ?? '') - Date.parse(below?.since ?? '')).toBe(28 * DAY);
    expect((await stored(channelId)).picture.segments).toMatchObject({ active: 3, watching: 0 });

    // As if it had been seen below that much earlier.
    const seenEarlier = (by: string) =>
      home.sql(`UPDATE member_picture SET below_since = below_since - interval '${by}' WHERE channel_id = $1`, [channelId]);
    await seenEarlier('27 days 23 hours 59 minutes');
    expect(await due()).toEqual([]);
    await seenEarlier('1 minute');
    expect(await due()).toEqual([channelId]);
    expect(await home.kernel.run('segments.demote', { channelId }, system)).toBe(false);
    await home.kernel.run('chat.retake', { channelId }, system);
    await home.drain();
    expect(await due()).toEqual([]);
    expect(await segmentOf(channelId, '乙', early)).toBe('watching');
    expect(await historyOf(channelId, '乙', early)).toMatchObject({
      below: null,
      changes: [{ from: 'active', to: 'watching', cause: 'demoted' }, { cause: 'rules' }],
    });
    expect((await stored(channelId)).picture.segments).toMatchObject({ active: 2, watching: 1 });
  }, 60_000);

  it('that rose or fell is told in the timeline with its reason, over all groups of a merged member', async () => {
    const timelineOf = async (channel: string, name: string) => {
      const { entries } = await home.run<{ entries: Entry[] }>('members.timeline', { channelId: channel, personId: id(name, early) });
      return entries.filter(({ kind }) => kind === 'rose' || kind === 'fell');
    };
    const [fell, ...before] = await timelineOf(channelId, '乙');
    expect(fell).toMatchObject({ kind: 'fell', values: { from: 'active', to: 'watching', cause: 'demoted', version: 1 } });
    expect(fell?.reason?.every(({ met }) => met)).toBe(true);
    expect(before.map(({ values }) => values.cause)).toEqual(['rules']);
    expect(await timelineOf(channelId, '丙')).toMatchObject([
      { kind: 'rose', values: { from: 'watching', to: 'active', cause: 'promoted' } },
    ]);

    const { communityId } = await home.run<{ communityId: string }>('insights.group', { channelId });
    const other = await importText(talk({ 甲: [1], 乙: [2] }), { communityId, channelName: '晚读' });
    expect(await timelineOf(other.channelId, '乙')).toEqual([]);
    const there = { withChannelId: other.channelId, withPersonId: id('乙', early) };
    const merged = await home.run<object>('members.merge', { channelId, personId: id('乙', early), ...there });
    expect(await timelineOf(other.channelId, '乙')).toMatchObject([{ kind: 'fell', channelName: '晨读' }, {}]);
    await home.run('members.undoMerge', merged);
  });

  it('and its history go with the channel', async () => {
    expect((await home.sql('SELECT 1 FROM segment_change WHERE channel_id = $1', [channelId])).length).toBeGreaterThan(1);
    await home.run('communities.removeChannel', { channelId });
    await home.drain();
    expect(await home.sql('SELECT 1 FROM segment_change WHERE channel_id = $1', [channelId])).toEqual([]);
  });
});
