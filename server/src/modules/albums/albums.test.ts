/** Albums: nobody who objects, left or was erased, nothing that others could not read, nobody but those who were there. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { albumWorld } from '#testing/album';
import { campWorld, type Person } from '#testing/camp';
import { pngOf } from '#testing/media-files';
import type { Album } from './contract.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;
const scene = albumWorld(camp, '2026-03-02');
const { actorOf, filled, over, dayOf } = scene;
const DAY = 86_400_000;

const look = (campaignId: string) => run<Album>('albums.look', { campaignId });
const mine = async (one: Person, campaignId: string) => run<Album>('albums.mine', { campaignId }, await actorOf(one));
const photo = (actor: Actor | null, campaignId: string, mediaId: string) =>
  run<{ type: string }>('albums.photo', { campaignId, mediaId }, actor);
const hide = async (one: Person, communityId: string, hidden: boolean) => run('albums.hide', { communityId, hidden }, await actorOf(one));
const told = { language: 'zh-CN', doing: '', offers: '', seeks: '', contact: '', contactShared: false };
const joinAlumni = async (one: Person, communityId: string) =>
  run('alumni.join', { communityId, name: one.nickname, ...told }, await actorOf(one));

/** Who is in which part of it. */
const partsOf = ({ works, posts, completed, thanks }: Album) => ({
  works: works.map(({ nickname }) => nickname).sort(),
  posts: posts.map(({ nickname }) => nickname).sort(),
  completed: completed.toSorted(),
  thanks: thanks.flatMap(({ names }) => names).sort(),
});
const everywhere = (...names: string[]) => {
  const sorted = names.toSorted();
  return { works: sorted, posts: sorted, completed: sorted, thanks: sorted };
};
const three = ['甲安', '乙宁', '丙晴'] as const;

/** Not a word of them, and no photo. */
async function expectGone(campaignId: string, one: Person, mediaId: string, reader: Person) {
  for (const album of [await look(campaignId), await mine(reader, campaignId)]) {
    expect(JSON.stringify(album)).not.toContain(one.nickname);
    expect(JSON.stringify(album)).not.toContain(mediaId);
  }
  await expect(photo(await actorOf(reader), campaignId, mediaId)).rejects.toMatchObject({ code: 'media.unknown' });
  await expect(run('albums.photoForStaff', { campaignId, mediaId })).rejects.toMatchObject({ code: 'media.unknown' });
}

describe('an album', () => {
  it('tells the same to staff and to those who were there: figures, days, works, check-ins, names', async () => {
    const { campaignId, all, photo: photoBy } = await filled(three);
    const album = await look(campaignId);
    expect({ ...(await mine(all[0], campaignId)), madeAt: album.madeAt }).toEqual(album);
    expect(partsOf(album)).toEqual(everywhere(...three));
    expect(album).toMatchObject({
      ...{ campaign: '晨读', startsOn: dayOf(0), endsOn: dayOf(2), gaps: [] },
      numbers: { people: 3, days: 3, checkins: 3, works: 3, certificates: 3 },
      timeline: [
        { code: 'opening', on: dayOf(0) },
        { code: 'bestDay', on: dayOf(0), count: 3 },
        { code: 'closing', on: dayOf(2) },
        { code: 'graduation', on: dayOf(4), count: 3 },
      ],
    });
    expect(album.posts[0]).toMatchObject({ likes: 2, day: dayOf(0) });
    for (const one of all) expect(await photo(all[1].actor, campaignId, photoBy(one))).toMatchObject({ type: 'image/png' });
  });

  it('says what is missing where little is on record, and is none before the first day is over', async () => {
    scene.begin();
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, ['独自']);
    const campaignId = await scene.campaignIn(communityId);
    await run('checkins.submit', { campaignId, content: { text: '没有人点赞' } }, one.actor);
    await expect(look(campaignId)).rejects.toMatchObject({ code: 'campaign.notBegun' });
    camp.advance(DAY);
    expect(await look(campaignId)).toMatchObject({
      gaps: ['running', 'works', 'posts', 'completed', 'thanks'],
      timeline: [{ code: 'opening' }, { code: 'bestDay', count: 1 }],
      numbers: { people: 1, checkins: 1, works: 0, certificates: 0 },
    });
    over();
    expect((await look(campaignId)).gaps).toEqual(['works', 'posts', 'completed', 'thanks']);
    await run('graduation.award', { campaignId, need: 1 });
    expect((await look(campaignId)).gaps).toEqual(['works', 'posts', 'thanks']);
  });
});

describe('whoever objects', () => {
  it('is in no part of it, their photo included, counts all the same, and comes back once they allow it', async () => {
    const { campaignId, communityId, all, photo: photoBy } = await filled(three);
    const [shy, reader] = all;
    const before = await look(campaignId);
    await hide(shy, communityId, true);
    await hide(shy, communityId, true);
    await expectGone(campaignId, shy, photoBy(shy), reader);
    const hidden = await look(campaignId);
    expect(partsOf(hidden)).toEqual(everywhere('乙宁', '丙晴'));
    expect(hidden.numbers).toEqual(before.numbers);
    // Nor for themselves: it is one album for all.
    expect(partsOf(await mine(shy, campaignId))).toEqual(partsOf(hidden));
    await hide(shy, communityId, false);
    expect({ ...(await look(campaignId)), madeAt: before.madeAt }).toEqual(before);
    expect(await photo(reader.actor, campaignId, photoBy(shy))).toMatchObject({ type: 'image/png' });
  });

  it('is told so, objects for one community alone, and finds it in their copy until they are erased', async () => {
    const { campaignId, communityId, all } = await filled(three);
    const [shy] = all;
    const elsewhere = await camp.community();
    await run('admissions.enrol', { communityId: elsewhere, people: [{ name: '戊外' }] });
    await expect(run('albums.hide', { communityId: elsewhere, hidden: true }, shy.actor)).rejects.toMatchObject({ code: 'access.denied' });
    await hide(shy, communityId, true);
    expect(await run('albums.choices', {}, shy.actor)).toEqual({
      communities: [{ communityId, community: '晨读营', hidden: true, campaigns: [{ campaignId, name: '晨读', over: true }] }],
    });
    expect(await run('albums.choices', {}, all[1].actor)).toMatchObject({ communities: [{ hidden: false }] });
    const copy = await run<{ hiddenInAlbums: object[] }>('privacy.exportMine', {}, shy.actor);
    expect(copy.hiddenInAlbums).toEqual([{ community: '晨读营', since: new Date(home.clock.now()).toISOString() }]);
    await run('privacy.eraseMine', { understood: true }, shy.actor);
    expect(await home.sql('SELECT 1 FROM album_opt_out WHERE enrolment_id = $1', [shy.id])).toEqual([]);
  });
});

describe('whoever was erased', () => {
  it('leaves nothing in it, nor did the likes they gave', async () => {
    const { campaignId, all, photo: photoBy } = await filled(three);
    const [gone, reader] = all;
    await joinAlumni(gone, (await look(campaignId)).communityId);
    await run('privacy.eraseMine', { understood: true }, gone.actor);
    await expectGone(campaignId, gone, photoBy(gone), reader);
    const album = await look(campaignId);
    expect(partsOf(album)).toEqual(everywhere('乙宁', '丙晴'));
    expect(album.posts.map(({ likes }) => likes)).toEqual([1, 1]);
    expect(album.numbers).toMatchObject({ checkins: 3, certificates: 2 });
    await home.drain();
    await expectGone(campaignId, gone, photoBy(gone), reader);
  });
});

describe('what others could read already', () => {
  it('is all there is of check-ins: none that was taken back, corrected by staff, or is of suspended rights', async () => {
    const { campaignId, all, photo: photoBy } = await filled([...three, '丁朗']);
    const [undone, corrected, suspended] = all;
    scene.begin();
    await run('checkins.undo', { campaignId }, undone.actor);
    over();
    // Its words stay on record; the feed does not show them any more.
    await run('checkins.correct', { campaignId, enrolmentId: corrected.id, day: dayOf(0), becomes: 'late', reason: '发得晚' });
    await home.sql('UPDATE enrolment SET rights_suspended_at = now() WHERE id = $1', [suspended?.id]);
    expect(partsOf(await look(campaignId)).posts).toEqual(['丁朗']);
    for (const one of [undone, corrected, suspended] as Person[])
      await expect(photo(all[3]?.actor ?? null, campaignId, photoBy(one))).rejects.toMatchObject({ code: 'media.unknown' });
  });

  it('is all there is of works: one whose author has not agreed, or took it back, is in none', async () => {
    scene.begin();
    const communityId = await camp.community();
    const [asked, refused, given, ...more] = await camp.people(communityId, [...three, '丁朗']);
    const campaignId = await scene.campaignIn(communityId);
    const assignmentId = await scene.assignmentIn(communityId);
    const hand = (one: Person) =>
      run<{ submissionId: string }>('homework.submit', { assignmentId, content: { text: `${one.nickname}的作业` } }, one.actor);
    const { submissionId } = await hand(asked);
    await run('homework.feature', { submissionId, why: '写得真' });
    await scene.featuredWork(refused, assignmentId, '不愿意', false);
    await scene.featuredWork(given as Person, assignmentId, '愿意的作业');
    await scene.featuredWork(more[0] as Person, assignmentId, '收回的作业');
    await run('homework.withdraw', { assignmentId }, more[0]?.actor);
    over();
    const album = await look(campaignId);
    expect(album.works).toEqual([{ nickname: '丙晴', title: '第一周作业', why: '写得真', text: '愿意的作业' }]);
    expect(album.numbers.works).toBe(3);
    await run('homework.answerFeature', { assignmentId, agree: false }, given?.actor);
    expect((await look(campaignId)).works).toEqual([]);
  });

  it('is all there is of photos: no loose one, none of a check-in that is not in it, none of another campaign', async () => {
    const { campaignId, communityId, all, photo: photoBy } = await filled(three);
    const [one, reader] = all;
    const other = await filled(['外甲', '外乙']);
    scene.begin();
    camp.advance(DAY);
    const content = { photos: await Promise.all([1, 2, 3].map((shade) => scene.photoOf(one, communityId, pngOf(2, 2, [shade, 0, 0])))) };
    await run('checkins.submit', { campaignId, content }, one.actor);
    const loose = await scene.photoOf(one, communityId, pngOf(2, 2, [9, 9, 9]));
    over();
    // The other day has no likes; once it has most, the first two of its photos are in.
    const unseen = [loose, ...content.photos, other.photo(other.all[0]), home.orgId];
    for (const mediaId of unseen) await expect(photo(reader.actor, campaignId, mediaId)).rejects.toMatchObject({ code: 'media.unknown' });
    for (const { actor } of all.slice(1))
      await run('checkins.like', { campaignId, enrolmentId: one.id, day: dayOf(1), liked: true }, actor);
    await run('checkins.like', { campaignId, enrolmentId: one.id, day: dayOf(0), liked: false }, reader.actor);
    expect((await look(campaignId)).posts.find(({ nickname }) => nickname === '甲安')?.photos).toEqual(content.photos.slice(0, 2));
    for (const mediaId of content.photos.slice(0, 2)) expect(await photo(reader.actor, campaignId, mediaId)).toBeTruthy();
    for (const mediaId of [content.photos[2] ?? '', loose, photoBy(one)])
      await expect(photo(reader.actor, campaignId, mediaId)).rejects.toMatchObject({ code: 'media.unknown' });
  });
});

describe('who was not there', () => {
  it('reads nothing of it: members and staff of others, another organisation, strangers', async () => {
    const { campaignId, communityId, all, photo: photoBy } = await filled(three);
    const other = await filled(['外甲', '外乙']);
    const mediaId = photoBy(all[0]);
    const tries = async (actor: Actor | null, code: string, operations = ['mine', 'photo', 'look', 'photoForStaff']) => {
      for (const operation of operations)
        await expect(run(`albums.${operation}`, { campaignId, mediaId }, actor), operation).rejects.toMatchObject({ code });
    };
    await tries(other.all[0].actor, 'access.denied');
    await tries(home.staff('operator', other.communityId), 'access.denied');
    await tries(home.staff('viewer', communityId), 'access.denied');
    await tries(null, 'access.signIn');
    await tries(await home.otherOrganisation(), 'campaign.unknown', ['look', 'photoForStaff']);
    await tries(all[0].actor, 'access.denied', ['look', 'photoForStaff']);
    await expect(run('albums.hide', { communityId, hidden: true }, other.all[0].actor)).rejects.toMatchObject({ code: 'access.denied' });
    expect(await run('albums.look', { campaignId }, home.staff('coach', communityId))).toMatchObject({ campaignId });
  });
});

describe('a certificate that was revoked', () => {
  it('is neither counted nor named, until it is given back', async () => {
    const { campaignId } = await filled(three);
    const { people } = await run<{ people: { nickname: string; certificate: { certificateId: string } | null }[] }>('graduation.preview', {
      campaignId,
    });
    const certificateId = people.find(({ nickname }) => nickname === '甲安')?.certificate?.certificateId;
    await run('graduation.revoke', { certificateId, reason: '代打卡' });
    const album = await look(campaignId);
    expect(album.completed.toSorted()).toEqual(['丙晴', '乙宁']);
    expect(album.numbers.certificates).toBe(2);
    expect(album.timeline).toContainEqual({ code: 'graduation', on: dayOf(4), count: 2 });
    await run('graduation.giveBack', { certificateId });
    expect(await look(campaignId)).toMatchObject({ numbers: { certificates: 3 }, completed: expect.arrayContaining(['甲安']) });
  });
});

describe('who left', () => {
  it('stands in it as an alumnus alone, reads it, may object, and is gone with the consent', async () => {
    const { campaignId, communityId, all, photo: photoBy } = await filled(three);
    const [gone, reader] = all;
    await camp.leave(gone);
    await expectGone(campaignId, gone, photoBy(gone), reader);
    expect((await look(campaignId)).numbers.certificates).toBe(3);
    expect(partsOf(await mine(gone, campaignId))).toEqual(everywhere('乙宁', '丙晴'));
    await joinAlumni(gone, communityId);
    expect(partsOf(await look(campaignId))).toEqual(everywhere(...three));
    await hide(gone, communityId, true);
    await expectGone(campaignId, gone, photoBy(gone), reader);
    await hide(gone, communityId, false);
    await run('alumni.withdraw', { communityId }, await actorOf(gone));
    await expectGone(campaignId, gone, photoBy(gone), reader);
    await camp.comeBack(gone);
    expect(partsOf(await look(campaignId))).toEqual(everywhere(...three));
  });

  it('by a removal, is in it no longer than the alumni list shows them', async () => {
    const { campaignId, communityId, all, photo: photoBy } = await filled(three);
    const [removed, reader] = all;
    await joinAlumni(removed, communityId);
    camp.advance(3 * DAY);
    await run('removals.begin', { communityId, enrolmentIds: [removed.id], first: 'proposal', silent: 1 });
    const [row] = await home.sql<{ id: string }>('SELECT id FROM removal_case WHERE enrolment_id = $1', [removed.id]);
    await run('removals.confirm', { removalCaseId: row?.id, reason: '很久没有打卡' });
    expect(partsOf(await look(campaignId))).toEqual(everywhere(...three));
    const [certificate] = await home.sql<{ id: string }>('SELECT id FROM certificate WHERE enrolment_id = $1', [removed.id]);
    await run('graduation.revoke', { certificateId: certificate?.id, reason: '代打卡' });
    expect((await run<{ people: object[] }>('alumni.list', { communityId })).people).toEqual([]);
    await expectGone(campaignId, removed, photoBy(removed), reader);
    await expect(mine(removed, campaignId)).rejects.toMatchObject({ code: 'access.denied' });
  });
});
