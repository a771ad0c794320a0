/** Alumni: nobody who has not said yes, no contact that is not shared, invitations answered exactly once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { personActor } from '../admissions/index.ts';
import { evaluate, stateOf } from './rules.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;
const DAY = 86_400_000;

interface Mine {
  communities: { communityId: string; met: boolean; bar: string | null; entry: { words: string } | null }[];
  invitations: { alumniInvitationId: string; state: string; became: string | null }[];
}
interface Shown {
  people: { enrolmentId: string; name: string; contact: string }[];
  total: number;
  waiting: { enrolmentId: string }[];
}

const actorOf = ({ memberId }: Person) => personActor(home.kernel, home.orgId, memberId);
const mine = async (one: Person) => run<Mine>('alumni.mine', {}, await actorOf(one));
const told = { language: 'zh-CN', doing: '在出版社', offers: '校对', seeks: '书友', contact: 'wx-secret-88', contactShared: false };
const join = async (one: Person, communityId: string, more: object = {}) =>
  run('alumni.join', { communityId, name: one.nickname, ...told, ...more }, await actorOf(one));
const withdraw = async (one: Person, communityId: string) => run('alumni.withdraw', { communityId }, await actorOf(one));
const people = async (one: Person, communityId: string, search = '') =>
  run<Shown>('alumni.people', { communityId, search }, await actorOf(one));
const list = (communityId: string, more: object = {}) => run<Shown>('alumni.list', { communityId, ...more });

async function goneFrom(names: string[]) {
  const communityId = await camp.community();
  const all: Person[] = await camp.people(communityId, names);
  for (const one of all) await camp.leave(one);
  return { communityId, all };
}

/** Alumni of one class, and the next one with so many places. */
async function invited(names: string[], capacity: number | null = null, invitationKind = 'class') {
  const { communityId, all } = await goneFrom(names);
  for (const one of all) await join(one, communityId);
  const nextId = await camp.community();
  if (capacity !== null) await run('admissions.invite', { communityId: nextId, capacity });
  const input = { communityId, nextId, enrolmentIds: all.map(({ id }) => id), invitationKind };
  const invite = () => run<{ invited: number; open: number; unable: number }>('alumni.invite', input);
  const first = await invite();
  const idOf = async (one: Person) => (await mine(one)).invitations[0]?.alumniInvitationId ?? '';
  const answer = async (one: Person, agree = true) =>
    run<{ became: string | null }>('alumni.answer', { alumniInvitationId: await idOf(one), agree }, await actorOf(one));
  const there = async () =>
    (await run<{ enrolments: { memberId: string }[] }>('admissions.enrolments', { communityId: nextId })).enrolments.map(
      ({ memberId }) => memberId,
    );
  return { communityId, nextId, all, invite, first, idOf, answer, there };
}

describe('who may join', () => {
  it.each([
    { certificates: 1, gone: false, removed: false, dissolved: false, guarded: false, met: true, bar: null },
    { certificates: 0, gone: true, removed: false, dissolved: false, guarded: false, met: true, bar: null },
    { certificates: 0, gone: true, removed: true, dissolved: false, guarded: false, met: false, bar: 'removed' },
    { certificates: 1, gone: true, removed: true, dissolved: false, guarded: false, met: true, bar: null },
    { certificates: 1, gone: true, removed: false, dissolved: false, guarded: true, met: false, bar: 'guarded' },
    { certificates: 0, gone: false, removed: false, dissolved: false, guarded: false, met: false, bar: null },
    { certificates: 0, gone: false, removed: false, dissolved: true, guarded: false, met: true, bar: null },
    { certificates: 0, gone: true, removed: true, dissolved: true, guarded: false, met: false, bar: 'removed' },
  ])('$certificates certificates, gone $gone, removed $removed, dissolved $dissolved, guarded $guarded: $met', ({ met, bar, ...facts }) => {
    expect(evaluate(facts)).toMatchObject({ met, bar });
  });

  it('nobody while they take part without a certificate, with one they do', async () => {
    camp.at('2026-03-01T00:00:00Z');
    const communityId = await camp.community();
    const [keen, busy] = await camp.people(communityId, ['林夏', '阿树']);
    const campaignId = await camp.campaign(communityId, {}, '2026-03-08');
    camp.at('2026-03-02T00:00:00Z');
    await run('checkins.submit', { campaignId }, keen.actor);
    await expect(join(keen, communityId)).rejects.toMatchObject({ code: 'alumni.notYet' });
    camp.at('2026-03-10T00:00:00Z');
    await run('graduation.award', { campaignId, need: 1 });
    await join(keen, communityId);
    await expect(join(busy, communityId)).rejects.toMatchObject({ code: 'alumni.notYet' });
    expect((await list(communityId, { campaignId })).people).toMatchObject([{ name: '林夏' }]);
  });

  it('who left comes in again for that alone, whom a confirmed removal made leave does not', async () => {
    const communityId = await camp.community();
    const [gone, removed] = await camp.people(communityId, ['林夏', '阿树']);
    await camp.leave(gone);
    camp.advance(3 * DAY);
    await run('removals.begin', { communityId, enrolmentIds: [removed.id], first: 'proposal', silent: 1 });
    const [row] = await home.sql<{ id: string }>('SELECT id FROM removal_case WHERE enrolment_id = $1', [removed.id]);
    await run('removals.confirm', { removalCaseId: row?.id, reason: '很久没有打卡' });
    const actor = await actorOf(gone);
    expect(actor).toMatchObject({ kind: 'member', enrolled: [], rights: [{ right: 'alumni', communityId }] });
    await expect(run('welcome.directory', { communityId }, actor)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(run('alumni.people', { communityId: await camp.community() }, actor)).rejects.toMatchObject({ code: 'access.denied' });
    expect(await actorOf(removed)).toMatchObject({ kind: 'member', enrolled: [], rights: [] });
    const link = ({ id }: Person) => run<{ path: string }>('alumni.link', { enrolmentId: id });
    expect((await link(gone)).path).toMatch(/^\/m\/enter#/);
    await expect(link(removed)).rejects.toMatchObject({ code: 'alumni.notYet' });
    expect((await list(communityId)).waiting).toMatchObject([{ enrolmentId: gone.id }]);
  });
});

describe('consent', () => {
  it('shows exactly those who said yes and have not withdrawn, and no contact that is not shared', async () => {
    const step = fc.record({ who: fc.nat(3), does: fc.constantFrom('join', 'share', 'withdraw') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const { communityId, all } = await goneFrom(['甲一', '乙二', '丙三', '丁四']);
        const stands = new Map<string, boolean>();
        for (const { who, does } of steps) {
          const one = all[who] as Person;
          if (does === 'withdraw') await withdraw(one, communityId);
          else await join(one, communityId, { contact: `wx-${one.nickname}`, contactShared: does === 'share' });
          if (does === 'withdraw') stands.delete(one.id);
          else stands.set(one.id, does === 'share');
        }
        expect((await list(communityId)).people.map(({ enrolmentId }) => enrolmentId).sort()).toEqual([...stands.keys()].sort());
        for (const one of all) {
          const seen = people(one, communityId);
          if (!stands.has(one.id)) {
            await expect(seen).rejects.toMatchObject({ code: 'alumni.notJoined' });
            continue;
          }
          const got = (await seen).people.map(({ enrolmentId, contact }) => [enrolmentId, contact !== ''] as const);
          expect(new Map(got)).toEqual(stands);
          const found = await people(one, communityId, 'wx-');
          expect(found.people).toEqual([]);
        }
        const rows = await home.sql<{ n: number }>(
          `SELECT count(*)::int AS n FROM alumni_consent k JOIN enrolment e ON e.id = k.enrolment_id WHERE e.community_id = $1 AND k.withdrawn_at IS NULL AND k.words <> ''`,
          [communityId],
        );
        expect(rows).toEqual([{ n: stands.size }]);
      }),
      { numRuns: 12 },
    );
  });

  it('is found by sound and by what is told, and keeps the words it was given to', async () => {
    const { communityId, all } = await goneFrom(['张三丰', '李四']);
    for (const one of all) await join(one, communityId, { offers: one.nickname === '李四' ? '修打印机' : '教太极' });
    const [first] = all as [Person];
    expect((await people(first, communityId, 'zsf')).people).toMatchObject([{ name: '张三丰' }]);
    expect((await people(first, communityId, '打印')).people).toMatchObject([{ name: '李四' }]);
    expect((await mine(first)).communities[0]?.entry?.words).toContain('我随时可以退出');
    await withdraw(first, communityId);
    const copy = await run<{ alumniConsents: object[]; alumniEntries: object[] }>('privacy.exportMine', {}, await actorOf(first));
    expect(copy.alumniConsents).toMatchObject([{ community: '晨读营', withdrawnAt: expect.any(String) }]);
    expect(copy.alumniEntries).toEqual([]);
  });
});

describe('an invitation', () => {
  it('is answered exactly once, however many answers come at once', async () => {
    const { all, answer, there, idOf } = await invited(['林夏', '阿树', '小满']);
    const id = await idOf(all[0] as Person);
    const actor: Actor = await actorOf(all[0] as Person);
    const answers = await Promise.allSettled(
      [true, false, true, false, true, true].map((agree) => run('alumni.answer', { alumniInvitationId: id, agree }, actor)),
    );
    const [row] = await home.sql<{ outcome: string }>('SELECT outcome FROM alumni_invitation WHERE id = $1', [id]);
    const yes = row?.outcome === 'accepted';
    expect(answers.map(({ status }) => status === 'fulfilled')).toEqual([yes, !yes, yes, !yes, yes, yes]);
    expect(await there()).toEqual(yes ? [all[0]?.memberId] : []);
    expect(await answer(all[1] as Person)).toEqual({ became: 'enrolled' });
    expect(await answer(all[1] as Person)).toEqual({ became: 'enrolled' });
    await expect(answer(all[1] as Person, false)).rejects.toMatchObject({ code: 'alumniInvitation.over' });
    // The same person, not a new one.
    expect(await actorOf(all[1] as Person)).toMatchObject({ kind: 'member', accountId: all[1]?.memberId });
    const other = await actorOf(all[2] as Person);
    await expect(run('alumni.answer', { alumniInvitationId: id, agree: true }, other)).rejects.toMatchObject({
      code: 'alumniInvitation.unknown',
    });
  });

  it('lets no more in than there are places; who comes later waits, and moves up when somebody leaves', async () => {
    const { all, idOf, there, nextId } = await invited(['一一', '二二', '三三', '四四', '五五'], 2);
    const ready = await Promise.all(all.map(async (one) => ({ id: await idOf(one), actor: await actorOf(one) })));
    const became = await Promise.all(
      ready.map(({ id, actor }) => run<{ became: string }>('alumni.answer', { alumniInvitationId: id, agree: true }, actor)),
    );
    expect(became.map((one) => one.became).sort()).toEqual(['enrolled', 'enrolled', 'waitlisted', 'waitlisted', 'waitlisted']);
    const before = await there();
    expect(before).toHaveLength(2);
    const { enrolments } = await run<{ enrolments: { id: string }[] }>('admissions.enrolments', { communityId: nextId });
    await run('admissions.leave', { enrolmentId: enrolments[0]?.id });
    expect(await there()).toHaveLength(2);
    expect((await there()).every((id) => all.some(({ memberId }) => memberId === id))).toBe(true);
  });

  it('is one at a time a person and class, also when two ask at once, and ends after fourteen days of silence', async () => {
    const { all, invite, first, answer, idOf } = await invited(['林夏', '阿树'], null, 'assistant');
    expect(first).toEqual({ invited: 2, open: 0, unable: 0 });
    expect(await Promise.all([invite(), invite()])).toEqual(Array.from({ length: 2 }, () => ({ invited: 0, open: 2, unable: 0 })));
    await answer(all[1] as Person);
    const silent = await idOf(all[0] as Person);
    camp.advance(14 * DAY);
    await expect(run('alumni.answer', { alumniInvitationId: silent, agree: true }, await actorOf(all[0] as Person))).rejects.toMatchObject({
      code: 'alumniInvitation.over',
    });
    expect(await invite()).toEqual({ invited: 1, open: 0, unable: 1 });
    expect(await answer(all[0] as Person, false)).toEqual({ became: null });
    expect(await invite()).toEqual({ invited: 1, open: 0, unable: 1 });
    expect(stateOf({ outcome: null, until: 5 }, 5)).toBe('expired');
  });

  it('goes with the consent, and only to whom it was made by somebody who runs both', async () => {
    const { all, communityId, nextId, idOf } = await invited(['林夏', '阿树']);
    const [one, other] = all as [Person, Person];
    const id = await idOf(one);
    await withdraw(one, communityId);
    await expect(run('alumni.answer', { alumniInvitationId: id, agree: true }, await actorOf(one))).rejects.toMatchObject({
      code: 'alumniInvitation.over',
    });
    const input = { communityId, nextId, enrolmentIds: [one.id], invitationKind: 'class' };
    await expect(run('alumni.invite', input)).rejects.toMatchObject({ code: 'alumnus.unknown' });
    const here = home.staff('operator', communityId);
    await expect(run('alumni.invite', { ...input, enrolmentIds: [other.id] }, here)).rejects.toMatchObject({ code: 'community.unknown' });
    await run('alumni.withdrawInvitation', { alumniInvitationId: await idOf(other) }, here);
    expect((await mine(other)).invitations).toEqual([]);
  });
});

it('erasing somebody leaves nothing of what they told, also of a place they wait for', async () => {
  const { all, communityId, answer } = await invited(['欧阳拂衣', '阿树'], 1);
  const [one, other] = all as [Person, Person];
  await join(one, communityId, { name: '欧阳拂衣', doing: '在雪山上种花', contact: 'wx-oyfy' });
  await answer(other);
  expect(await answer(one)).toEqual({ became: 'waitlisted' });
  await run('privacy.eraseMine', { understood: true }, await actorOf(one));
  await home.drain();
  const kept = await everythingKept(home);
  for (const word of ['欧阳拂衣', '在雪山上种花', 'wx-oyfy']) expect(kept).not.toContain(word);
  expect((await list(communityId)).total).toBe(1);
});
