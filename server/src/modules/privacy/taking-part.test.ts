import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { campWorld } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { personActor } from '../admissions/index.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;

interface Copy {
  name: string;
  enrolments: { community: string; nickname: string }[];
  checkins: { campaign: string; day: string; kind: string; content: { text?: string } }[];
  corrections: { reason: string }[];
  likes: unknown[];
}

/** Two who check in, one of them told of by staff and liked by the other. */
async function begun(names: [string, string]) {
  const communityId = await camp.community();
  const [one, other] = await camp.people(communityId, names);
  const campaignId = await camp.campaign(communityId, { content: { text: { needed: true, min: 2 } } }, '2026-03-22');
  await run('checkins.submit', { campaignId, content: { text: `${names[0]}的柿子树` } }, one.actor);
  await run('checkins.submit', { campaignId, content: { text: '我也来了' } }, other.actor);
  await run('checkins.like', { campaignId, enrolmentId: other.id, day: '2026-03-02', liked: true }, one.actor);
  const reason = `${names[0]}说网络断了`;
  await run('checkins.correct', { campaignId, enrolmentId: one.id, day: '2026-03-02', becomes: 'late', reason });
  return { communityId, campaignId, one, other };
}

describe('somebody who takes part', () => {
  it('gets a copy of everything held about them, and nothing about others', async () => {
    const { one } = await begun(['苏暮雨', '阿树']);
    const copy = await run<Copy>('privacy.exportMine', {}, one.actor);
    expect(copy).toMatchObject({
      name: '苏暮雨',
      enrolments: [{ community: '晨读营', nickname: '苏暮雨' }],
      checkins: [{ campaign: '晨读打卡', day: '2026-03-02', kind: 'late', content: { text: '苏暮雨的柿子树' } }],
      corrections: [{ reason: '苏暮雨说网络断了' }],
    });
    expect(copy.likes).toHaveLength(1);
    expect(JSON.stringify(copy)).not.toContain('阿树');
  });

  it('is erased on asking: no word and no name is left anywhere, and what was counted still adds up', async () => {
    const { campaignId, one, other } = await begun(['李拂晓', '周周']);
    const before = await run<{ counted: number; doneToday: number }>('checkins.campaign', { campaignId });
    expect(await run('privacy.eraseMine', { understood: true }, one.actor)).toEqual({ enrolments: 1 });
    expect(await everythingKept(home)).not.toContain('拂晓');
    expect(await personActor(home.kernel, home.orgId, one.memberId)).toEqual({ kind: 'nobody' });
    const rows = await camp.rowsOf(campaignId);
    expect(rows.map(({ who }) => who).sort()).toEqual([one.id, other.id].sort());
    const after = await run<{ counted: number; doneToday: number }>('checkins.campaign', { campaignId });
    expect([before.doneToday, after.doneToday]).toEqual([2, 1]);
    const { posts } = await run<{ posts: { nickname: string; likes: number }[] }>('checkins.feed', { campaignId }, other.actor);
    expect(posts).toMatchObject([{ nickname: '周周', likes: 0 }]);
    await expect(run('admissions.comeBack', { enrolmentId: one.id })).rejects.toMatchObject({ code: 'enrolment.unknown' });
    await expect(run('privacy.eraseMine', { understood: true }, one.actor)).resolves.toEqual({ enrolments: 0 });
  });

  it('may ask for both after having left everywhere; whoever is no person may not', async () => {
    const { one } = await begun(['沈听雪', '阿树']);
    await run('admissions.leave', { enrolmentId: one.id });
    const gone = await personActor(home.kernel, home.orgId, one.memberId);
    const copy = await run<Copy>('privacy.exportMine', {}, gone);
    expect(copy).toMatchObject({ name: '沈听雪', checkins: [{ content: { text: '沈听雪的柿子树' } }] });
    expect(await run('privacy.eraseMine', { understood: true }, gone)).toEqual({ enrolments: 1 });
    expect(await everythingKept(home)).not.toContain('听雪');
    const key: Actor = { kind: 'key', keyId: one.id, orgId: home.orgId, grants: [] };
    for (const nobody of [null, key]) {
      await expect(run('privacy.exportMine', {}, nobody)).rejects.toMatchObject({ code: 'access.signIn' });
      await expect(run('privacy.eraseMine', { understood: true }, nobody)).rejects.toMatchObject({ code: 'access.signIn' });
    }
  });

  it('may be erased by staff of that community alone', async () => {
    const { communityId, one } = await begun(['王听澜', '大山']);
    const elsewhere = await camp.community();
    await expect(
      run('privacy.eraseEnrolment', { enrolmentId: one.id, understood: true }, home.staff('operator', elsewhere)),
    ).rejects.toMatchObject({ code: 'access.denied' });
    await run('privacy.eraseEnrolment', { enrolmentId: one.id, understood: true }, home.staff('operator', communityId));
    expect(await everythingKept(home)).not.toContain('听澜');
    const { enrolments } = await run<{ enrolments: { nickname: string }[] }>('admissions.enrolments', { communityId });
    expect(enrolments.map(({ nickname }) => nickname)).toEqual(['大山']);
    expect((await run<{ enrolments: unknown[] }>('admissions.enrolments', { communityId, left: true })).enrolments).toEqual([]);
  });
});
