/** Three days of a camp in which everybody is in every part of its album, for tests of albums. */
import { writeFile } from 'node:fs/promises';
import type { Actor } from '#kernel';
import { personActor } from '../modules/admissions/index.ts';
import { ensureFolder, partPath } from '../modules/media/index.ts';
import type { CampWorld, Person } from './camp.ts';
import { pngOf } from './media-files.ts';

const DAY = 86_400_000;

/** @param first civil day on which it begins; afterwards the clock stands two days after its last one, and certificates are awarded */
export function albumWorld({ run, at, community, people, world }: CampWorld, first: string) {
  const start = Date.parse(`${first}T02:00:00Z`);
  const dayOf = (nth: number) => new Date(start + nth * DAY).toISOString().slice(0, 10);
  const begin = () => at(new Date(start).toISOString());
  const over = () => at(new Date(start + 4 * DAY).toISOString());

  /** As a member sends one, from the first byte to the last. */
  async function photoOf({ actor }: Person, communityId: string, bytes: Buffer): Promise<string> {
    const { mediaId } = await run<{ mediaId: string }>('media.begin', { communityId, medium: 'photo', size: bytes.length }, actor);
    const place = { dataDir: world.dataDir, orgId: world.orgId };
    await ensureFolder(place);
    await writeFile(partPath(place, mediaId), bytes);
    await run('media.finish', { mediaId }, actor);
    return mediaId;
  }

  async function campaignIn(communityId: string): Promise<string> {
    const policy = { content: { text: { needed: false }, photos: { needed: false, max: 3 } } };
    const input = { communityId, name: '晨读', startsOn: dayOf(0), endsOn: dayOf(2), policy };
    return (await run<{ id: string }>('checkins.createCampaign', input)).id;
  }

  /** Handed in, chosen, and agreed to by its author. */
  async function featuredWork({ actor }: Person, assignmentId: string, text: string, agree = true): Promise<void> {
    const { submissionId } = await run<{ submissionId: string }>('homework.submit', { assignmentId, content: { text } }, actor);
    await run('homework.feature', { submissionId, why: '写得真' });
    await run('homework.answerFeature', { assignmentId, agree }, actor);
  }

  async function assignmentIn(communityId: string): Promise<string> {
    const input = { communityId, title: '第一周作业', asked: '写一件小事', due: { day: dayOf(1), time: '20:00' }, policy: { reviews: 0 } };
    const { id } = await run<{ id: string }>('homework.create', input);
    await run('homework.publish', { assignmentId: id });
    return id;
  }

  async function filled<Names extends readonly [string, string, ...string[]]>(names: Names) {
    begin();
    const communityId = await community();
    const all = await people(communityId, names);
    const campaignId = await campaignIn(communityId);
    const assignmentId = await assignmentIn(communityId);
    const { id: roleId } = await run<{ id: string }>('roles.make', {
      communityId,
      name: '班长',
      scope: 'community',
      leads: false,
      rights: [],
    });
    const photos = new Map<string, string>();
    for (const [index, one] of all.entries()) {
      const mediaId = await photoOf(one, communityId, pngOf(4, 3, [10 + index, 20, 30]));
      photos.set(one.id, mediaId);
      await run('checkins.submit', { campaignId, content: { text: `${one.nickname}的早晨`, photos: [mediaId] } }, one.actor);
      await featuredWork(one, assignmentId, `${one.nickname}的作业`);
      await run('roles.appoint', { roleId, enrolmentId: one.id, inSquadId: null });
    }
    for (const { id } of all)
      for (const { id: by, actor } of all)
        if (by !== id) await run('checkins.like', { campaignId, enrolmentId: id, day: dayOf(0), liked: true }, actor);
    over();
    await run('graduation.award', { campaignId, need: 1 });
    return { communityId, campaignId, assignmentId, roleId, all, photo: ({ id }: Person) => photos.get(id) ?? '' };
  }

  return {
    ...{ begin, over, dayOf, photoOf, campaignIn, assignmentIn, featuredWork, filled },
    /** As the door finds out who calls, those who left as well. */
    actorOf: ({ memberId }: Person): Promise<Actor> => personActor(world.kernel, world.orgId, memberId),
  };
}
