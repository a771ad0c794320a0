import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type World, world } from '#testing/world';
import { shippedCreditRules } from '../credit/shipped.ts';
import { documents, early } from './any-document.ts';
import type { Blueprint } from './blueprint.ts';
import { shippedBlueprints } from './shipped.ts';

const w: World = await world({ at: '2026-03-02T08:00:00Z' });
const shipped = await shippedBlueprints();

interface Applied {
  communityId: string;
  campaigns: { key: string; campaignId: string }[];
  done: { code: string; [more: string]: unknown }[];
}
type Planned = { differences: Applied['done']; kept: string[] };

const apply = (input: object) => w.run<Applied>('blueprints.apply', input);
const plan = (input: object) => w.run<Planned>('blueprints.plan', input);
const exported = async (communityId: string) => {
  const { document, startsOn } = await w.run<{ document: Blueprint; startsOn: string }>('blueprints.export', { communityId });
  return { document, startsOn };
};
const codes = (all: { code: string }[]) => all.map(({ code }) => code);
const tables = () =>
  w.sql<{ rows: string }>(`SELECT concat_ws(' ', (SELECT count(*) FROM community), (SELECT count(*) FROM campaign),
    (SELECT count(*) FROM campaign_policy), (SELECT count(*) FROM community_blueprint), (SELECT count(*) FROM event)) AS rows`);

const first = (document: Blueprint) => {
  const [checkin] = document.operate.checkins;
  if (!checkin) throw new TypeError('there is one');
  return checkin;
};

describe('the gallery', () => {
  it('lists ten, and shows each as a whole', async () => {
    const { blueprints } = await w.run<{ blueprints: { id: string }[] }>('blueprints.list');
    expect(blueprints).toHaveLength(10);
    for (const { id } of blueprints)
      expect(await w.run('blueprints.show', { blueprintId: id })).toMatchObject({
        document: { id },
        kept: expect.arrayContaining(['charter']),
      });
  });

  it('knows no other', async () => {
    await expect(w.run('blueprints.show', { blueprintId: 'pyramid' })).rejects.toMatchObject({ code: 'blueprint.unknown' });
  });
});

describe('applying a document', () => {
  it('is told before, and does what was told', async () => {
    const wanted = { document: early(), startsOn: '2026-03-09', name: '三月早起营' };
    const { differences } = await plan(wanted);
    expect(codes(differences)).toEqual(['createCommunity', 'createCampaign', 'setQuiz', 'keepDocument']);
    expect(differences[1]).toMatchObject({ name: '早起打卡', startsOn: '2026-03-09', endsOn: '2026-03-29' });
    const { communityId, campaigns, done } = await apply(wanted);
    expect(done).toEqual(differences);
    const [campaign] = campaigns;
    expect(await w.run('checkins.campaign', { campaignId: campaign?.campaignId })).toMatchObject({
      communityId,
      startsOn: '2026-03-09',
      endsOn: '2026-03-29',
      policy: first(early()).policy,
    });
    expect(await plan({ ...wanted, communityId })).toMatchObject({ differences: [] });
  });

  it('a second time changes nothing, with the community named or not, ten times at once', async () => {
    const wanted = { document: early(), startsOn: '2026-04-06', name: '四月早起营' };
    const all = await Promise.all(Array.from({ length: 10 }, () => apply(wanted)));
    expect(new Set(all.map(({ communityId }) => communityId)).size).toBe(1);
    expect(all.filter(({ done }) => done.length > 0)).toHaveLength(1);
    const before = await tables();
    expect(await apply({ ...wanted, communityId: all[0]?.communityId })).toMatchObject({ campaigns: all[0]?.campaigns, done: [] });
    expect(await tables()).toEqual(before);
  });

  it('changes what is there: name, goal, last day, and rules from tomorrow on', async () => {
    const startsOn = '2026-03-01';
    const { communityId } = await apply({ document: early(), startsOn, name: '改一改' });
    const document = early((other) => {
      Object.assign(first(other), { name: '晨起', goal: '满 900 次', days: 30 });
      first(other).policy.needPerWeek = 5;
      first(other).policy.content.link = { needed: false };
    });
    const wanted = { document, startsOn, communityId };
    const { differences } = await plan(wanted);
    expect(codes(differences)).toEqual(['renameCampaign', 'changeGoal', 'moveEnd', 'changePolicy', 'keepDocument']);
    expect(differences[3]).toMatchObject({ effectiveOn: '2026-03-03', fields: ['needPerWeek', 'link'] });
    const { campaigns } = await apply(wanted);
    expect(await w.run('checkins.campaign', { campaignId: campaigns[0]?.campaignId })).toMatchObject({
      name: '晨起',
      goal: '满 900 次',
      endsOn: '2026-03-30',
      versions: [{ version: 1 }, { version: 2, effectiveOn: '2026-03-03' }],
    });
    expect((await exported(communityId)).document).toEqual(document);
    expect(codes((await plan(wanted)).differences)).toEqual([]);
  });

  it('for another first day opens the next round and leaves the one before as it is', async () => {
    const { communityId, campaigns } = await apply({ document: early(), startsOn: '2026-03-03', name: '两期' });
    const next = await apply({ document: early(), startsOn: '2026-05-01', communityId });
    expect(codes(next.done)).toEqual(['createCampaign', 'keepDocument']);
    expect(next.campaigns[0]?.campaignId).not.toBe(campaigns[0]?.campaignId);
    expect(await exported(communityId)).toMatchObject({ startsOn: '2026-05-01' });
  });

  it('does not touch a campaign that has ended', async () => {
    const startsOn = '2026-01-05';
    const { communityId } = await apply({ document: early(), startsOn, name: '去年冬天' });
    const document = early((other) => Object.assign(first(other), { goal: '别的' }));
    expect(codes((await plan({ document, startsOn, communityId })).differences)).toEqual(['ended', 'keepDocument']);
    const { done } = await apply({ document, startsOn, communityId });
    expect(codes(done)).toEqual(['keepDocument']);
    expect((await exported(communityId)).document).toEqual(early());
  });

  it('keeps the first day of a campaign that is there, and says so', async () => {
    const startsOn = '2026-03-05';
    const { communityId, campaigns } = await apply({ document: early(), startsOn, name: '挪一挪' });
    const document = early((other) => Object.assign(first(other), { offset: 3, days: 22 }));
    const { differences } = await plan({ document, startsOn, communityId });
    expect(codes(differences)).toEqual(['moveEnd', 'startStays', 'keepDocument']);
    expect(differences[1]).toMatchObject({ startsOn: '2026-03-05', wanted: '2026-03-08' });
    expect(codes((await apply({ document, startsOn, communityId })).done)).toEqual(['moveEnd', 'keepDocument']);
    expect(await w.run('checkins.campaign', { campaignId: campaigns[0]?.campaignId })).toMatchObject({ startsOn, endsOn: '2026-03-26' });
    expect((await apply({ document, startsOn, communityId })).done).toEqual([]);
  });

  it('is all or nothing: rules that no day can hold leave no community behind', async () => {
    const before = await tables();
    const document = early((other) => Object.assign(first(other).policy, { opens: '09:00', closes: '07:00' }));
    await expect(apply({ document, startsOn: '2026-03-09' })).rejects.toMatchObject({ code: 'campaign.window' });
    expect(await tables()).toEqual(before);
  });

  it('takes an operator of the whole organisation for a new community, of the community for one that is there', async () => {
    const wanted = { document: early(), startsOn: '2026-06-01', name: '分权' };
    const { communityId } = await apply(wanted);
    const local = w.staff('operator', communityId);
    await expect(w.run('blueprints.apply', { ...wanted, name: '又一个' }, local)).rejects.toMatchObject({ code: 'access.denied' });
    expect(await w.run<Applied>('blueprints.apply', { ...wanted, communityId }, local)).toMatchObject({ done: [] });
  });
});

describe('exporting', () => {
  it('shows what staff changed by hand since', async () => {
    const { communityId, campaigns } = await apply({ document: early(), startsOn: '2026-03-16', name: '手改' });
    await w.run('checkins.updateCampaign', { campaignId: campaigns[0]?.campaignId, goal: '手写的目标' });
    const { document } = await exported(communityId);
    expect(document).toEqual(early((other) => Object.assign(first(other), { goal: '手写的目标' })));
    expect(codes((await plan({ document: early(), startsOn: '2026-03-16', communityId })).differences)).toEqual(['changeGoal']);
  });

  it('shows the quiz as it is asked now; the next class gets it, and a document without one takes it away', async () => {
    const startsOn = '2026-03-16';
    const { communityId } = await apply({ document: early(), startsOn, name: '改题' });
    const quiz = { ...early().interest.quiz, tries: 2 };
    await w.run('admissions.setQuiz', { communityId, quiz, version: 1 });
    expect((await exported(communityId)).document).toEqual(early((other) => Object.assign(other.interest, { quiz })));
    const next = await w.run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' });
    expect(await w.run('admissions.quiz', next)).toMatchObject({ quiz, version: 1, tried: 0 });
    const without = { document: early((other) => Object.assign(other.interest, { quiz: undefined })), startsOn, communityId };
    expect(codes((await apply(without)).done)).toEqual(['removeQuiz', 'keepDocument']);
    expect(await w.run('admissions.quiz', { communityId })).toMatchObject({ quiz: null, version: 3 });
    await w.run('admissions.setQuiz', { communityId: next.communityId, quiz: null, version: 1 });
    await w.run('admissions.setQuiz', { communityId, quiz, version: 3 });
    const { changes, seen } = await w.run<{ changes: { path: string }[]; seen: string }>('blueprints.pullPlan', { ...next, take: [] });
    expect(changes).toEqual([]);
    await w.run('blueprints.pull', { ...next, take: [], seen });
    expect(await w.run('admissions.quiz', next)).toMatchObject({ quiz: null });
  });

  it('shows the rules of points as they were decided last; the next class gets them, and a document without any takes them away', async () => {
    const startsOn = '2026-03-16';
    const { communityId } = await apply({ document: early(), startsOn, name: '积分' });
    const pointsRules = { facts: { 'checkin.onTime': { points: 5 } }, badges: [{ key: 'run', name: '早起', measure: 'run', need: 21 }] };
    await w.run('points.setRules', { communityId, pointsRules });
    const { document } = await exported(communityId);
    expect(document.operate.points).toMatchObject({ facts: { 'checkin.onTime': { points: 5, dailyCap: null } }, expiry: 'never' });
    expect(codes((await plan({ document, startsOn, communityId })).differences)).toEqual(['keepDocument']);
    const next = await w.run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' });
    expect((await exported(next.communityId)).document.operate.points).toEqual(document.operate.points);
    expect(codes((await apply({ document: early(), startsOn, communityId })).done)).toEqual(['removePoints']);
    expect((await exported(communityId)).document.operate.points).toBe(undefined);
  });

  it('shows the numbered rules as they stand; the next class begins with them, and a document without any leaves them', async () => {
    const startsOn = '2026-03-23';
    const { communityId } = await apply({ document: early(), startsOn, name: '信用' });
    await w.run('credit.setRules', { communityId, creditRules: shippedCreditRules, version: 0 });
    const { document } = await exported(communityId);
    expect(document.operate.credit).toEqual(shippedCreditRules);
    expect(codes((await plan({ document, startsOn, communityId })).differences)).toEqual(['keepDocument']);
    const next = await w.run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' });
    expect(await w.run('credit.rules', next)).toMatchObject({ rules: shippedCreditRules, version: 1 });
    const [advertising] = shippedCreditRules.rules;
    if (!advertising) throw new TypeError('there is a rule');
    const fewer = early(({ operate }) => Object.assign(operate, { credit: { ...shippedCreditRules, rules: [advertising] } }));
    expect((await apply({ document: fewer, startsOn, communityId })).done).toContainEqual(
      expect.objectContaining({ code: 'setCredit', rules: 1, replaces: true }),
    );
    expect(await w.run('credit.rules', { communityId })).toMatchObject({ rules: { rules: [advertising] }, version: 2 });
    expect((await apply({ document: fewer, startsOn, communityId })).done).toEqual([]);
    expect(codes((await apply({ document: early(), startsOn, communityId })).done)).toEqual(['keepDocument']);
    expect(await w.run('credit.rules', { communityId })).toMatchObject({ version: 2 });
  });

  it('says that a community opened otherwise has no document', async () => {
    const { id } = await w.run<{ id: string }>('communities.create', { name: '手建' });
    await expect(exported(id)).rejects.toMatchObject({ code: 'blueprint.none' });
  });
});

it('goes with its community', async () => {
  const { communityId } = await apply({ document: early(), startsOn: '2026-08-03', name: '散了' });
  const left = () =>
    w.sql<{ rows: number }>(
      `SELECT (SELECT count(*) FROM community_blueprint WHERE community_id = $1)::int
            + (SELECT count(*) FROM blueprint_campaign WHERE community_id = $1)::int AS rows`,
      [communityId],
    );
  expect(await left()).toEqual([{ rows: 2 }]);
  await w.sql('DELETE FROM community WHERE id = $1', [communityId]);
  expect(await left()).toEqual([{ rows: 0 }]);
});

describe('export(apply(document)) is the document', () => {
  it.each(shipped.map((document) => [document.id, document] as const))('%s', async (_id, document) => {
    const { communityId } = await apply({ document, startsOn: '2026-07-01' });
    expect(await exported(communityId)).toEqual({ document, startsOn: '2026-07-01' });
  });

  it('whatever it holds, wherever it counts its days, whenever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: -40, max: 400 }), async (document, from) => {
        const startsOn = new Date(Date.UTC(2026, 2, 2 + from)).toISOString().slice(0, 10);
        const id = (await w.run<{ id: string }>('communities.create', { name: '任意' })).id;
        await apply({ document, startsOn, communityId: id });
        expect(await exported(id)).toEqual({ document, startsOn });
        expect((await apply({ document, startsOn, communityId: id })).done).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
