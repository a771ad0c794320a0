import { describe, expect, it } from 'vitest';
import { world } from '#testing/world';
import { type Blueprint, blueprint } from './blueprint.ts';
import { shippedBlueprints } from './shipped.ts';

const w = await world({ at: '2026-03-02T08:00:00Z' });
const shipped = await shippedBlueprints();
const document = (() => {
  const found = shipped.find(({ ladder }) => ladder);
  if (!found) throw new TypeError('one has a ladder');
  return found;
})();

interface Tier {
  communityId: string;
  name: string;
  goal: string;
  prices: { name: string; yuan: number; rights: string[] }[];
}
const open = (input: object) => w.run<{ ladderId: string; communityIds: string[]; created: boolean }>('blueprints.openLadder', input);
const ladder = async (communityId: string) => (await w.run<{ tiers: Tier[] }>('blueprints.ladder', { communityId })).tiers;
const exported = async (communityId: string) => (await w.run<{ document: Blueprint }>('blueprints.export', { communityId })).document;
const tables = () =>
  w.sql(`SELECT (SELECT count(*) FROM community)::int AS communities, (SELECT count(*) FROM campaign)::int AS campaigns,
    (SELECT count(*) FROM ladder_tier)::int AS tiers, (SELECT count(*) FROM event)::int AS events`);

describe('opening a ladder', () => {
  it('is told before, and makes three linked communities with their prices and rights', async () => {
    const wanted = { document, startsOn: '2026-04-06', name: '成长会' };
    const { tiers } = await w.run<{ tiers: { name: string; campaigns: { name: string; endsOn: string }[] }[] }>(
      'blueprints.ladderPlan',
      wanted,
    );
    expect(tiers.map(({ name }) => name)).toEqual(['成长会 · 入门营（99）', '成长会 · 年度会员（999）', '成长会 · 私董会员（9999）']);
    const { communityIds, created } = await open(wanted);
    expect([communityIds.length, created]).toEqual([3, true]);
    for (const communityId of communityIds) {
      const rungs = await ladder(communityId);
      expect(rungs.map((tier) => tier.communityId)).toEqual(communityIds);
      expect(rungs.map(({ prices }) => prices.map(({ yuan }) => yuan))).toEqual([[99], [999], [9999]]);
      expect(rungs.every(({ prices }) => prices.every(({ rights }) => rights.length > 0))).toBe(true);
    }
    const documents = await Promise.all(communityIds.map(exported));
    expect(documents.map(({ operate }) => operate.checkins.map(({ name }) => name))).toEqual(
      tiers.map(({ campaigns }) => campaigns.map(({ name }) => name)),
    );
    expect(new Set(documents.map(({ interest }) => interest.charter.goal)).size).toBe(3);
    expect(documents.every((one) => one.ladder === undefined)).toBe(true);
  });

  it('ten times at once is one ladder; another day is another', async () => {
    const wanted = { document, startsOn: '2026-05-04', name: '一次就好' };
    const all = await Promise.all(Array.from({ length: 10 }, () => open(wanted)));
    expect(new Set(all.map(({ ladderId }) => ladderId)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect((await open({ ...wanted, startsOn: '2026-06-01' })).created).toBe(true);
  });

  it('is all or nothing', async () => {
    const broken = structuredClone(document);
    Object.assign(broken.ladder?.[2]?.checkins?.[0]?.policy ?? {}, { opens: '09:00', closes: '07:00' });
    const before = await tables();
    await expect(open({ document: broken, startsOn: '2026-07-06' })).rejects.toMatchObject({ code: 'campaign.window' });
    expect(await tables()).toEqual(before);
  });

  it('takes a document with a ladder, and one whose tiers name prices that are there', async () => {
    const [other] = shipped.filter(({ ladder: tiers }) => !tiers);
    await expect(open({ document: other, startsOn: '2026-07-06' })).rejects.toMatchObject({ code: 'blueprint.noLadder' });
    expect(blueprint.safeParse({ ...document, copy: { ...document.copy, prices: document.copy.prices.slice(1) } }).success).toBe(false);
  });

  it('shows only the tiers that the caller may see; a tier goes with its community', async () => {
    const { communityIds } = await open({ document, startsOn: '2026-08-03', name: '散伙' });
    const [first = '', second = ''] = communityIds;
    expect(await w.run<{ tiers: Tier[] }>('blueprints.ladder', { communityId: first }, w.staff('viewer', first))).toMatchObject({
      tiers: [{ communityId: first }],
    });
    await w.sql('DELETE FROM community WHERE id = $1', [second]);
    expect(await ladder(first)).toHaveLength(2);
  });

  it('a community in no ladder has none', async () => {
    const { id } = await w.run<{ id: string }>('communities.create', { name: '单独' });
    expect(await ladder(id)).toEqual([]);
  });
});
