/** Certificates to be printed, as they are asked for over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { type Served, served } from '#testing/served';
import { world } from '#testing/world';
import { CLI_KEY_FILE, secretOf } from '../../installation/secrets.ts';
import { cliActor } from '../../modules/accounts/index.ts';

const home = await world({ at: '2026-03-02T00:00:00Z' });
let door: Served;
let campaignId: string;
let code: string;

beforeAll(async () => {
  door = await served(home);
  const setup = { organisation: '机构', name: '林', email: 'lin@example.org', password: 'correct horse' };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${door.address}/api/v1/setup`, { method: 'POST', headers, body: JSON.stringify(setup) });
  const owner = await cliActor(home.kernel);
  const { id: communityId } = await home.run<{ id: string }>('communities.create', { name: '晨读营' }, owner);
  const { enrolments } = await home.run<{ enrolments: { memberId: string }[] }>(
    'admissions.enrol',
    { communityId, people: [{ name: '林夏' }, { name: '阿树' }] },
    owner,
  );
  const dates = { startsOn: '2026-03-02', endsOn: '2026-03-02' };
  ({ id: campaignId } = await home.run<{ id: string }>('checkins.createCampaign', { communityId, name: '晨读', ...dates }, owner));
  const orgId = 'orgId' in owner ? owner.orgId : '';
  for (const { memberId } of enrolments) {
    const actor: Actor = { kind: 'member', accountId: memberId, orgId: orgId ?? '', enrolled: [communityId] };
    await home.run('checkins.submit', { campaignId }, actor);
  }
  home.clock.set('2026-03-04T00:00:00Z');
  await home.run('graduation.award', { campaignId, need: 1 }, owner);
  const { certificates } = await home.run<{ certificates: { path: string }[] }>('graduation.certificates', { campaignId }, owner);
  code = certificates[0]?.path.split('#')[1] ?? '';
});
afterAll(() => door.stop());

const get = (path: string, key?: string) =>
  fetch(`${door.address}/api/v1/${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
const sheetsOf = async (answer: Response) =>
  Buffer.from(await answer.arrayBuffer())
    .toString('latin1')
    .match(/\/Type \/Page /g)?.length;

describe('certificates to be printed', () => {
  it('come for whoever has the code, one sheet', async () => {
    const answer = await get(`certificates/${code}/certificate.pdf`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await sheetsOf(answer)).toBe(1);
    expect((await get('certificates/AAAAAAAAAAAAAAAAAAAAAAAA/certificate.pdf')).status).toBe(404);
  });

  it('do not come for one that was revoked, and come again once it is given back', async () => {
    const owner = await cliActor(home.kernel);
    const { people } = await home.run<{ people: { certificate: { certificateId: string; path: string } | null }[] }>(
      'graduation.preview',
      { campaignId },
      owner,
    );
    const certificateId = people.find(({ certificate }) => certificate?.path.endsWith(code))?.certificate?.certificateId;
    await home.run('graduation.revoke', { certificateId, reason: '代打卡' }, owner);
    for (const drawing of ['picture.png', 'certificate.pdf']) {
      const answer = await get(`certificates/${code}/${drawing}`);
      expect(answer.status).toBe(410);
      expect(await answer.json()).toEqual({ code: 'certificate.revoked', data: { day: '2026-03-04' } });
    }
    await home.run('graduation.giveBack', { certificateId }, owner);
    expect((await get(`certificates/${code}/picture.png`)).headers.get('content-type')).toBe('image/png');
  });

  it('come all together for staff of the community alone', async () => {
    const answer = await get(`campaigns/${campaignId}/certificates.pdf`, secretOf(home.dataDir, CLI_KEY_FILE));
    expect(await sheetsOf(answer)).toBe(2);
    expect((await get(`campaigns/${campaignId}/certificates.pdf`)).status).toBe(401);
  });
});
