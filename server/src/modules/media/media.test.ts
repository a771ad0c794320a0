import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Actor, type TaskContext, uploadPath } from '#kernel';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { jpegOf, mp3Of, pngOf } from '#testing/media-files';
import { modules } from '../../modules.ts';
import { policy as policySchema } from '../checkins/contract.ts';
import { partPath } from './disk.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const place = { dataDir: home.dataDir, orgId: home.orgId };
const folder = join(uploadPath(home.dataDir, home.orgId, 'x'), '..', 'media');
const HOUR = 3_600_000;

const files = async () => (await readdir(folder)).sort();

/** As the door does it: the bytes lie in the folder before the member says that everything is sent. */
async function sent(communityId: string, { actor }: Person, bytes = pngOf(2, 2, [1, 2, 3]), medium = 'photo'): Promise<string> {
  const { mediaId } = await run<{ mediaId: string }>('media.begin', { communityId, medium, size: bytes.length }, actor);
  await mkdir(folder, { recursive: true });
  await writeFile(partPath(place, mediaId), bytes);
  await run('media.finish', { mediaId }, actor);
  return mediaId;
}

async function begun(content: object = { photos: { needed: true, max: 2 }, voice: { needed: false } }) {
  const communityId = await camp.community();
  const [one, other] = await camp.people(communityId, ['小满', '阿树']);
  const campaignId = await camp.campaign(communityId, { content }, '2026-03-22');
  const submit = (photos: string[], by = one, more: object = {}) =>
    run<{ first: boolean }>('checkins.submit', { campaignId, content: { photos, ...more } }, by.actor);
  return { communityId, campaignId, one, other, submit };
}

const ownerOf = async (mediaId: string) =>
  (
    await home.sql<{ campaignId: string | null; day: string | null }>(
      'SELECT campaign_id AS "campaignId", day::text AS day FROM media_file WHERE id = $1',
      [mediaId],
    )
  )[0];

async function sweep(): Promise<void> {
  const task = modules.find(({ name }) => name === 'media')?.tasks['media.sweep'];
  const actor: Actor = { kind: 'system', orgId: home.orgId };
  const ctx: TaskContext = {
    ...{ ...place, actor, requestId: 'schedule', now: home.clock.now, newId: home.kernel.newId, signal: new AbortController().signal },
    call: (operation, input) => home.kernel.run(operation, input, actor),
    progress: () => {},
    ensureMonths: async () => {},
  };
  expect(task?.cron).toMatch(/^\d+ \d+ \* \* \*$/);
  await task?.run(ctx, {});
}

describe('the rules', () => {
  it('of before photos and voice ask for neither', () => {
    expect(policySchema.parse({ content: { text: { needed: true, min: 2 } } }).content).toMatchObject({ photos: null, voice: null });
  });

  it('ask for photos and for a voice, and for no more than they say', async () => {
    const { communityId, one, submit } = await begun({ photos: { needed: true, max: 2 }, voice: { needed: true, maxSeconds: 30 } });
    await expect(submit([])).rejects.toMatchObject({ code: 'checkin.photos', data: { min: 1, max: 2 } });
    const photos = [await sent(communityId, one), await sent(communityId, one), await sent(communityId, one)];
    const voice = await sent(communityId, one, mp3Of('x'), 'voice');
    await expect(submit(photos, one, { voice })).rejects.toMatchObject({ code: 'checkin.photos' });
    await expect(submit(photos.slice(1))).rejects.toMatchObject({ code: 'checkin.voice' });
    // A voice is no photo, and a photo no voice.
    await expect(submit([voice], one, { voice: photos[0] })).rejects.toMatchObject({ code: 'media.gone' });
    await submit(photos.slice(1), one, { voice });
    expect(await ownerOf(photos[0] ?? '')).toMatchObject({ day: null });
  });

  it('that ask for none keep none', async () => {
    const { communityId, campaignId, one, submit } = await begun({ text: { needed: false } });
    const photo = await sent(communityId, one);
    await submit([photo]);
    expect(await ownerOf(photo)).toEqual({ campaignId: null, day: null });
    const { posts } = await run<{ posts: unknown[] }>('checkins.feed', { campaignId }, one.actor);
    expect(posts).toMatchObject([{ photos: [], voice: null }]);
  });
});

describe('a file', () => {
  it('belongs to one check-in of the one who sent it', async () => {
    const { communityId, campaignId, one, other, submit } = await begun();
    const photo = await sent(communityId, one);
    await expect(submit([photo], other)).rejects.toMatchObject({ code: 'media.gone' });
    await expect(submit([photo, photo])).rejects.toMatchObject({ code: 'media.gone' });
    expect(await camp.rowsOf(campaignId)).toEqual([]);
    // Ten at once: one check-in, and it has the photo.
    const tries = await Promise.all(Array.from({ length: 10 }, () => submit([photo])));
    expect(tries.filter(({ first }) => first)).toHaveLength(1);
    expect(await ownerOf(photo)).toEqual({ campaignId, day: '2026-03-02' });
    camp.at('2026-03-03T00:00:00Z');
    await expect(submit([photo])).rejects.toMatchObject({ code: 'media.gone' });
    await expect(run('media.remove', { mediaId: photo }, one.actor)).rejects.toMatchObject({ code: 'media.inUse' });
    const wrong = home.sql('UPDATE media_file SET enrolment_id = $1 WHERE id = $2', [other.id, photo]);
    await expect(wrong).rejects.toThrow(/foreign key/);
    camp.at('2026-03-02T00:00:00Z');
  });

  it('that is not whole belongs to none', async () => {
    const { communityId, one, submit } = await begun();
    const { mediaId } = await run<{ mediaId: string }>('media.begin', { communityId, medium: 'photo', size: 50 }, one.actor);
    await expect(submit([mediaId])).rejects.toMatchObject({ code: 'media.gone' });
    await expect(run('media.finish', { mediaId }, one.actor)).rejects.toMatchObject({
      code: 'media.incomplete',
      data: { offset: 0, size: 50 },
    });
  });

  it('leaves nothing of what it told: what arrived goes as soon as the clean file is there', async () => {
    const { communityId, one } = await begun();
    const mediaId = await sent(communityId, one, jpegOf(6, '39.9042N 116.4074E'));
    await home.drain();
    expect(await files()).toContain(mediaId);
    expect(await files()).not.toContain(`${mediaId}.part`);
    expect(await everythingKept(home)).not.toContain('39.9042N');
    // Said twice, as by a phone that did not hear the answer.
    await expect(run('media.finish', { mediaId }, one.actor)).resolves.toMatchObject({ finished: true });
  });

  it('is one of twenty at most that wait, on two phones together', async () => {
    const { communityId, one } = await begun();
    const begin = () => run('media.begin', { communityId, medium: 'photo', size: 5 }, one.actor);
    const tries = await Promise.allSettled(Array.from({ length: 25 }, begin));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    await expect(begin()).rejects.toMatchObject({ code: 'media.tooMany', data: { limit: 20 } });
  });
});

describe('after a check-in', () => {
  it('undone, its photo may be sent again; a day later it is gone, and one in use is not', async () => {
    const { communityId, campaignId, one, submit } = await begun();
    const [photo, other] = [await sent(communityId, one), await sent(communityId, one)];
    await submit([photo]);
    await run('checkins.undo', { campaignId }, one.actor);
    await submit([photo]);
    expect(await ownerOf(photo)).toMatchObject({ day: '2026-03-02' });
    await sweep();
    expect(await files()).toEqual(expect.arrayContaining([photo, other]));
    camp.advance(24 * HOUR + 1_000);
    await sweep();
    expect(await files()).toContain(photo);
    expect(await files()).not.toContain(other);
    camp.at('2026-03-02T00:00:00Z');
  });

  it('taken away by staff, its photo goes too', async () => {
    const { communityId, campaignId, one, submit } = await begun();
    const photo = await sent(communityId, one);
    await submit([photo]);
    const correction = { campaignId, enrolmentId: one.id, day: '2026-03-02', reason: '不是本人' };
    await run('checkins.correct', { ...correction, becomes: 'late' });
    expect(await ownerOf(photo)).toMatchObject({ day: '2026-03-02' });
    await run('checkins.correct', { ...correction, becomes: null });
    expect(await ownerOf(photo)).toMatchObject({ day: null });
    camp.advance(24 * HOUR + 1_000);
    await sweep();
    expect(await ownerOf(photo)).toBeUndefined();
    camp.at('2026-03-02T00:00:00Z');
  });

  it('that was late and is made up has the photos of the second time', async () => {
    const { communityId, one } = await begun();
    const strict = { opens: '05:00', closes: '06:00', content: { photos: { needed: true, max: 1 } } };
    const campaignId = await camp.campaign(communityId, strict, '2026-03-22');
    const [late, again] = [await sent(communityId, one), await sent(communityId, one)];
    await run('checkins.submit', { campaignId, content: { photos: [late] } }, one.actor);
    camp.at('2026-03-03T00:00:00Z');
    await run('checkins.makeUp', { campaignId, day: '2026-03-02', content: { photos: [again] } }, one.actor);
    expect([await ownerOf(late), await ownerOf(again)]).toMatchObject([{ day: null }, { day: '2026-03-02' }]);
    camp.at('2026-03-02T00:00:00Z');
  });
});

describe('what is kept of somebody', () => {
  it('names their files, and when they are erased these go, of the folder too', async () => {
    const { communityId, campaignId, one, other, submit } = await begun();
    const [mine, theirs] = [await sent(communityId, one), await sent(communityId, other)];
    await submit([mine]);
    await submit([theirs], other);
    const copy = await run<{ files: object[] }>('privacy.exportMine', {}, one.actor);
    expect(copy.files).toMatchObject([{ id: mine, kind: 'photo', type: 'image/png', day: '2026-03-02', at: '2026-03-02T00:00:00.000Z' }]);
    await run('privacy.eraseMine', { understood: true }, one.actor);
    expect(await ownerOf(mine)).toBeUndefined();
    await home.drain();
    expect(await files()).toContain(theirs);
    expect(await files()).not.toContain(mine);
    expect(await everythingKept(home)).not.toMatch(new RegExp(`"(?:checkin|media_file)" .*${mine}`));
    expect((await camp.rowsOf(campaignId)).map(({ who }) => who)).toContain(one.id);
  });

  it('goes with the community', async () => {
    const { communityId, one, submit } = await begun();
    const photo = await sent(communityId, one);
    await submit([photo]);
    await home.sql('DELETE FROM community WHERE id = $1', [communityId]);
    expect(await ownerOf(photo)).toBeUndefined();
    await sweep();
    expect(await files()).not.toContain(photo);
  });
});
