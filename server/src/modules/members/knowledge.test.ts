import { describe, expect, it, vi } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { qqHead } from '../chat/sample-chats.ts';

vi.setConfig({ testTimeout: 240_000 });
const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText } = importing(home);

interface Suggested {
  suggestions: { one: { personId: string }; other: { personId: string }; score: number; evidence: { code: string }[] }[];
}

/** 林夏 changes accounts after ten days; 李雷 and another 李雷 talk at the same time. */
function chat(): string {
  let text = qqHead('晨读群');
  for (let day = 1; day <= 20; day++) {
    const date = `2026-02-${String(day).padStart(2, '0')}`;
    const xia = day <= 10 ? '林夏(20001)' : '林夏-上海(20002)';
    text += `${date} 07:00:00 ${xia}\r\n打卡第${day}天\r\n\r\n${date} 07:02:00 李雷(20003)\r\n早\r\n\r\n${date} 07:02:30 李雷(20004)\r\n早啊\r\n\r\n`;
  }
  return text;
}

const person = (channelId: string, number: number) => ({ channelId, personId: `id:${number}` });
const both = (channelId: string, one: number, other: number) => ({
  ...person(channelId, one),
  withChannelId: channelId,
  withPersonId: `id:${other}`,
});

describe('what is known of members', () => {
  it('suggests a merge with its evidence until it is made or dismissed, and not against what the rows say', async () => {
    const { channelId } = await importText(chat());
    const pairs = async () => {
      const { suggestions } = await home.run<Suggested>('members.suggestions', { channelId });
      return suggestions.map(({ one, other, evidence }) => [
        [one.personId, other.personId].sort().join(),
        evidence.map(({ code }) => code),
      ]);
    };
    expect(await pairs()).toEqual([['id:20001,id:20002', expect.arrayContaining(['similarName', 'handover', 'twoAccounts'])]]);
    const compared = await home.run<{ score: number; evidence: { code: string; points: number }[] }>(
      'members.compare',
      both(channelId, 20003, 20004),
    );
    expect(compared.evidence.find(({ code }) => code === 'sameMinute')?.points).toBeLessThan(0);

    await home.run('members.dismiss', both(channelId, 20002, 20001));
    await home.run('members.dismiss', both(channelId, 20001, 20002));
    expect(await pairs()).toEqual([]);
  });

  it('keeps tags and notes with each identity and shows them on the member, whatever is merged and undone', async () => {
    const { channelId } = await importText(chat());
    await home.run('members.addTag', { ...person(channelId, 20001), tag: '组长' });
    await home.run('members.addNote', { ...person(channelId, 20002), text: '周五回电话' });
    const merged = await home.run<{ communityId: string; number: number }>('members.merge', both(channelId, 20001, 20002));
    const tagsOf = async (number: number) => (await home.run<{ tags: string[] }>('members.member', person(channelId, number))).tags;
    const notesOf = async (number: number) =>
      (await home.run<{ notes: { noteId: string; text: string }[] }>('members.notes', person(channelId, number))).notes;
    expect([await tagsOf(20002), (await notesOf(20001)).map(({ text }) => text)]).toEqual([['组长'], ['周五回电话']]);
    await home.drain();
    const withTag = async (tag: string) =>
      (await home.run<{ people: { name: string }[] }>('insights.people', { channelId, tag })).people.map(({ name }) => name);
    expect([await withTag('组长'), await withTag('组')]).toEqual([['林夏-上海'], []]);
    const { entries } = await home.run<{ entries: { kind: string; at: string }[] }>('members.timeline', person(channelId, 20001));
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['merged', 'tagged', 'note', 'firstWords', 'lastWords', 'firstCheckin']),
    );
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );

    await home.run('members.undoMerge', merged);
    expect([await tagsOf(20002), await notesOf(20001)]).toEqual([[], []]);
    await home.drain();
    expect(await withTag('组长')).toEqual(['林夏']);
    const [note] = await notesOf(20002);
    await home.run('members.removeNote', { ...person(channelId, 20002), noteId: note?.noteId });
    expect(await home.run('members.removeTag', { ...person(channelId, 20001), tag: '组长' })).toEqual({ tags: [] });
    expect(await notesOf(20002)).toEqual([]);
    await expect(home.run('members.undoMerge', merged)).rejects.toMatchObject({ code: 'merge.undone' });
  });

  it('is found over all channels of a community by pinyin, and merged over channels', async () => {
    const first = await importText(chat());
    const { communityId } = await home.run<{ communityId: string }>('members.member', person(first.channelId, 20001));
    const second = await importText(chat(), { communityId, channelName: '晚读群' });
    const found = await home.run<{ people: { channelId: string; personId: string }[] }>('members.search', { communityId, search: 'linx' });
    expect(found.people.map(({ channelId, personId }) => `${channelId} ${personId}`).sort()).toEqual(
      [first, second].flatMap(({ channelId }) => [`${channelId} id:20001`, `${channelId} id:20002`]).sort(),
    );
    expect(
      (await home.run<{ people: unknown[]; total: number }>('insights.people', { channelId: first.channelId, search: '林xsh' })).total,
    ).toBe(1);

    await home.run('members.merge', { ...person(first.channelId, 20003), withChannelId: second.channelId, withPersonId: 'id:20003' });
    const { identities } = await home.run<{ identities: { channelName: string }[] }>('members.member', person(second.channelId, 20003));
    expect(identities.map(({ channelName }) => channelName).sort()).toEqual(['晚读群', '晨读群']);
    const elsewhere = await importText(chat());
    await expect(
      home.run('members.merge', { ...person(first.channelId, 20001), withChannelId: elsewhere.channelId, withPersonId: 'id:20001' }),
    ).rejects.toMatchObject({ code: 'member.otherCommunity' });
  });

  it('merges nobody twice, however writers come between each other', async () => {
    const rounds = Array.from({ length: 30 }, (_, round) => 30_000 + 3 * round);
    const rows = rounds.flatMap((first) => [first, first + 1, first + 2]).map((one) => `2026-02-01 07:00:00 组员(${one})\r\n早\r\n\r\n`);
    const { channelId } = await importText(qqHead('晨读群') + rows.join(''));
    for (const first of rounds) {
      const pairs = [0, 1, 0, 0, 1, 0].map((from) => both(channelId, first + from, first + from + 1));
      const results = await Promise.allSettled(pairs.map((pair) => home.run<{ number: number }>('members.merge', pair)));
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      for (const code of refused) expect(['member.changedMeanwhile', 'member.alreadyMerged']).toContain(code);
      const merged = pairs.length - refused.length;
      const { identities, merges } = await home.run<{ identities: unknown[]; merges: unknown[] }>(
        'members.member',
        person(channelId, first + 1),
      );
      expect([merges.length, identities.length]).toEqual([merged, merged + 1]);
    }
  });

  it('goes with its channel', async () => {
    const { channelId } = await importText(chat());
    await home.run('members.addTag', { ...person(channelId, 20001), tag: 'x' });
    await home.run('members.addNote', { ...person(channelId, 20001), text: 'x' });
    await home.run('members.merge', both(channelId, 20001, 20002));
    await home.run('members.dismiss', both(channelId, 20003, 20004));
    await home.run('communities.removeChannel', { channelId });
    await home.drain();
    for (const [table, column] of [
      ['member_tag', 'channel_id'],
      ['member_note', 'channel_id'],
      ['name_key', 'channel_id'],
      ['dismissed_pair', 'one_channel'],
      ['member_ledger', 'one_channel'],
    ]) {
      const [row] = await home.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${column} = $1`, [channelId]);
      expect([table, row?.n]).toEqual([table, 0]);
    }
  });
});
