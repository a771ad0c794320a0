/** What somebody who takes part may ask for: a copy of everything, and to be erased. */
import type { CommandContext, QueryContext } from '#kernel';
import { accountOf, eraseEnrolment, findEnrolment, keptAbout } from '../admissions/index.ts';
import { eraseAlbums, keptAlbums } from '../albums/index.ts';
import { eraseAlumni, keptAlumni } from '../alumni/index.ts';
import { eraseCheckins, keptCheckins } from '../checkins/index.ts';
import { eraseCredentials, keptCredentials } from '../credentials/index.ts';
import { eraseCredit, keptCredit } from '../credit/index.ts';
import { eraseDissolution, keptDissolution } from '../dissolution/index.ts';
import { eraseDuties, keptDuties } from '../duties/index.ts';
import { eraseExits, keptExits } from '../exits/index.ts';
import { eraseGraduation, keptGraduation } from '../graduation/index.ts';
import { eraseHomework, keptHomework } from '../homework/index.ts';
import { erasePoints, keptPoints } from '../points/index.ts';
import { erasePrizes, keptPrizes } from '../prizes/index.ts';
import { eraseRaffles, keptRaffles } from '../raffles/index.ts';
import { eraseRemovals, keptRemovals } from '../removals/index.ts';
import { eraseRoles, keptRoles } from '../roles/index.ts';
import { eraseShop, keptShop } from '../shop/index.ts';
import { eraseSquads, keptSquads } from '../squads/index.ts';
import { eraseSuccession, keptSuccession } from '../succession/index.ts';
import { eraseWelcome, keptWelcome } from '../welcome/index.ts';

export async function exportMine(ctx: QueryContext) {
  const memberId = accountOf(ctx);
  const { name, enrolments } = await keptAbout(ctx, memberId);
  const ids = enrolments.map(({ id }) => id);
  const kept = {
    ...(await keptCredentials(ctx, memberId)),
    ...(await keptCheckins(ctx, ids)),
    ...(await keptDuties(ctx, ids)),
    ...(await keptWelcome(ctx, ids)),
    ...(await keptSquads(ctx, ids)),
    ...(await keptRoles(ctx, ids)),
    ...(await keptGraduation(ctx, ids)),
    ...(await keptExits(ctx, ids)),
    ...(await keptRaffles(ctx, ids)),
    ...(await keptShop(ctx, ids)),
    ...(await keptPrizes(ctx, ids)),
    ...(await keptPoints(ctx, ids)),
    ...(await keptCredit(ctx, ids)),
    ...(await keptSuccession(ctx, ids)),
    ...(await keptHomework(ctx, ids)),
    ...(await keptRemovals(ctx, ids)),
    ...(await keptDissolution(ctx, ids)),
    ...(await keptAlumni(ctx, ids)),
    ...(await keptAlbums(ctx, ids)),
  };
  return { exportedAt: new Date(ctx.now()).toISOString(), name, enrolments: enrolments.map((row) => ({ ...row })), ...kept };
}

export async function eraseMine(ctx: CommandContext) {
  const memberId = accountOf(ctx);
  const { enrolments } = await keptAbout(ctx, memberId);
  for (const { id, communityId } of enrolments) await erase(ctx, { id, communityId, memberId });
  if (enrolments.length === 0) ctx.unchanged();
  return { enrolments: enrolments.length };
}

/** @throws DomainError `enrolment.unknown` */
export async function eraseOfEnrolment(ctx: CommandContext, { enrolmentId }: { enrolmentId: string }) {
  await erase(ctx, await findEnrolment(ctx, enrolmentId));
  return {};
}

async function erase(ctx: CommandContext, enrolment: { id: string; communityId: string; memberId: string }): Promise<void> {
  await eraseCheckins(ctx, enrolment.id);
  await eraseWelcome(ctx, enrolment.id);
  await eraseDuties(ctx, enrolment.id);
  await eraseSquads(ctx, enrolment.id);
  await eraseRoles(ctx, enrolment.id);
  await eraseGraduation(ctx, enrolment.id);
  await eraseExits(ctx, enrolment.id);
  await eraseRaffles(ctx, enrolment.id);
  await eraseShop(ctx, enrolment.id);
  await erasePrizes(ctx, enrolment.id);
  await erasePoints(ctx, enrolment.id);
  await eraseCredit(ctx, enrolment.id);
  await eraseSuccession(ctx, enrolment.id);
  await eraseHomework(ctx, enrolment.id);
  await eraseRemovals(ctx, enrolment.id);
  await eraseDissolution(ctx, enrolment.id);
  await eraseAlumni(ctx, enrolment.id);
  await eraseAlbums(ctx, enrolment.id);
  if (await eraseEnrolment(ctx, enrolment)) await eraseCredentials(ctx, enrolment.memberId);
  ctx.emit('enrolment.erased', { communityId: enrolment.communityId, subjectId: enrolment.id });
}
