import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type World, world } from '#testing/world';
import { documents, early } from './any-document.ts';
import type { Blueprint } from './blueprint.ts';

const w: World = await world({ at: '2026-03-02T08:00:00Z' });

interface Row {
  path: string;
  here: unknown;
  there: unknown;
  base?: unknown;
}
interface PullPlan {
  changes: Row[];
  conflicts: Row[];
  differences: { code: string }[];
  seen: string;
}
interface ClonePlan {
  name: string;
  nameTaken: boolean;
  startsOn: string;
  campaigns: { key: string; startsOn: string; endsOn: string }[];
}
interface Family {
  parent: { communityId: string; changed: boolean } | null;
  children: { communityId: string }[];
}

const exported = (communityId: string) => w.run<{ document: Blueprint; startsOn: string }>('blueprints.export', { communityId });
const documentOf = async (communityId: string) => (await exported(communityId)).document;
const open = async (document: Blueprint, startsOn: string, name: string) =>
  (await w.run<{ communityId: string }>('blueprints.apply', { document, startsOn, name })).communityId;
const apply = (communityId: string, document: Blueprint, startsOn: string) =>
  w.run('blueprints.apply', { communityId, document, startsOn });
const clone = async (communityId: string, startsOn: string, more: object = {}) =>
  w.run<{ communityId: string; created: boolean }>('blueprints.clone', { communityId, startsOn, ...more });
const clonePlan = (communityId: string, startsOn: string) => w.run<ClonePlan>('blueprints.clonePlan', { communityId, startsOn });
const pullPlan = (communityId: string, take: string[] = []) => w.run<PullPlan>('blueprints.pullPlan', { communityId, take });
const pull = async (communityId: string, take: string[] = []) =>
  w.run<{ done: { code: string }[] }>('blueprints.pull', { communityId, take, seen: (await pullPlan(communityId, take)).seen });
const family = (communityId: string) => w.run<Family>('blueprints.family', { communityId });
const campaigns = (communityId: string) =>
  w.sql<{ name: string; startsOn: string; endsOn: string }>(
    'SELECT name, starts_on::text AS "startsOn", ends_on::text AS "endsOn" FROM campaign WHERE community_id = $1 ORDER BY starts_on, name',
    [communityId],
  );
const everything = () =>
  w.sql<{ rows: string }>(`SELECT concat_ws(' ', (SELECT count(*) FROM community), (SELECT count(*) FROM campaign),
    (SELECT count(*) FROM blueprint_version), (SELECT count(*) FROM community_parent), (SELECT count(*) FROM event)) AS rows`);

const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new TypeError('there is one');
  return one;
};

describe('cloning', () => {
  it('is told before, and makes what was told: other days, the next name, nobody in it', async () => {
    const parent = await open(early(), '2026-03-03', '早起营一期');
    await w.run('admissions.enrol', { communityId: parent, people: [{ name: '林小满' }] });
    const before = await everything();
    const plan = await clonePlan(parent, '2026-04-06');
    expect(plan).toMatchObject({ name: '早起营二期', nameTaken: false, startsOn: '2026-04-06' });
    expect(plan.campaigns).toMatchObject([
      { startsOn: '2026-04-06', endsOn: '2026-04-26', was: { startsOn: '2026-03-03', endsOn: '2026-03-23' } },
    ]);
    expect(await everything()).toEqual(before);

    const { communityId, created } = await clone(parent, '2026-04-06');
    expect(created).toBe(true);
    expect(await campaigns(communityId)).toEqual([{ name: '早起打卡', startsOn: '2026-04-06', endsOn: '2026-04-26' }]);
    expect(await exported(communityId)).toMatchObject({ document: await documentOf(parent), startsOn: '2026-04-06' });
    expect(await w.sql('SELECT 1 FROM enrolment WHERE community_id = $1', [communityId])).toEqual([]);
    expect(await family(communityId)).toMatchObject({ parent: { communityId: parent, changed: false } });
    expect(await family(parent)).toMatchObject({ parent: null, children: [{ communityId }] });
  });

  it('takes along what was opened or changed by hand, and what begins before the first day of the document', async () => {
    const parent = await open(early(), '2026-03-09', '手改营');
    const own = { communityId: parent, name: '预备周', goal: '先试一周', startsOn: '2026-03-04', endsOn: '2026-03-12' };
    await w.run('checkins.createCampaign', { ...own, policy: { needPerWeek: 3 } });
    await w.run('checkins.createCampaign', { ...own, name: '去年的', startsOn: '2025-03-04', endsOn: '2025-03-20' });
    const document = await documentOf(parent);
    expect(document.operate.checkins.map(({ name, offset, days }) => [name, offset, days])).toEqual([
      ['早起打卡', 0, 21],
      ['预备周', -5, 9],
    ]);
    // The same document again finds the one that is there.
    await apply(parent, document, '2026-03-09');
    expect(await campaigns(parent)).toHaveLength(3);
    expect(await documentOf(parent)).toEqual(document);

    const { communityId } = await clone(parent, '2026-04-01');
    expect(await campaigns(communityId)).toEqual([
      { name: '预备周', startsOn: '2026-04-01', endsOn: '2026-04-09' },
      { name: '早起打卡', startsOn: '2026-04-06', endsOn: '2026-04-26' },
    ]);
    expect(await documentOf(communityId)).toEqual(document);
  });

  it('works for a community that never had a document, with its last round', async () => {
    const { id } = await w.run<{ id: string }>('communities.create', { name: '晨跑社' });
    const campaign = (name: string, startsOn: string, endsOn: string) =>
      w.run('checkins.createCampaign', { communityId: id, name, goal: '', startsOn, endsOn });
    await campaign('冬天', '2026-01-01', '2026-01-31');
    await campaign('三月晨跑', '2026-03-02', '2026-03-31');
    await campaign('周末拉伸', '2026-03-20', '2026-04-10');
    const { communityId } = await clone(id, '2026-05-01');
    expect(await campaigns(communityId)).toEqual([
      { name: '三月晨跑', startsOn: '2026-05-01', endsOn: '2026-05-30' },
      { name: '周末拉伸', startsOn: '2026-05-19', endsOn: '2026-06-09' },
    ]);
    const { id: empty } = await w.run<{ id: string }>('communities.create', { name: '空的' });
    await expect(clone(empty, '2026-05-01')).rejects.toMatchObject({ code: 'blueprint.none' });
  });

  it.each([
    ['over a leap day', '2028-02-20', '2028-03-11'],
    ['over the end of a year', '2026-12-20', '2027-01-09'],
    ['over the change of the clocks', '2027-03-01', '2027-03-21'],
  ])('keeps the number of civil days %s', async (what, startsOn, endsOn) => {
    const document = early((one) => Object.assign(first(one.operate.checkins).policy, { zone: 'America/New_York' }));
    const parent = await open(document, '2026-03-03', what);
    const { communityId } = await clone(parent, startsOn);
    expect(await campaigns(communityId)).toMatchObject([{ startsOn, endsOn }]);
  });

  it('ten times at once with one id, or by the same name and days, is one class', async () => {
    const parent = await open(early(), '2026-03-03', '重复营一期');
    const cloneId = w.kernel.newId();
    const all = await Promise.all(Array.from({ length: 10 }, () => clone(parent, '2026-05-04', { cloneId })));
    expect(new Set(all.map(({ communityId }) => communityId)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    const before = await everything();
    expect(await clone(parent, '2026-05-04')).toMatchObject({ created: false, communityId: first(all).communityId });
    expect(await everything()).toEqual(before);
    expect((await clone(parent, '2026-05-04', { name: '重复营三期' })).created).toBe(true);
    const other = await open(early(), '2026-03-04', '别的营');
    await expect(clone(other, '2026-05-04', { cloneId })).rejects.toMatchObject({ code: 'blueprint.cloneIdUsed' });
  });

  it('proposes a name that is free, and that of the class which begins on these days already', async () => {
    const parent = await open(early(), '2026-03-03', '数数营一期');
    await clone(parent, '2026-05-04');
    expect(await clonePlan(parent, '2026-05-04')).toMatchObject({ name: '数数营二期', nameTaken: true });
    expect(await clonePlan(parent, '2026-06-01')).toMatchObject({ name: '数数营三期', nameTaken: false });
    const yearly = await open(early(), '2026-03-03', '2026 春季班');
    expect(await clonePlan(yearly, '2026-04-06')).toMatchObject({ name: '2026 春季班', nameTaken: true });
  });

  it('is all or nothing', async () => {
    const parent = await open(early(), '2026-03-03', '坏规则');
    await w.sql(
      `UPDATE campaign_policy SET policy = jsonb_set(policy, '{opens}', '"23:00"') WHERE campaign_id IN
      (SELECT id FROM campaign WHERE community_id = $1)`,
      [parent],
    );
    const before = await everything();
    await expect(clone(parent, '2026-05-04')).rejects.toMatchObject({ code: 'campaign.window' });
    expect(await everything()).toEqual(before);
  });

  it('is for operators of the whole organisation', async () => {
    const parent = await open(early(), '2026-03-03', '分权营');
    await expect(
      w.run('blueprints.clone', { communityId: parent, startsOn: '2026-05-04' }, w.staff('operator', parent)),
    ).rejects.toMatchObject({
      code: 'access.denied',
    });
  });
});

describe('pulling from a parent', () => {
  const pair = async (name: string) => {
    const parent = await open(early(), '2026-03-09', name);
    return { parent, child: (await clone(parent, '2026-05-04')).communityId };
  };

  it('brings what changed there, campaigns too, and leaves what was changed here', async () => {
    const { parent, child } = await pair('父母营一期');
    await apply(
      child,
      early((one) => Object.assign(one.interest.charter, { slogan: '我们的口号', pain: '我们的难处' })),
      '2026-05-04',
    );
    const changed = early((one) => {
      Object.assign(one.interest.charter, { slogan: '新口号', audience: '新的对象' });
      first(one.operate.checkins).goal = '满 900 次';
      one.operate.rituals.push({ name: '加餐', day: 9, repeat: 'once', time: '20:00', who: '班长', text: '多聊一次' });
    });
    await apply(parent, changed, '2026-03-09');
    expect(await family(child)).toMatchObject({ parent: { changed: true } });

    const plan = await pullPlan(child);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      '/interest/charter/audience',
      '/operate/checkins/rise/goal',
      '/operate/rituals/加餐',
    ]);
    expect(plan.conflicts).toEqual([{ path: '/interest/charter/slogan', base: '天亮之前，先见自己', here: '我们的口号', there: '新口号' }]);
    expect(plan.differences.map(({ code }) => code)).toEqual(['changeGoal', 'keepDocument']);
    expect((await pull(child)).done).toEqual(plan.differences);

    const { document, startsOn } = await exported(child);
    expect(startsOn).toBe('2026-05-04');
    expect(document.interest.charter).toMatchObject({ slogan: '我们的口号', pain: '我们的难处', audience: '新的对象' });
    expect(first(document.operate.checkins).goal).toBe('满 900 次');
    expect(await pullPlan(child)).toMatchObject({ changes: [], conflicts: [], differences: [] });
    const before = await everything();
    await pull(child);
    expect(await everything()).toEqual(before);
    expect(await family(child)).toMatchObject({ parent: { changed: false } });
  });

  it('takes the parent’s where that is chosen', async () => {
    const { parent, child } = await pair('选择营一期');
    const slogan = (text: string) => early((one) => Object.assign(one.interest.charter, { slogan: text }));
    await apply(child, slogan('我们的'), '2026-05-04');
    await apply(parent, slogan('新的'), '2026-03-09');
    await pull(child, ['/interest/charter/slogan']);
    expect((await documentOf(child)).interest.charter.slogan).toBe('新的');
  });

  it('does nothing that was not shown: refused when either side has changed meanwhile', async () => {
    const { parent, child } = await pair('同时营一期');
    const { seen } = await pullPlan(child);
    await apply(
      parent,
      early((one) => Object.assign(one.interest.charter, { slogan: '刚改的' })),
      '2026-03-09',
    );
    await expect(w.run('blueprints.pull', { communityId: child, seen })).rejects.toMatchObject({ code: 'blueprint.changedMeanwhile' });
    expect((await documentOf(child)).interest.charter.slogan).toBe('天亮之前，先见自己');
  });

  it('needs a parent, and one that the caller may see', async () => {
    const { parent, child } = await pair('看不见营一期');
    await expect(pullPlan(parent)).rejects.toMatchObject({ code: 'blueprint.noParent' });
    const local = w.staff('operator', child);
    await expect(w.run('blueprints.pullPlan', { communityId: child }, local)).rejects.toMatchObject({ code: 'blueprint.noParent' });
    expect(await w.run<Family>('blueprints.family', { communityId: child }, local)).toMatchObject({ parent: null });
  });

  it('the link goes with either of the two, the other stays', async () => {
    const { parent, child } = await pair('散伙营一期');
    await w.sql('DELETE FROM community WHERE id = $1', [parent]);
    expect(await family(child)).toEqual({ parent: null, children: [] });
    expect(await w.sql('SELECT 1 FROM community_parent WHERE community_id = $1', [child])).toEqual([]);
    await w.sql('DELETE FROM community WHERE id = $1', [child]);
    expect(await w.sql('SELECT 1 FROM blueprint_version WHERE community_id = $1', [child])).toEqual([]);
  });
});

describe('whatever the documents hold', () => {
  const days = fc.integer({ min: 1, max: 400 }).map((from) => new Date(Date.UTC(2026, 2, 2 + from)).toISOString().slice(0, 10));

  it('a clone is its parent on other days', async () => {
    await fc.assert(
      fc.asyncProperty(documents, days, days, async (document, from, to) => {
        const parent = (await w.run<{ id: string }>('communities.create', { name: '任意' })).id;
        await apply(parent, document, from);
        const { communityId } = await clone(parent, to, { cloneId: w.kernel.newId(), name: w.kernel.newId() });
        expect(await documentOf(communityId)).toEqual(document);
        expect(first(await campaigns(communityId)).startsOn).toBe(to);
        expect(await pullPlan(communityId)).toMatchObject({ changes: [], conflicts: [], differences: [] });
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('pulling into an untouched child gives the parent’s document on the child’s days, and a second time changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(documents, documents, async (before, after) => {
        const parent = (await w.run<{ id: string }>('communities.create', { name: '任意' })).id;
        await apply(parent, before, '2026-06-01');
        const { communityId } = await clone(parent, '2026-09-07', { name: w.kernel.newId() });
        await apply(parent, after, '2026-06-01');
        await pull(communityId);
        const { document, startsOn } = await exported(communityId);
        // A campaign keeps its first day once it is there.
        const wanted = await exported(parent);
        const shift = (Date.parse(startsOn) - Date.parse(wanted.startsOn)) / 86_400_000;
        expect(document).toEqual(wanted.document);
        expect(Number.isInteger(shift)).toBe(true);
        const rows = await everything();
        expect((await pull(communityId)).done).toEqual([]);
        expect(await everything()).toEqual(rows);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
