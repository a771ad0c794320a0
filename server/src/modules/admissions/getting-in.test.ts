/** From an invitation to the first sign-in: what applicants, staff and the waiting list may count on. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { createSignIn } from '../accounts/sign-in.ts';

// Sign-in goes by the real clock.
const home = await world({ at: new Date().toISOString() });
const signIn = createSignIn({ query: home.signInQuery, secret: 'a secret of thirty-two characters' });
const stranger: Actor = { kind: 'nobody', orgId: home.orgId };
const DAY = 86_400_000;

interface Own {
  secret: string;
  state: string;
  reason: string;
  place: number | null;
  canEnter: boolean;
  community: string;
}
interface Queue {
  applications: { id: string; name: string; signs: string[]; reason: string; match: { personId: string; inGroup: boolean } | null }[];
  counts: Record<string, number>;
}
const CONSENT = '2026-11-22';

async function invited(name: string, more: object = {}) {
  const communityId = (await home.run<{ id: string }>('communities.create', { name })).id;
  const { path } = await home.run<{ path: string }>('admissions.invite', { communityId, ...more });
  const code = path.slice(path.indexOf('#') + 1);
  const apply = (who: string, rest: object = {}) =>
    home.run<Own>('admissions.apply', { code, name: who, consent: CONSENT, ...rest }, stranger);
  const queue = (state = 'waiting') => home.run<Queue>('admissions.applications', { communityId, state });
  const idsOf = async (state = 'waiting') => (await queue(state)).applications.map(({ id }) => id);
  const decide = <T>(verb: string, applicationIds: string[], rest: object = {}) =>
    home.run<T>(`admissions.${verb}`, { communityId, applicationIds, ...rest });
  const enrolled = async () =>
    (await home.run<{ enrolments: { id: string; nickname: string }[] }>('admissions.enrolments', { communityId })).enrolments;
  return { communityId, code, path, apply, queue, idsOf, decide, enrolled };
}
const stateOf = (secret: string) => home.run<Own>('admissions.application', { secret }, stranger);

describe('an invitation', () => {
  it('tells who holds its link what they need to know, and nobody else anything', async () => {
    const { code, communityId, path } = await invited('晨读', { greeting: '欢迎', question: '为什么来', capacity: 8, decide: 'auto' });
    expect(path).toMatch(/^\/m\/join#[\w-]{32}$/);
    expect(await home.run('admissions.invitation', { code }, stranger)).toEqual({
      community: '晨读',
      greeting: '欢迎',
      question: '为什么来',
      state: 'open',
      decide: 'auto',
      placesLeft: 8,
      consent: CONSENT,
      quiz: null,
      guardian: '',
    });
    for (const actor of [null, { kind: 'nobody', orgId: home.kernel.newId() } as const])
      await expect(home.run('admissions.invitation', { code }, actor)).rejects.toMatchObject({ code: 'invitation.unknown' });
    await expect(home.run('admissions.invitation', { code: communityId }, stranger)).rejects.toMatchObject({ code: 'invitation.unknown' });
  });

  it('keeps its link when it is changed and loses it when it is renewed', async () => {
    const { code, communityId, path } = await invited('换链接');
    const changed = await home.run<{ path: string; open: boolean }>('admissions.invite', { communityId, greeting: '新的', open: false });
    expect(changed).toMatchObject({ path, open: false, state: 'closed' });
    const renewed = await home.run<{ path: string }>('admissions.renewInvitation', { communityId });
    expect(renewed.path).not.toBe(path);
    expect(await home.run('admissions.communityInvitation', { communityId })).toMatchObject({ invitation: { path: renewed.path } });
    await expect(home.run('admissions.invitation', { code }, stranger)).rejects.toMatchObject({ code: 'invitation.unknown' });
  });

  it('takes nobody when it is closed or over, but still answers who has applied', async () => {
    const until = new Date(home.clock.now() + DAY).toISOString();
    const { communityId, apply, code } = await invited('到期', { until });
    const { secret } = await apply('林夏');
    home.clock.advance(DAY);
    expect(await home.run('admissions.invitation', { code }, stranger)).toMatchObject({ state: 'over' });
    await expect(apply('阿树')).rejects.toMatchObject({ code: 'invitation.closed' });
    home.clock.advance(-DAY);
    await home.run('admissions.invite', { communityId, open: false });
    expect(await home.run('admissions.invitation', { code }, stranger)).toMatchObject({ state: 'closed' });
    await expect(apply('阿树')).rejects.toMatchObject({ code: 'invitation.closed' });
    expect(await stateOf(secret)).toMatchObject({ state: 'waiting' });
  });
});

describe('applying', () => {
  it('asks for consent to the text that stands there now, and for the answer where a question is asked', async () => {
    const { apply, code } = await invited('同意', { question: '为什么来' });
    await expect(apply('林夏', { answer: '读书', consent: 'older' })).rejects.toMatchObject({ code: 'application.consent' });
    await expect(apply('林夏', { answer: '  ' })).rejects.toMatchObject({ code: 'application.answer' });
    await expect(home.run('admissions.apply', { code, name: '林夏' }, stranger)).rejects.toMatchObject({ code: 'input.invalid' });
    await apply('林夏', { answer: '读书' });
    const kept = await home.sql<{ consent: string; at: Date }>("SELECT consent, consent_at AS at FROM application WHERE answer = '读书'");
    expect(kept.map(({ consent, at }) => [consent, new Date(at).getTime()])).toEqual([[CONSENT, home.clock.now()]]);
  });

  it('twice with one secret is applying once; the secret is kept nowhere', async () => {
    const { apply, queue } = await invited('手滑');
    const secret = 'A'.repeat(32);
    const answers = await Promise.all(Array.from({ length: 5 }, () => apply('林夏', { secret })));
    expect(new Set(answers.map((one) => `${one.secret} ${one.state}`))).toEqual(new Set([`${secret} waiting`]));
    expect((await queue()).counts).toEqual({ waiting: 1, waitlisted: 0, approved: 0, refused: 0 });
    const rows = await home.sql<{ row: string }>('SELECT a::text AS row FROM application a UNION ALL SELECT e::text FROM event e');
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
  });

  it('lets in by itself where staff said so, except what looks like advertising or a name that is taken', async () => {
    const { apply, queue, enrolled } = await invited('自动', { decide: 'auto', question: '为什么来' });
    expect(await apply('Momo', { answer: '想早起' })).toMatchObject({ state: 'approved', canEnter: true, community: '自动' });
    expect(await apply('momo', { answer: '我也想' })).toMatchObject({ state: 'waiting', canEnter: false });
    expect(await apply('MOMO', { answer: '再来一次' })).toMatchObject({ state: 'waiting' });
    expect(await apply('日入五百加V', { answer: '电话13912345678' })).toMatchObject({ state: 'waiting' });
    expect((await enrolled()).map(({ nickname }) => nickname)).toEqual(['Momo']);
    expect((await queue()).applications.map(({ name, signs }) => [name, signs])).toEqual([
      ['momo', ['sameName']],
      ['MOMO', ['sameName', 'appliedTwice']],
      ['日入五百加V', ['phone', 'contact', 'earnings']],
    ]);
  });

  it('a flood stops at a thousand that wait', async () => {
    const { apply, communityId, idsOf, decide } = await invited('洪水');
    await apply('第一个');
    await home.sql(
      `INSERT INTO application (org_id, id, community_id, secret_hash, name, answer, state, reason, signs, applied_at, consent, consent_at)
       SELECT org_id, gen_random_uuid(), community_id, n::text, name, '', state, '', signs, applied_at, consent, consent_at
       FROM application, generate_series(1, 999) n WHERE community_id = $1`,
      [communityId],
    );
    await expect(apply('第一千零一个')).rejects.toMatchObject({ code: 'invitation.busy' });
    await decide('refuse', (await idsOf()).slice(0, 1), { reason: '重复了' });
    expect(await apply('下一个')).toMatchObject({ state: 'waiting' });
  });
});

describe('the queue', () => {
  it('approves, refuses with a reason the applicant reads, and takes a refusal back', async () => {
    const { apply, idsOf, decide, queue, enrolled } = await invited('审核');
    const [one, two] = [await apply('林夏'), await apply('阿树')];
    const [first = '', second = ''] = await idsOf();
    expect(await decide('approve', [first])).toEqual({ approved: 1, waitlisted: 0, unchanged: 0 });
    expect(await decide('refuse', [first, second], { reason: '请先进群认识一下' })).toEqual({ changed: 1, unchanged: 1 });
    expect(await stateOf(one.secret)).toMatchObject({ state: 'approved', canEnter: true, reason: '' });
    expect(await stateOf(two.secret)).toMatchObject({ state: 'refused', canEnter: false, reason: '请先进群认识一下' });
    expect(await decide('approve', [first, second])).toEqual({ approved: 0, waitlisted: 0, unchanged: 2 });
    expect(await decide('reopen', [first, second])).toEqual({ changed: 1, unchanged: 1 });
    expect(await stateOf(two.secret)).toMatchObject({ state: 'waiting', reason: '' });
    expect((await queue()).counts).toEqual({ waiting: 1, waitlisted: 0, approved: 1, refused: 0 });
    expect((await enrolled()).map(({ nickname }) => nickname)).toEqual(['林夏']);
  });

  it('of one community takes no application of another', async () => {
    const [here, there] = [await invited('这里'), await invited('那里')];
    await there.apply('林夏');
    const ids = await there.idsOf();
    for (const [verb, rest] of [['approve'], ['refuse', { reason: '不行' }], ['reopen']] as const)
      await expect(here.decide(verb, ids, rest)).rejects.toMatchObject({ code: 'application.unknown' });
    expect((await there.queue()).counts).toMatchObject({ waiting: 1 });
  });

  it('double clicks enrol once', async () => {
    const { apply, idsOf, decide, enrolled } = await invited('双击');
    await apply('林夏');
    const ids = await idsOf();
    const done = await Promise.all(Array.from({ length: 4 }, () => decide<{ approved: number }>('approve', ids)));
    expect(done.reduce((sum, { approved }) => sum + approved, 0)).toBe(1);
    expect(await enrolled()).toHaveLength(1);
  });

  it('shows the one person in the groups who goes by the name, and nothing where two do or one is bound already', async () => {
    const { communityId, apply, queue, idsOf, decide } = await invited('认人');
    const { id: channelId } = await home.run<{ id: string }>('communities.createChannel', { name: '认人群', communityId });
    const { importText } = importing(home);
    const roster = '昵称,微信号\n林夏,wxid_a\n阿树,wxid_b\n阿树,wxid_c\n周周,wxid_d\n';
    await importText(roster, { channelId, format: 'roster' }, '群成员.csv');
    await home.run('admissions.enrol', { communityId, people: [{ name: '老周', from: { channelId, personId: 'id:wxid_d' } }] });
    for (const name of ['林夏', '阿树', '周周', '没见过']) await apply(name);
    expect((await queue()).applications.map(({ name, match }) => [name, match])).toEqual([
      ['林夏', { channelId, channel: '认人群', personId: 'id:wxid_a', inGroup: true }],
      ['阿树', null],
      ['周周', null],
      ['没见过', null],
    ]);
    // Only a hint: whoever is approved is bound to nobody.
    await decide('approve', await idsOf());
    const bound = await home.sql('SELECT 1 FROM enrolment_identity b JOIN application a ON a.enrolment_id = b.enrolment_id');
    expect(bound).toEqual([]);
  });
});

describe('the waiting list', () => {
  it('gives a place that comes free to who has waited longest', async () => {
    const { communityId, apply, enrolled } = await invited('候补', { capacity: 1, decide: 'auto' });
    const applied: Own[] = [];
    for (const name of ['甲', '乙', '丙', '丁']) {
      applied.push(await apply(name));
      home.clock.advance(1000);
    }
    const [, second, third, fourth] = applied.map(({ secret }) => secret);
    expect(applied.map(({ state, place }) => [state, place])).toEqual([
      ['approved', null],
      ['waitlisted', 1],
      ['waitlisted', 2],
      ['waitlisted', 3],
    ]);
    await home.run('admissions.leave', { enrolmentId: (await enrolled())[0]?.id });
    expect((await enrolled()).map(({ nickname }) => nickname)).toEqual(['乙']);
    expect(await stateOf(second ?? '')).toMatchObject({ state: 'approved', canEnter: true });
    expect(await stateOf(third ?? '')).toMatchObject({ state: 'waitlisted', place: 1 });
    await home.run('admissions.invite', { communityId, capacity: 3, decide: 'auto' });
    expect(await stateOf(fourth ?? '')).toMatchObject({ state: 'approved' });
    expect(await enrolled()).toHaveLength(3);
  });

  it('takes whom staff approve when there is no room', async () => {
    const { apply, idsOf, decide, enrolled } = await invited('满员', { capacity: 1 });
    const [one, two] = [await apply('甲'), await apply('乙')];
    expect(await decide('approve', await idsOf())).toEqual({ approved: 1, waitlisted: 1, unchanged: 0 });
    expect(await stateOf(two.secret)).toMatchObject({ state: 'waitlisted', place: 1 });
    expect(await decide('approve', await idsOf('waitlisted'))).toEqual({ approved: 0, waitlisted: 0, unchanged: 1 });
    await home.run('privacy.eraseEnrolment', { enrolmentId: (await enrolled())[0]?.id, understood: true });
    await expect(stateOf(one.secret)).rejects.toMatchObject({ code: 'application.unknown' });
    expect(await stateOf(two.secret)).toMatchObject({ state: 'approved' });
  });

  it('never lets more in than there is room for, however many apply, approve, leave and raise the limit at once', async () => {
    const capacity = 7;
    const { communityId, apply, idsOf, decide, enrolled, queue } = await invited('抢位', { capacity, decide: 'auto' });
    const first = await Promise.all(Array.from({ length: 20 }, (_, n) => apply(`成员${n}`)));
    expect(first.filter(({ state }) => state === 'approved')).toHaveLength(capacity);
    await home.run('admissions.invite', { communityId, capacity, decide: 'manual' });
    await Promise.all(Array.from({ length: 10 }, (_, n) => apply(`后来${n}`)));
    const [here, waiting, listed] = [await enrolled(), await idsOf(), await idsOf('waitlisted')];
    await Promise.all([
      ...waiting.map((id) => decide('approve', [id])),
      ...listed.map((id) => decide('approve', [id])),
      ...here.slice(0, 3).map(({ id }) => home.run('admissions.leave', { enrolmentId: id })),
      decide('approve', [...waiting, ...listed]),
    ]);
    expect(await enrolled()).toHaveLength(capacity);
    expect((await queue()).counts).toEqual({ waiting: 0, waitlisted: 20, approved: capacity + 3, refused: 0 });
  });
});

describe('the way in', () => {
  const redeem = (path: string) =>
    signIn.handle(new Request(`http://localhost/api/auth/magic-link/verify?token=${path.slice(path.indexOf('#') + 1)}`));

  it('is open to the approved until they have signed in once', async () => {
    const { apply, idsOf, decide, communityId } = await invited('进门');
    const { secret } = await apply('林夏');
    const enter = () => home.run<{ path: string; until: string }>('admissions.enter', { secret }, stranger);
    await expect(enter()).rejects.toMatchObject({ code: 'application.notApproved' });
    await decide('approve', await idsOf());
    const [lost, used] = [await enter(), await enter()];
    expect(lost.path).not.toBe(used.path);
    expect(Date.parse(used.until) - home.clock.now()).toBe(600_000);
    const answer = await redeem(used.path);
    expect(answer.status).toBe(200);
    const { user }: { user: { id: string } } = await answer.json();
    await home.run('accounts.signedIn', { accountId: user.id }, { kind: 'system', orgId: home.orgId });
    await home.drain();
    await expect(enter()).rejects.toMatchObject({ code: 'application.entered' });
    expect(await stateOf(secret)).toMatchObject({ state: 'approved', canEnter: false });
    const member: Actor = { kind: 'member', accountId: user.id, orgId: home.orgId, enrolled: [communityId] };
    expect(await home.run('admissions.mine', {}, member)).toMatchObject({ name: '林夏', enrolments: [{ community: '进门' }] });
    // The copy of one's own data holds what was written to get in; erasing takes it away.
    expect(await home.run('privacy.exportMine', {}, member)).toMatchObject({
      enrolments: [{ application: { name: '林夏', consent: CONSENT } }],
    });
    await home.run('privacy.eraseMine', { understood: true }, member);
    await expect(stateOf(secret)).rejects.toMatchObject({ code: 'application.unknown' });
  });

  it('is shut to who has left, and to a guessed secret', async () => {
    const { apply, enrolled } = await invited('离开', { decide: 'auto' });
    const { secret } = await apply('林夏');
    await home.run('admissions.leave', { enrolmentId: (await enrolled())[0]?.id });
    await expect(home.run('admissions.enter', { secret }, stranger)).rejects.toMatchObject({ code: 'application.left' });
    expect(await stateOf(secret)).toMatchObject({ canEnter: false });
    await expect(stateOf('x'.repeat(32))).rejects.toMatchObject({ code: 'application.unknown' });
  });
});

it('words of those who did not get in are forgotten after ninety days', async () => {
  const { apply, idsOf, decide, queue } = await invited('遗忘');
  for (const name of ['进来的', '被拒的', '没人理的']) await apply(name);
  const [first = '', second = ''] = await idsOf();
  await decide('approve', [first]);
  await decide('refuse', [second], { reason: '名额有限' });
  const forget = () => home.run('admissions.forgetApplications', {}, { kind: 'system', orgId: home.orgId });
  const longAgo = (applied: number, decided: number) =>
    home.sql("UPDATE application SET applied_at = applied_at - $1 * interval '1 day', decided_at = decided_at - $2 * interval '1 day'", [
      applied,
      decided,
    ]);
  await longAgo(89, 88);
  await forget();
  expect((await queue()).counts).toEqual({ waiting: 1, waitlisted: 0, approved: 1, refused: 1 });
  await longAgo(2, 1);
  await forget();
  expect((await queue()).counts).toEqual({ waiting: 0, waitlisted: 0, approved: 1, refused: 1 });
  await longAgo(0, 2);
  await forget();
  expect((await queue()).counts).toEqual({ waiting: 0, waitlisted: 0, approved: 1, refused: 0 });
});
