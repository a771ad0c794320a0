/** What dissolving promises: announced before, once, nobody moved unasked, nowhere too many, and nothing changes afterwards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;

interface Preview {
  may: string;
  announcement: { version: number; lastDay: string } | null;
  open: { code: string; count: number }[];
  people: { nickname: string; have: number; met: boolean; comes: boolean | null; outcome: string | null }[];
  counts: object;
  successors: { id: string; room: number | null }[];
}
interface Notice {
  version: number;
  words: string;
  comes: boolean | null;
  outcome: string | null;
  dissolvedAt: string | null;
  successor: { name: string } | null;
}

async function club(names: string[]) {
  camp.at('2026-03-01T00:00:00Z');
  const communityId = await camp.community();
  const people = names.length > 0 ? await camp.people(communityId, names) : [];
  const { id: successorId } = await run<{ id: string }>('communities.create', { name: '夜读营' });
  let version = 0;
  const announce = async (more: object = {}) => {
    const said = { lastDay: '2026-03-08', words: '谢谢大家', successorId, ...more };
    ({ version } = await run<{ version: number }>('dissolution.announce', { communityId, version, ...said }));
  };
  return {
    ...{ communityId, successorId, people, announce },
    room: (capacity: number | null) =>
      run('admissions.invite', { communityId: successorId, greeting: '', question: '', capacity, decide: 'auto', open: true, until: null }),
    say: ({ actor }: Person, comes: boolean) => run('dissolution.answer', { communityId, version, comes }, actor),
    notice: async ({ actor }: Person) =>
      (await run<{ dissolutions: Notice[] }>('dissolution.mine', {}, actor)).dissolutions.find(() => true),
    preview: () => run<Preview>('dissolution.preview', { communityId }),
    dissolve: (name = '晨读营') => run<{ moved: number; waiting: number }>('dissolution.dissolve', { communityId, name }),
    members: async (id: string) =>
      (await run<{ enrolments: { nickname: string }[] }>('admissions.enrolments', { communityId: id, search: '', left: false })).enrolments
        .map(({ nickname }) => nickname)
        .sort(),
  };
}

describe('dissolving', () => {
  it('is announced at least three days ahead, changed by versions, and withdrawn until the last day has passed', async () => {
    const { communityId, people, announce, preview, notice } = await club(['林夏']);
    const one = people[0] as Person;
    await expect(announce({ lastDay: '2026-03-03' })).rejects.toMatchObject({ code: 'dissolution.lastDay', data: { first: '2026-03-04' } });
    expect(await preview()).toMatchObject({ may: 'notAnnounced', announcement: null });
    await announce();
    await announce({ words: '谢谢大家，后会有期' });
    expect(await notice(one)).toMatchObject({ version: 2, words: '谢谢大家，后会有期', comes: null, dissolvedAt: null });
    await expect(run('dissolution.announce', { communityId, version: 1, lastDay: '2026-03-09', words: '别人写的' })).rejects.toMatchObject({
      code: 'dissolution.changed',
    });
    await run('dissolution.withdraw', { communityId });
    expect(await notice(one)).toBe(undefined);
    await expect(run('dissolution.withdraw', { communityId })).rejects.toMatchObject({ code: 'dissolution.none' });
  });

  it('waits until the last day has passed, asks for the name, and cannot be withdrawn any more by then', async () => {
    const { communityId, announce, dissolve, preview } = await club(['林夏']);
    await expect(dissolve()).rejects.toMatchObject({ code: 'dissolution.notAnnounced' });
    await announce();
    camp.at('2026-03-08T15:59:00Z');
    await expect(dissolve()).rejects.toMatchObject({ code: 'dissolution.tooSoon', data: { lastDay: '2026-03-08' } });
    camp.at('2026-03-08T16:00:00Z');
    await expect(run('dissolution.withdraw', { communityId })).rejects.toMatchObject({ code: 'dissolution.over' });
    await expect(dissolve('晨读')).rejects.toMatchObject({ code: 'dissolution.name' });
    await dissolve();
    expect(await preview()).toMatchObject({ may: 'dissolved' });
  });

  it('needs no announcement where nobody takes part', async () => {
    const { dissolve, preview } = await club([]);
    expect(await preview()).toMatchObject({ may: 'yes', people: [] });
    await dissolve();
  });

  it('tells what would be cut off and who is active', async () => {
    const { communityId, people, preview } = await club(['林夏', '阿树']);
    const one = people[0] as Person;
    const campaignId = await camp.campaign(communityId, {}, '2026-03-31');
    camp.at('2026-03-02T01:00:00Z');
    await run('checkins.submit', { campaignId }, one.actor);
    expect(await preview()).toMatchObject({
      open: [{ code: 'campaigns', count: 1 }],
      people: [
        { nickname: '林夏', have: 1, met: true },
        { nickname: '阿树', have: 0, met: false },
      ],
      counts: { people: 2, survivors: 1, yes: 0, no: 0 },
    });
  });

  it('moves those alone who said yes to the successor that is announced, as the members they are', async () => {
    const { communityId, successorId, people, announce, say, dissolve, members, notice } = await club(['甲一', '乙二', '丙三', '丁四']);
    const [yes, no, , turned] = people as [Person, Person, Person, Person];
    const other = await camp.community();
    await announce({ successorId: other });
    await say(turned, true);
    await announce({ successorId });
    await say(yes, false);
    await say(yes, true);
    await say(no, false);
    expect(await notice(turned)).toMatchObject({ comes: null });
    camp.at('2026-03-09T00:00:00Z');
    await expect(say(no, true)).rejects.toMatchObject({ code: 'dissolution.over' });
    expect(await dissolve()).toMatchObject({ moved: 1, waiting: 0 });
    expect(await members(successorId)).toEqual(['甲一']);
    expect(await members(other)).toEqual([]);
    expect(await members(communityId)).toHaveLength(4);
    const [row] = await home.sql<{ member: string }>('SELECT member_id AS member FROM enrolment WHERE community_id = $1', [successorId]);
    expect(row?.member).toBe(yes.memberId);
    expect(await notice(yes)).toMatchObject({ comes: true, outcome: 'moved' });
  });

  it('never lets in more than the successor has room for: the others wait, are told, and move up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom(true, false, null), { minLength: 1, maxLength: 6 }),
        async (room, said) => {
          const names = said.map((_, index) => `学员${index}`);
          const { successorId, people, announce, say, dissolve, members, notice, room: setRoom } = await club(names);
          await setRoom(room);
          await announce();
          for (const [index, comes] of said.entries()) if (comes !== null) await say(people[index] as Person, comes);
          camp.at('2026-03-09T00:00:00Z');
          const yes = said.filter((comes) => comes === true).length;
          expect(await dissolve()).toMatchObject({ moved: Math.min(room, yes), waiting: Math.max(0, yes - room) });
          expect(await members(successorId)).toHaveLength(Math.min(room, yes));
          for (const [index, comes] of said.entries()) {
            const told = await notice(people[index] as Person);
            expect(told?.outcome === 'moved' || told?.outcome === 'waiting').toBe(comes === true);
          }
          await setRoom(null);
          expect(await members(successorId)).toEqual(names.filter((_, index) => said[index] === true));
          // Nobody became two people.
          const accounts = await home.sql('SELECT 1 FROM enrolment WHERE community_id = $1 AND member_id <> ALL($2::uuid[])', [
            successorId,
            `{${people.map(({ memberId }) => memberId).join(',')}}`,
          ]);
          expect(accounts).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('happens once, however often it is pressed at the same time', async () => {
    const { communityId, successorId, people, announce, say, dissolve, members } = await club(['林夏', '阿树']);
    await announce();
    for (const one of people) await say(one, true);
    camp.at('2026-03-09T00:00:00Z');
    const all = await Promise.all(Array.from({ length: 8 }, () => dissolve()));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await members(successorId)).toHaveLength(2);
    const events = await home.sql("SELECT 1 FROM event WHERE event = 'community.dissolved' AND community_id = $1", [communityId]);
    expect(events).toHaveLength(1);
  });

  it('ends campaigns on the last day, turns and due items; what was done stays to be read', async () => {
    const { communityId, people, announce, dissolve } = await club(['林夏', '阿树']);
    const [one, other] = people as [Person, Person];
    const campaignId = await camp.campaign(communityId, {}, '2026-03-31');
    const roster = { communityId, name: '值日', rhythm: 'daily', startsOn: '2026-03-02', turns: 30, enrolmentIds: [one.id, other.id] };
    await run('duties.saveRoster', { ...roster, checklist: [{ time: '21:00', text: '问好', on: 'everyDay' }] });
    await announce({ successorId: null });
    camp.at('2026-03-05T01:00:00Z');
    await run('checkins.submit', { campaignId }, one.actor);
    camp.at('2026-03-09T01:00:00Z');
    await dissolve();
    expect(await run('checkins.campaign', { campaignId })).toMatchObject({ state: 'ended', endsOn: '2026-03-08', window: null });
    const waiting = await home.sql('SELECT 1 FROM due_item WHERE community_id = $1 AND done_at IS NULL AND closes_at > $2', [
      communityId,
      new Date(home.clock.now()).toISOString(),
    ]);
    expect(waiting).toEqual([]);
    expect(await run('duties.desk', {})).toMatchObject({ next: [] });
    const { campaigns } = await run<{ campaigns: { standing: { total: number } }[] }>('checkins.today', { campaignId }, one.actor);
    expect(campaigns).toMatchObject([{ state: 'ended', standing: { total: 1 } }]);
    expect(await run('privacy.exportMine', {}, one.actor)).toMatchObject({ checkins: [{}] });
    expect(await run('welcome.mine', {}, one.actor)).toMatchObject({ communities: [] });
    expect(await run('admissions.mine', {}, one.actor)).toMatchObject({ enrolments: [{ dissolvedAt: '2026-03-09T01:00:00.000Z' }] });
    await home.drain();
  });

  it('takes answers and names away with whoever is erased, also afterwards', async () => {
    const { people, announce, say, dissolve, room } = await club(['欧阳拂晓', '阿树']);
    const [one, other] = people as [Person, Person];
    await room(1);
    await announce({ words: '谢谢欧阳拂晓' });
    await say(other, true);
    camp.advance(1);
    await say(one, true);
    camp.at('2026-03-09T00:00:00Z');
    expect(await dissolve()).toMatchObject({ moved: 1, waiting: 1 });
    expect(await run('privacy.exportMine', {}, one.actor)).toMatchObject({
      goingAlong: [{ successor: '夜读营', comes: true, outcome: 'waiting' }],
    });
    await run('privacy.eraseMine', { understood: true }, one.actor);
    await home.drain();
    expect(await everythingKept(home)).not.toContain('欧阳拂晓');
  });

  it('takes no chat into a community that is dissolved, and asks for no pictures of it among the groups', async () => {
    const { communityId, dissolve } = await club([]);
    const { id: channelId } = await run<{ id: string }>('communities.createChannel', { communityId, name: '一群', platform: 'qq' });
    const listed = async (dissolved: boolean) =>
      (await run<{ groups: { channelId: string }[] }>('insights.portfolio', { dissolved })).groups.some(
        (one) => one.channelId === channelId,
      );
    expect([await listed(false), await listed(true)]).toEqual([true, false]);
    await dissolve();
    expect([await listed(false), await listed(true)]).toEqual([false, true]);
    const text = '2026-03-02 08:00:00 林夏(10001)\n早上好\n';
    const { uploadId } = await run<{ uploadId: string }>('chat.paste', { text });
    const imported = run('chat.import', { uploadId, channelId, ground: 'consent' });
    await expect(imported).rejects.toMatchObject({ code: 'community.dissolved' });
    const { communities } = await run<{ communities: { id: string; dissolvedAt: string | null }[] }>('communities.list', {});
    expect(communities.findIndex(({ dissolvedAt }) => dissolvedAt !== null)).toBeGreaterThan(0);
    expect(communities.find(({ id }) => id === communityId)?.dissolvedAt).not.toBe(null);
  });
});
