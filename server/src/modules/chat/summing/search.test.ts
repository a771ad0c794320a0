import { beforeAll, describe, expect, it } from 'vitest';
import { world } from '#testing/world';
import { nameKeys, nameOrder } from './names.ts';
import type { NamedRow } from './person-columns.ts';

const home = await world();
const PEOPLE = 2_200;

function rowOf(name: string, n: number): NamedRow {
  const more = JSON.stringify(['id', [], false, null, 5, 0, 0, 1, 1]);
  const figures = { segment: 'active', flags: [], messages: n, messages28: n, firstAt: null, lastAt: null, judged: null };
  const made = { nameOrder: nameOrder(name), keys: nameKeys([name]) };
  return { who: `id:${n}`, name, search: name.toLowerCase(), ...figures, more, rules: '', facts: '', digest: String(n), ...made };
}

describe('a search of one character among thousands who have it', () => {
  let channelId: string;
  let communityId: string;
  const people = async (search: string) =>
    home.run<{ people: { name: string }[]; total: number }>('insights.people', { channelId, search, sort: 'messages', limit: 3 });
  beforeAll(async () => {
    ({ id: channelId, communityId } = await home.run<{ id: string; communityId: string }>('communities.createChannel', { name: '大群' }));
    const names = ['王', '阿王', '周王', ...Array.from({ length: PEOPLE }, (_, n) => `王${n}`)];
    await home.run(
      'chat.storePeople',
      { channelId, changed: names.map((name, n) => rowOf(name, names.length - n)), gone: [] },
      { kind: 'system', orgId: home.orgId },
    );
  });

  it.each(['王', 'w'])('by %s looks at the first two thousand, and a whole name is among them', async (search) => {
    const { people: found, total } = await people(search);
    expect(total).toBe(2_000);
    expect(found.map(({ name }) => name)).toEqual(['王', '阿王', '周王']);
  });

  it('over a community has those first who said most', async () => {
    const { people: found } = await home.run<{ people: { name: string }[] }>('members.search', { communityId, search: '王', limit: 3 });
    expect(found.map(({ name }) => name)).toEqual(['王', '阿王', '周王']);
  });

  it('by two characters looks at everybody', async () => {
    expect((await people('王2')).total).toBe(Array.from({ length: PEOPLE }, (_, n) => `${n}`).filter((n) => n.startsWith('2')).length);
    expect((await people('wa')).total).toBe(PEOPLE + 3);
  });
});
