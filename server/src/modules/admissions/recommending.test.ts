import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const stranger: Actor = { kind: 'nobody', orgId: home.orgId };

async function begun() {
  const communityId = await camp.community();
  const [one, other] = await camp.people(communityId, ['林夏', '阿树']);
  const { path } = await run<{ path: string }>('admissions.invite', { communityId });
  const linkOf = async ({ actor }: Person, of = communityId) =>
    (await run<{ path: string }>('admissions.recommend', { communityId: of }, actor)).path;
  const apply = (name: string, recommendation?: string) =>
    run(
      'admissions.apply',
      { code: path.split('#')[1], name, consent: '2026-11-22', ...(recommendation !== undefined && { recommendation }) },
      stranger,
    );
  const recommended = async () =>
    (
      await run<{ applications: { name: string; recommendedBy: string | null }[] }>('admissions.applications', { communityId })
    ).applications.map(({ name, recommendedBy }) => `${name} ${recommendedBy}`);
  return { communityId, one, other, path, linkOf, apply, recommended };
}

describe('a member’s own link', () => {
  it('is the invitation’s with an end of its own, the same each time, and tells the desk who recommended', async () => {
    const { one, other, path, linkOf, apply, recommended } = await begun();
    const [link, others] = [await linkOf(one), await linkOf(other)];
    expect(link).toMatch(new RegExp(`^${path}~[\\w-]{12}$`));
    expect(await linkOf(one)).toBe(link);
    expect(others).not.toBe(link);
    await apply('周周', link.split('~')[1]);
    await apply('大山');
    await apply('过客', 'nobody-has-it');
    expect(await recommended()).toEqual(['周周 林夏', '大山 null', '过客 null']);
  });

  it('says nothing in another community, nor of who has left', async () => {
    const { one, linkOf, apply, recommended } = await begun();
    const elsewhere = await begun();
    const code = (await linkOf(one)).split('~')[1];
    await elsewhere.apply('周周', code);
    await camp.leave(one);
    await apply('大山', code);
    expect([...(await elsewhere.recommended()), ...(await recommended())]).toEqual(['周周 null', '大山 null']);
    await expect(linkOf(one, elsewhere.communityId)).rejects.toMatchObject({ code: 'access.denied' });
  });

  it('is made while people may apply, and goes with the person', async () => {
    const { communityId, one, linkOf, apply, recommended } = await begun();
    const code = (await linkOf(one)).split('~')[1] ?? '';
    await apply('周周', code);
    expect(await run('privacy.exportMine', {}, one.actor)).toMatchObject({ enrolments: [{ recommendation: code }] });
    await run('privacy.eraseMine', { understood: true }, one.actor);
    expect(await recommended()).toEqual(['周周 null']);
    expect(await everythingKept(home)).not.toContain(code);
    const [another] = await camp.people(communityId, ['何听雨', '路人']);
    await run('admissions.invite', { communityId, open: false });
    await expect(linkOf(another)).rejects.toMatchObject({ code: 'invitation.closed' });
  });
});
