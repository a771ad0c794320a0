/** Homework of a document: opened, changed as far as nobody relies on it, exported as it is, and taken along to the next class. */
import { describe, expect, it } from 'vitest';
import { homeworkWorld } from '#testing/homework';
import type { Assignment } from '../homework/shapes.ts';
import type { Blueprint } from './blueprint.ts';
import { shippedBlueprints } from './shipped.ts';

const class_ = await homeworkWorld();
const { run } = class_;
const shipped = await shippedBlueprints();

function writing(change: (document: Blueprint) => void = () => {}): Blueprint {
  const found = shipped.find(({ id }) => id === 'writing-class');
  if (!found) throw new TypeError('it is shipped');
  const copy = structuredClone(found);
  change(copy);
  return copy;
}
const first = (document: Blueprint) => {
  const [one] = document.operate.homework ?? [];
  if (!one) throw new TypeError('it has homework');
  return one;
};
const startsOn = '2026-03-02';
const open = async (name: string) =>
  (await run<{ communityId: string }>('blueprints.apply', { document: writing(), startsOn, name })).communityId;
const assignments = async (communityId: string) =>
  (await run<{ assignments: Assignment[] }>('homework.list', { communityId })).assignments.toReversed();
const exported = async (communityId: string) => (await run<{ document: Blueprint }>('blueprints.export', { communityId })).document;
const plan = async (communityId: string, document: Blueprint) =>
  (await run<{ differences: { code: string; fields?: string[] }[] }>('blueprints.plan', { communityId, document, startsOn })).differences;

describe('homework of a document', () => {
  it('is opened week by week, exported as it came, and applied again changes nothing', async () => {
    class_.begin();
    const communityId = await open('写作班一期');
    const found = await assignments(communityId);
    expect(found).toHaveLength(10);
    expect(found[0]).toMatchObject({ state: 'published', dueAt: '2026-03-08T15:59:00.000Z', policy: { reviews: 2 } });
    expect(await exported(communityId)).toEqual(writing());
    expect(await plan(communityId, writing())).toEqual([]);
  });

  it('changes until somebody has handed in; then its words alone, and the rest is told', async () => {
    class_.begin();
    const communityId = await open('写作班二期');
    const easier = (title: string) =>
      writing((document) => Object.assign(first(document), { title, policy: { ...first(document).policy, reviews: 1 } }));
    await run('blueprints.apply', { communityId, document: easier('第一周：随便写'), startsOn });
    const [changed] = await assignments(communityId);
    expect(changed).toMatchObject({ title: '第一周：随便写', policy: { reviews: 1 } });
    const [author] = await class_.people(communityId, ['林夏']);
    await class_.handIn(author, changed?.id ?? '', '字'.repeat(300));
    expect(await plan(communityId, writing())).toEqual([
      expect.objectContaining({ code: 'changeHomework', fields: ['title'] }),
      expect.objectContaining({ code: 'homeworkStays' }),
      expect.objectContaining({ code: 'keepDocument' }),
    ]);
    await run('blueprints.apply', { communityId, document: writing(), startsOn });
    expect((await assignments(communityId))[0]).toMatchObject({ title: first(writing()).title, policy: { reviews: 1 } });
  });

  it('goes along to the next class with what was written by hand, on other days and without works', async () => {
    class_.begin();
    const communityId = await open('写作班三期');
    await class_.assignment(communityId, {}, { title: '加一篇', due: { day: '2026-03-05', time: '20:00' } });
    const { communityId: next } = await run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-06-01' });
    const found = await assignments(next);
    expect(found).toHaveLength(11);
    expect(found.find(({ title }) => title === '加一篇')).toMatchObject({ due: { day: '2026-06-04', time: '20:00' }, state: 'published' });
    expect((await exported(next)).operate.homework).toEqual((await exported(communityId)).operate.homework);
  });
});
