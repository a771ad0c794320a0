import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { createSignIn } from '../accounts/sign-in.ts';
import { qqFile, sampleChat } from '../chat/sample-chats.ts';
import { personActor } from './index.ts';

// Sign-in goes by the real clock.
const home = await world({ at: new Date().toISOString() });
const { importText } = importing(home);
const signIn = createSignIn({ query: home.signInQuery, secret: 'a secret of thirty-two characters' });

interface Enrolment {
  id: string;
  memberId: string;
  nickname: string;
  leftAt: string | null;
  chat: { personId: string; name: string } | null;
}
interface Enrolled {
  added: number;
  known: number;
  enrolments: Enrolment[];
}

const community = async (name: string) => (await home.run<{ id: string }>('communities.create', { name })).id;
const enrol = (communityId: string, ...names: string[]) =>
  home.run<Enrolled>('admissions.enrol', { communityId, people: names.map((name) => ({ name })) });
const redeem = (token: string) => signIn.handle(new Request(`http://localhost/api/auth/magic-link/verify?token=${token}`));

async function linkOf(enrolmentId: string): Promise<string> {
  const { path } = await home.run<{ path: string }>('admissions.signInLink', { enrolmentId });
  expect(path).toMatch(/^\/m\/enter#[\w-]{32}$/);
  return path.slice(path.indexOf('#') + 1);
}

describe('enrolling', () => {
  it('takes names, the same name twice as two people, and shows them by nickname', async () => {
    const communityId = await community('早起营');
    const { added, known } = await enrol(communityId, '林夏', '阿树', '林夏');
    expect([added, known]).toEqual([3, 0]);
    const { enrolments } = await home.run<Enrolled>('admissions.enrolments', { communityId });
    expect(enrolments.map(({ nickname }) => nickname).sort()).toEqual(['林夏', '林夏', '阿树'].sort());
    expect(new Set(enrolments.map(({ memberId }) => memberId)).size).toBe(3);
    const found = await home.run<Enrolled>('admissions.enrolments', { communityId, search: '树' });
    expect(found.enrolments.map(({ nickname }) => nickname)).toEqual(['阿树']);
    expect((await home.run<Enrolled>('admissions.enrolments', { communityId, search: '%' })).enrolments).toEqual([]);
  });

  it('enrols a sender once, also at the same moment', async () => {
    const rows = sampleChat(3, { from: Date.parse('2026-01-05T00:00:00Z'), days: 2, perDay: 40, people: 8 });
    const { channelId } = await importText(qqFile(rows));
    const channels = await home.run<{ channels: { id: string; communityId: string }[] }>('communities.channels');
    const communityId = channels.channels.find(({ id }) => id === channelId)?.communityId ?? '';
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const people = [{ name: '甲', from: { channelId, personId: `id:2000${number}` } }];
      const all = await Promise.all([1, 2, 3, 4].map(() => home.run<Enrolled>('admissions.enrol', { communityId, people })));
      expect(all.reduce((sum, { added }) => sum + added, 0)).toBe(1);
    }
  });

  it('knows a sender of the chat again, under whatever name, and lets them back in', async () => {
    const rows = sampleChat(3, { from: Date.parse('2026-01-05T00:00:00Z'), days: 2, perDay: 20, people: 4 });
    const { channelId } = await importText(qqFile(rows));
    const channels = await home.run<{ channels: { id: string; communityId: string }[] }>('communities.channels');
    const communityId = channels.channels.find(({ id }) => id === channelId)?.communityId ?? '';
    const from = { channelId, personId: 'id:20001' };
    const first = await home.run<Enrolled>('admissions.enrol', { communityId, people: [{ name: '甲', from }] });
    expect(first.enrolments[0]?.chat?.personId).toBe('id:20001');
    const id = first.enrolments[0]?.id ?? '';
    await home.run('admissions.leave', { enrolmentId: id });
    const again = await home.run<Enrolled>('admissions.enrol', { communityId, people: [{ name: '乙', from }] });
    expect(again).toMatchObject({ added: 0, known: 1, enrolments: [{ id, nickname: '甲', leftAt: null }] });
    const elsewhere = await community('别的营');
    await expect(home.run('admissions.enrol', { communityId: elsewhere, people: [{ name: '甲', from }] })).rejects.toMatchObject({
      code: 'channel.unknown',
    });
  });

  it('keeps everything of who leaves, and ends what they may do', async () => {
    const communityId = await community('退出');
    const { enrolments } = await enrol(communityId, '周周');
    const { id = '', memberId = '' } = enrolments[0] ?? {};
    expect(await personActor(home.kernel, home.orgId, memberId)).toEqual({
      kind: 'member',
      rights: [],
      accountId: memberId,
      orgId: home.orgId,
      enrolled: [communityId],
    });
    await home.run('admissions.leave', { enrolmentId: id });
    const gone = await personActor(home.kernel, home.orgId, memberId);
    const rights = [{ right: 'alumni', communityId, squadId: null }];
    expect(gone).toEqual({ kind: 'member', rights, accountId: memberId, orgId: home.orgId, enrolled: [] });
    await expect(home.run('admissions.mine', {}, gone)).rejects.toMatchObject({ code: 'access.denied' });
    expect((await home.run<Enrolled>('admissions.enrolments', { communityId })).enrolments).toEqual([]);
    expect((await home.run<Enrolled>('admissions.enrolments', { communityId, left: true })).enrolments).toHaveLength(1);
    await expect(home.run('admissions.signInLink', { enrolmentId: id })).rejects.toMatchObject({ code: 'enrolment.left' });
    await home.run('admissions.comeBack', { enrolmentId: id });
    expect(await personActor(home.kernel, home.orgId, memberId)).toMatchObject({ kind: 'member' });
  });

  it('makes nobody staff', async () => {
    const before = await home.run<{ staff: unknown[] }>('accounts.staff');
    await enrol(await community('不是员工'), '大山');
    expect(await home.run('accounts.staff')).toEqual(before);
  });
});

describe('a sign-in link', () => {
  it('signs the one person in, once', async () => {
    const communityId = await community('登录');
    const { enrolments } = await enrol(communityId, '小满');
    const { id = '', memberId = '' } = enrolments[0] ?? {};
    const token = await linkOf(id);
    const answer = await redeem(token);
    expect(answer.status).toBe(200);
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const session = await signIn.sessionOf(new Headers({ cookie }));
    expect(session).toEqual({ orgId: home.orgId, accountId: memberId });
    const member = await personActor(home.kernel, home.orgId, memberId);
    expect(await home.run('admissions.mine', {}, member)).toMatchObject({
      name: '小满',
      enrolments: [{ communityId, community: '登录', nickname: '小满' }],
    });
    expect((await redeem(token)).status).toBe(302);
  });

  it('is over after seven days', async () => {
    const { enrolments } = await enrol(await community('过期'), '小夏');
    const now = home.clock.now();
    home.clock.advance(-7 * 86_400_000 - 1000);
    const token = await linkOf(enrolments[0]?.id ?? '');
    home.clock.set(now);
    expect((await redeem(token)).status).toBe(302);
  });

  it('is kept nowhere as it is, and opens nothing when it is guessed', async () => {
    const { enrolments } = await enrol(await community('猜'), '阿木');
    const token = await linkOf(enrolments[0]?.id ?? '');
    const stored = await home.sql<{ row: string }>('SELECT v::text AS row FROM auth.verification v');
    expect(stored.some(({ row }) => row.includes(token))).toBe(false);
    expect((await redeem('x'.repeat(32))).status).toBe(302);
  });

  it('cannot be made for an account of staff, nor by another organisation', async () => {
    const { enrolments } = await enrol(await community('职员'), '何敏');
    const { id: enrolmentId = '', memberId } = enrolments[0] ?? {};
    await home.sql('UPDATE auth."user" SET member = false WHERE id = $1', [memberId]);
    await expect(home.run('admissions.signInLink', { enrolmentId })).rejects.toMatchObject({ code: 'enrolment.staff' });
    await expect(home.run('admissions.signInLink', { enrolmentId }, await home.otherOrganisation())).rejects.toMatchObject({
      code: 'enrolment.unknown',
    });
  });
});
