/** Who completes a campaign, and what its certificates promise to their holders and to whoever verifies them. */
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { policy } from '../checkins/contract.ts';
import { civilDays } from '../checkins/days.ts';
import { daysAsked, suggested } from './completing.ts';
import type { CertificateSaid } from './contract.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;
const nobody = { kind: 'nobody', orgId: home.orgId } as const;

interface Preview {
  state: string;
  asked: number;
  need: number;
  met: number;
  people: {
    nickname: string;
    have: number;
    met: boolean;
    certificate: { certificateId: string; path: string; revoked: { reason: string } | null } | null;
  }[];
}

/** A week in which the first checks in every day, the second on three days; afterwards the week is over. */
async function week(names: [string, string] = ['林夏', '阿树']) {
  const communityId = await camp.community();
  const [keen, busy] = await camp.people(communityId, names);
  const campaignId = await camp.campaign(communityId, {}, '2026-03-08');
  for (let day = 2; day <= 8; day += 1) {
    camp.at(`2026-03-0${day}T00:00:00Z`);
    for (const { actor } of day <= 4 ? [keen, busy] : [keen]) await run('checkins.submit', { campaignId }, actor);
  }
  const preview = (need?: number) => run<Preview>('graduation.preview', { campaignId, ...(need && { need }) });
  const award = (need: number) => run<{ awarded: number }>('graduation.award', { campaignId, need });
  return { communityId, campaignId, keen, busy, preview, award };
}
const over = () => camp.at('2026-03-10T00:00:00Z');
const certificatesOf = async ({ actor }: Person) =>
  (await run<{ certificates: CertificateSaid[] }>('graduation.mine', {}, actor)).certificates;
const codeIn = (path: string) => path.slice(path.indexOf('#') + 1);
const verify = (path: string) => run<CertificateSaid & { revokedOn: string | null }>('graduation.verify', { code: codeIn(path) }, nobody);

describe('the preview', () => {
  it('tells need, have and met of everyone, whatever number of days is tried', async () => {
    const { preview } = await week();
    expect(await preview(4)).toMatchObject({
      ...{ state: 'running', asked: 7, need: 4, met: 1 },
      people: [
        { nickname: '林夏', have: 7, met: true, certificate: null },
        { nickname: '阿树', have: 3, met: false, certificate: null },
      ],
    });
    expect((await preview(3)).met).toBe(2);
    expect((await preview()).need).toBe(5);
  });

  it('proposes seven of ten days that the rules ask for', () => {
    const days = civilDays([{ version: 1, from: 20_000, decidedAt: 0, policy: policy.parse({ needPerWeek: 5 }) }]);
    expect(daysAsked({ startsOn: 20_000, endsOn: 20_020, days })).toBe(15);
    expect([suggested(21), suggested(15), suggested(1)]).toEqual([15, 11, 1]);
  });
});

describe('certificates', () => {
  it('are awarded once the campaign is over, one a person however often it is asked', async () => {
    const { keen, busy, preview, award } = await week();
    await expect(award(5)).rejects.toMatchObject({ code: 'campaign.notOver' });
    over();
    expect(await Promise.all([award(5), award(5)])).toEqual(expect.arrayContaining([{ awarded: 1 }, { awarded: 0 }]));
    const [own] = await certificatesOf(keen);
    expect(own).toMatchObject({ name: '林夏', campaign: '晨读打卡', need: 5, have: 7, startsOn: '2026-03-02', awardedOn: '2026-03-10' });
    expect(await certificatesOf(busy)).toEqual([]);
    // A gentler rule later brings in who is added by it, and leaves the others as they were.
    expect(await award(3)).toEqual({ awarded: 1 });
    expect(await certificatesOf(keen)).toEqual([own]);
    expect((await preview()).people.map(({ certificate }) => certificate !== null)).toEqual([true, true]);
  });

  it('say the same to whoever has the code, and keep the name they were awarded to', async () => {
    const { keen, award } = await week();
    over();
    await award(5);
    await run('admissions.rename', { enrolmentId: keen.id, nickname: '夏夏' });
    const [own] = await certificatesOf(keen);
    expect(await verify(own?.path ?? '')).toEqual({ ...own, name: '林夏', revokedOn: null });
    await expect(verify('/m/certificate#AAAAAAAAAAAAAAAAAAAAAAAA')).rejects.toMatchObject({ code: 'certificate.unknown' });
  });

  it('are revoked with a reason and given back, and whoever verifies them sees it', async () => {
    const { keen, preview, award } = await week();
    over();
    await award(5);
    const [{ path = '', certificateId = '' } = {}] = (await preview()).people.map(({ certificate }) => certificate ?? {});
    await run('graduation.revoke', { certificateId, reason: '代打卡' });
    expect((await verify(path)).revokedOn).toBe('2026-03-10');
    expect(await certificatesOf(keen)).toEqual([]);
    expect((await preview()).people[0]?.certificate?.revoked?.reason).toBe('代打卡');
    expect(await award(5)).toEqual({ awarded: 0 });
    await run('graduation.giveBack', { certificateId });
    expect((await verify(path)).revokedOn).toBe(null);
    expect(await certificatesOf(keen)).toHaveLength(1);
  });

  it('are listed for printing by name, as far as they hold', async () => {
    const { campaignId, preview, award } = await week(['林夏', '阿树']);
    const list = (from = 0) =>
      run<{ campaign: string; total: number; certificates: { name: string }[] }>('graduation.certificates', { campaignId, from });
    await expect(list()).rejects.toMatchObject({ code: 'certificate.none' });
    over();
    await award(3);
    expect(await list()).toMatchObject({ campaign: '晨读打卡', total: 2, certificates: [{ name: '阿树' }, { name: '林夏' }] });
    expect((await list(1)).certificates).toMatchObject([{ name: '林夏' }]);
    const [{ certificateId = '' } = {}] = (await preview()).people.map(({ certificate }) => certificate ?? {});
    await run('graduation.revoke', { certificateId, reason: '代打卡' });
    expect(await list()).toMatchObject({ total: 1, certificates: [{ name: '阿树' }] });
  });

  it('come along in the own copy, and go with their holder', async () => {
    const { keen, award } = await week(['赵钱孙', '阿树']);
    over();
    await award(5);
    const [own] = await certificatesOf(keen);
    const copy = await run<{ certificates: object[] }>('privacy.exportMine', {}, keen.actor);
    expect(copy.certificates).toMatchObject([{ name: '赵钱孙', campaign: '晨读打卡', need: 5, have: 7 }]);
    await run('privacy.eraseMine', { understood: true }, keen.actor);
    await home.drain();
    await expect(verify(own?.path ?? '')).rejects.toMatchObject({ code: 'certificate.unknown' });
    expect(await everythingKept(home)).not.toContain('赵钱孙');
  });
});
