/** Handing in: exactly one work a member, whenever and however often it is sent. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { DAY, homeworkWorld } from '#testing/homework';
import { pngOf } from '#testing/media-files';
import { ensureFolder, partPath } from '../media/index.ts';

const class_ = await homeworkWorld();
const { run, own, handIn, works } = class_;

async function classOf(count: number, policy = {}, more = {}) {
  class_.begin();
  const communityId = await class_.community();
  const everyone = await class_.people(communityId, class_.names(count));
  return { communityId, everyone, assignmentId: await class_.assignment(communityId, policy, more) };
}

describe('a work', () => {
  it('is one a member and assignment, also when it is sent many times at once', async () => {
    const { everyone, assignmentId } = await classOf(2);
    const sent = await Promise.all(Array.from({ length: 6 }, () => handIn(everyone[0], assignmentId)));
    expect(new Set(sent.map(({ submissionId }) => submissionId)).size).toBe(1);
    expect(sent.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await works(assignmentId)).toHaveLength(1);
  });

  it('may be replaced and taken back until it is due, and not a moment later', async () => {
    const { everyone, assignmentId } = await classOf(2);
    const [first] = everyone;
    const { submissionId } = await handIn(first, assignmentId, '第一稿');
    expect(await handIn(first, assignmentId, '第二稿')).toMatchObject({ submissionId, version: 2 });
    await run('homework.withdraw', { assignmentId }, first.actor);
    expect((await own(first, assignmentId)).submission).toBeNull();
    expect(await handIn(first, assignmentId, '第三稿')).toMatchObject({ submissionId, version: 3, late: false });
    class_.due();
    await expect(run('homework.withdraw', { assignmentId }, first.actor)).rejects.toMatchObject({ code: 'homework.due' });
    await expect(handIn(first, assignmentId, '第四稿')).rejects.toMatchObject({ code: 'homework.closed' });
    expect(await handIn(first, assignmentId, '第三稿')).toMatchObject({ submissionId, version: 3 });
    expect((await own(first, assignmentId)).submission).toMatchObject({ content: { text: '第三稿' }, canChange: false });
  });

  it('is refused after the due time, or taken and marked where late works are', async () => {
    const strict = await classOf(2);
    class_.due();
    await expect(handIn(strict.everyone[0], strict.assignmentId)).rejects.toMatchObject({ code: 'homework.closed' });
    const lax = await classOf(2, {}, { lateUntil: { day: '2026-03-03', time: '20:00' } });
    class_.due();
    expect(await handIn(lax.everyone[0], lax.assignmentId)).toMatchObject({ late: true });
    await expect(handIn(lax.everyone[0], lax.assignmentId, '换一篇')).rejects.toMatchObject({ code: 'homework.handedIn' });
    class_.advance(DAY);
    await expect(handIn(lax.everyone[1], lax.assignmentId)).rejects.toMatchObject({ code: 'homework.closed' });
  });

  it('says what is needed, and is refused without it', async () => {
    const { everyone, assignmentId } = await classOf(2, { content: { text: { needed: true, min: 10 }, link: { needed: true } } });
    expect((await own(everyone[0], assignmentId)).needs).toEqual([
      expect.objectContaining({ code: 'due', met: true }),
      { code: 'text.min', need: 10, have: 0, met: false },
      { code: 'link.given', need: 1, have: 0, met: false },
    ]);
    await expect(handIn(everyone[0], assignmentId, '太短')).rejects.toMatchObject({ code: 'homework.text', data: { need: 10, have: 2 } });
    await expect(handIn(everyone[0], assignmentId)).rejects.toMatchObject({ code: 'homework.link' });
    expect(await works(assignmentId)).toEqual([]);
  });
});

describe('files of a work', () => {
  it('belong to it, are seen by staff and reviewers alone, and go when it is replaced without them', async () => {
    const content = { text: { needed: false }, photos: { needed: true, max: 2 } };
    const { communityId, everyone, assignmentId } = await classOf(4, { content, reviews: 1 });
    const bytes = pngOf(2, 2, [1, 2, 3]);
    const photoOf = async ({ actor }: Person) => {
      const { mediaId } = await run<{ mediaId: string }>('media.begin', { communityId, medium: 'photo', size: bytes.length }, actor);
      const place = { dataDir: class_.world.dataDir, orgId: class_.world.orgId };
      await ensureFolder(place);
      await writeFile(partPath(place, mediaId), bytes);
      await run('media.finish', { mediaId }, actor);
      return mediaId;
    };
    const hand = (person: Person, photos: string[]) => run('homework.submit', { assignmentId, content: { photos } }, person.actor);
    const [first, second] = [await photoOf(everyone[0]), await photoOf(everyone[0])];
    await expect(hand(everyone[0], [])).rejects.toMatchObject({ code: 'homework.photos' });
    await hand(everyone[0], [first]);
    await hand(everyone[0], [first, second]);
    await hand(everyone[0], [second]);
    await expect(hand(everyone[1], [first])).rejects.toMatchObject({ code: 'media.gone' });
    for (const person of everyone.slice(1)) await hand(person, [await photoOf(person)]);
    class_.due();
    await class_.deal();
    const seers: string[] = [];
    for (const { id, actor } of everyone.slice(1))
      await run('media.shown', { mediaId: second }, actor).then(
        () => seers.push(id),
        (error) => expect(error).toMatchObject({ code: 'media.unknown' }),
      );
    const [mine] = (await works(assignmentId)).filter(({ author }) => author.enrolmentId === everyone[0].id);
    const { reviews } = await class_.work(mine?.submissionId ?? '');
    expect(seers).toEqual(reviews.map(({ reviewer }) => reviewer?.enrolmentId));
    expect(await run('media.shownToStaff', { mediaId: second })).toMatchObject({ type: 'image/png' });
    await expect(run('media.shownToStaff', { mediaId: first })).rejects.toMatchObject({ code: 'media.unknown' });
  });
});

describe('an assignment', () => {
  it('is not there for members before it is published', async () => {
    class_.begin();
    const communityId = await class_.community();
    const [first] = await class_.people(communityId, ['林夏']);
    const due = { day: '2026-03-02', time: '20:00' };
    const { id } = await run<{ id: string }>('homework.create', { communityId, title: '草稿', due });
    await expect(own(first, id)).rejects.toMatchObject({ code: 'assignment.unknown' });
    expect((await run<{ assignments: object[] }>('homework.mine', {}, first.actor)).assignments).toEqual([]);
    await run('homework.publish', { assignmentId: id });
    expect((await own(first, id)).state).toBe('published');
  });

  it('once published changes only in what harms nobody', async () => {
    const { everyone, assignmentId } = await classOf(2);
    const update = (change: object) => run<{ title: string; dueAt: string }>('homework.update', { assignmentId, ...change });
    expect((await update({ title: '第一周：小事' })).title).toBe('第一周：小事');
    await update({ policy: { reviews: 1 } });
    await handIn(everyone[0], assignmentId);
    for (const change of [{ due: { day: '2026-03-02', time: '19:00' } }, { policy: { reviews: 3 } }])
      await expect(update(change)).rejects.toMatchObject({ code: 'assignment.published' });
    expect((await update({ due: { day: '2026-03-02', time: '21:00' } })).dueAt).toBe('2026-03-02T13:00:00.000Z');
    class_.at('2026-03-02T13:00:00Z');
    await expect(update({ due: { day: '2026-03-03', time: '21:00' } })).rejects.toMatchObject({ code: 'assignment.published' });
  });
});
