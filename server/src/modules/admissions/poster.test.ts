import { describe, expect, it } from 'vitest';
import { world } from '#testing/world';

const home = await world({ at: '2026-12-05T16:30:00Z' });
const posterOf = (communityId: string, actor = home.owner) => home.run<object>('admissions.poster', { communityId }, actor);

async function invited() {
  const communityId = (await home.run<{ id: string }>('communities.create', { name: '早起写作营' })).id;
  const { path } = await home.run<{ path: string }>('admissions.invite', { communityId });
  const campaign = (name: string, startsOn: string, endsOn: string, goal: string) =>
    home.sql(
      `INSERT INTO campaign (org_id, id, community_id, name, goal, starts_on, ends_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
      [home.orgId, home.kernel.newId(), communityId, name, goal, startsOn, endsOn],
    );
  return { communityId, path, campaign };
}

describe('what stands on a poster', () => {
  it('is the campaign that runs in the zone of the community, until the next one is set, and who takes part now', async () => {
    const { communityId, path, campaign } = await invited();
    expect(await posterOf(communityId)).toEqual({ path, community: '早起写作营', slogan: '', camp: null, people: 0 });
    await home.run('admissions.enrol', { communityId, people: [{ name: '甲' }, { name: '乙' }] });
    await campaign('上一期', '2026-11-01', '2026-12-05', '写完');
    // It is past midnight in Shanghai: the first one is over, the second one began today.
    await campaign('这一期', '2026-12-06', '2026-12-26', '每人写完一个故事');
    expect(await posterOf(communityId)).toMatchObject({
      slogan: '每人写完一个故事',
      camp: { startsOn: '2026-12-06', days: 21, running: true },
      people: 2,
    });
    await campaign('下一期', '2027-01-04', '2027-01-10', '');
    expect(await posterOf(communityId)).toMatchObject({ slogan: '', camp: { startsOn: '2027-01-04', days: 7, running: false } });
  });

  it('is told to those who may invite, of an invitation that is there', async () => {
    const { communityId } = await invited();
    await expect(posterOf(communityId, home.staff('coach', communityId))).rejects.toMatchObject({ code: 'access.denied' });
    const other = (await home.run<{ id: string }>('communities.create', { name: '没有邀请' })).id;
    await expect(posterOf(other)).rejects.toMatchObject({ code: 'invitation.unknown' });
  });
});
