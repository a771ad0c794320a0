import { beforeAll, describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import type { HeadCount, Snapshot } from './contract.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText } = importing(home);

interface Named {
  id: string;
  name: string;
}
interface Changes {
  since: string | null;
  certainty: string;
  stayed: number;
  joined: Named[];
  left: Named[];
  renamed: { before: string; after: string }[];
}

const chat = ['2026-02-20 09:00:00 林夏(10001)', '早上好', '', '2026-02-21 09:01:00 陈默(10002)', '早', ''].join('\n');
const names = (people: Named[]) => people.map(({ name }) => name);
const listsOf = async (channelId: string) => (await home.run<{ snapshots: Snapshot[] }>('rosters.snapshots', { channelId })).snapshots;
const changesOf = async (channelId: string, importId: string, since?: string) =>
  home.run<Changes>('rosters.compare', { channelId, importId, ...(since && { since }) });
const membersOf = async (channelId: string) =>
  (
    await home.run<{ picture: { members: { total: number; roster: number | null; zeroMessage: number | null } } }>('insights.group', {
      channelId,
    })
  ).picture.members;

async function bring(channelId: string, text: string, file = '名册.csv') {
  home.clock.advance(86_400_000);
  return (await importText(text, { channelId, format: 'roster' }, file)).id;
}

describe('member lists of one group', () => {
  let channelId: string;
  let first: string;
  let second: string;
  beforeAll(async () => {
    channelId = (await importText(chat)).channelId;
    first = await bring(
      channelId,
      '昵称,QQ号,入群时间,邀请人\n林夏,10001,2025-09-01,\n陈默,10002,2025-09-02,林夏\n阿青,10003,2025-09-03,10001\n',
    );
    second = await bring(channelId, '昵称,QQ号\n林夏,10001\n默默,10002\n大山,10004\n');
  });

  it('are kept with date, source and people', async () => {
    const lists = await listsOf(channelId);
    expect(
      lists.map(({ importId, at, format, members, byId, whole }) => ({ importId, day: at.slice(0, 10), format, members, byId, whole })),
    ).toEqual([
      { importId: second, day: '2026-03-04', format: 'roster', members: 3, byId: 3, whole: true },
      { importId: first, day: '2026-03-03', format: 'roster', members: 3, byId: 3, whole: true },
    ]);
    const { people } = await home.run<{ people: (Named & { joinedAt: string | null; invitedBy: string | null })[] }>('rosters.entries', {
      channelId,
      importId: first,
    });
    expect(people.map(({ name, joinedAt, invitedBy }) => [name, joinedAt?.slice(0, 10), invitedBy])).toEqual([
      ['林夏', '2025-08-31', null],
      ['阿青', '2025-09-02', '林夏'],
      ['陈默', '2025-09-01', '林夏'],
    ]);
  });

  it('tell who joined, left and took another name', async () => {
    const changes = await changesOf(channelId, second);
    expect(changes).toMatchObject({ since: first, certainty: 'ids', stayed: 2, renamed: [{ before: '陈默', after: '默默' }] });
    expect([names(changes.joined), names(changes.left)]).toEqual([['大山'], ['阿青']]);
    expect(await changesOf(channelId, first)).toMatchObject({ since: null, joined: [], left: [] });
  });

  it('make the picture know who is in the group now', async () => {
    expect(await membersOf(channelId)).toMatchObject({ total: 3, roster: 3, zeroMessage: 1 });
  });

  it('that are only a part let nobody go', async () => {
    const part = await bring(channelId, '昵称,QQ号\n大山,10004\n小鹿,10005\n');
    expect((await listsOf(channelId))[0]).toMatchObject({ importId: part, whole: false });
    expect(await membersOf(channelId)).toMatchObject({ total: 4, roster: 4 });
  });

  it('brought late take their place by the day in their name, and let nobody back in', async () => {
    const late = await bring(channelId, '昵称,QQ号\n林夏,10001\n陈默,10002\n老友,10009\n', '名册20250901.csv');
    const lists = await listsOf(channelId);
    expect(lists.at(-1)).toMatchObject({ importId: late, at: '2025-09-01T12:00:00.000Z', members: 3 });
    expect(await membersOf(channelId)).toMatchObject({ total: 4, roster: 4 });
    expect(names((await changesOf(channelId, first)).left)).toEqual(['老友']);
  });

  it('without accounts say what they cannot tell', async () => {
    const byName = await bring(channelId, '林夏\n默默\n大山哥\n', '名单.txt');
    const changes = await changesOf(channelId, byName, second);
    expect(changes).toMatchObject({ certainty: 'names', stayed: 2, renamed: [] });
    expect([names(changes.joined), names(changes.left)]).toEqual([['大山哥'], ['大山']]);
    await expect(changesOf(channelId, byName, home.kernel.newId())).rejects.toMatchObject({ code: 'roster.unknown' });
  });

  it('forget somebody who is erased, and come back without them', async () => {
    await home.run('privacy.erasePerson', { channelId, personId: 'id:10003', understood: true });
    await home.drain();
    const { people } = await home.run<{ people: Named[] }>('rosters.entries', { channelId, importId: first });
    expect(names(people).filter((name) => !name.startsWith('已删除成员'))).toEqual(['林夏', '陈默']);
    const again = await bring(channelId, '昵称,QQ号\n林夏,10001\n默默,10002\n阿青,10003\n大山,10004\n');
    expect(names((await home.run<{ people: Named[] }>('rosters.entries', { channelId, importId: again })).people)).toEqual([
      '大山',
      '林夏',
      '默默',
    ]);
    expect((await home.sql<{ n: number }>("SELECT count(*)::int AS n FROM roster_entry WHERE name = '阿青'"))[0]?.n).toBe(0);
  });

  it('go with their channel', async () => {
    await home.run('communities.removeChannel', { channelId });
    await home.drain();
    for (const table of ['roster_snapshot', 'roster_entry']) {
      expect(await home.sql(`SELECT 1 FROM ${table} WHERE channel_id = $1`, [channelId])).toEqual([]);
    }
  });
});

describe('figures of a day, typed in', () => {
  let channelId: string;
  const kept = async () => home.run<{ today: string; days: HeadCount[]; weeks: object[] }>('rosters.headCounts', { channelId });
  const keep = (day: string, figures: object) =>
    home.run<HeadCount>('rosters.keepHeadCount', {
      channelId,
      day,
      members: null,
      messages: null,
      speakers: null,
      joins: null,
      leaves: null,
      ...figures,
    });
  beforeAll(async () => {
    home.clock.set('2026-03-20T17:00:00Z');
    channelId = (await home.run<{ id: string }>('communities.createChannel', { name: '早起群' })).id;
  });

  it('belong to the civil day of the group', async () => {
    expect((await kept()).today).toBe('2026-03-21');
    await keep('2026-03-21', { members: 120, messages: 30, speakers: 8 });
    await expect(keep('2026-03-22', { messages: 1 })).rejects.toMatchObject({ code: 'headCount.future' });
    expect((await kept()).days).toMatchObject([{ day: '2026-03-21', members: 120, joins: null, corrected: false, covered: false }]);
  });

  it('are corrected in place, told in the log with what was there before, and taken back', async () => {
    expect(await keep('2026-03-21', { members: 120, messages: 31, speakers: 8 })).toMatchObject({ messages: 31, corrected: true });
    const events = await home.sql<{ event: string; data: object }>(
      "SELECT event, data FROM event WHERE event LIKE 'headCount.%' ORDER BY at, id",
    );
    expect(events.map(({ event }) => event)).toEqual(['headCount.kept', 'headCount.corrected']);
    expect(events[1]?.data).toMatchObject({ messages: 31, messagesBefore: 30 });
    const undo = () => home.run<{ left: object | null }>('rosters.undoHeadCount', { channelId, day: '2026-03-21' });
    expect((await undo()).left).toMatchObject({ messages: 30 });
    expect((await kept()).days).toMatchObject([{ messages: 30, corrected: false }]);
    expect((await undo()).left).toBeNull();
    expect((await kept()).days).toEqual([]);
    await expect(undo()).rejects.toMatchObject({ code: 'headCount.unknown' });
  });

  it('give way to chat that covers the day', async () => {
    await keep('2026-02-20', { messages: 500, speakers: 50 });
    await keep('2026-02-19', { messages: 7, speakers: 2 });
    await importText(chat, { channelId });
    const { days, weeks } = await kept();
    expect(days.map(({ day, covered }) => [day, covered])).toEqual([
      ['2026-02-20', true],
      ['2026-02-19', false],
    ]);
    expect(weeks).toMatchObject([{ week: '2026-02-16', days: 1, messages: 7, speakersMost: 2 }]);
  });

  it('are not for viewers to write', async () => {
    const { communityId } = await home.run<{ communityId: string }>('insights.group', { channelId });
    const input = { channelId, day: '2026-03-01', members: 1, messages: null, speakers: null, joins: null, leaves: null };
    await expect(home.run('rosters.keepHeadCount', input, home.staff('viewer', communityId))).rejects.toMatchObject({
      code: 'access.denied',
    });
  });
});
