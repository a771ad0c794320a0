/** What members are told, and whether they go along. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { DAY_MS } from '#vocabulary/zone';
import { accountOf, ownEnrolments, requireOwnEnrolment } from '../admissions/index.ts';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import { announcedIn, announcedWhere } from './find.ts';
import { answersTo } from './preview.ts';

/** After the end it is told for so long; that a community was dissolved is said where it is listed. */
const TOLD_MS = 30 * DAY_MS;

export async function mine(ctx: QueryContext) {
  const own = await ownEnrolments(ctx, accountOf(ctx));
  const here = own.map(({ communityId }) => communityId);
  const since = iso(ctx.now() - TOLD_MS);
  const found = await announcedWhere(
    ctx,
    sql`d.community_id = ANY(${uuids(here)}) AND (d.done_at IS NULL OR d.done_at > ${since}::timestamptz)`,
  );
  const dissolutions = [];
  for (const one of found) {
    const enrolmentId = own.find(({ communityId }) => communityId === one.communityId)?.enrolmentId;
    const said = (await answersTo(ctx, one)).find((answer) => answer.enrolmentId === enrolmentId);
    dissolutions.push({ ...one, comes: said?.comes ?? null, outcome: said?.outcome ?? null });
  }
  return { dissolutions };
}

interface Said {
  communityId: string;
  version: number;
  comes: boolean;
}

/** @throws DomainError `access.denied`, `dissolution.none`, `dissolution.changed`, `dissolution.over` {lastDay}, `dissolution.noSuccessor` */
export async function answer(ctx: CommandContext, { communityId, version, comes }: Said) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'dissolution.answer');
  const found = await announcedIn(ctx, communityId);
  if (!found) throw new DomainError('dissolution.none', {});
  if (found.version !== version) throw new DomainError('dissolution.changed', {});
  if (found.over) throw new DomainError('dissolution.over', { lastDay: found.lastDay });
  if (!found.successor) throw new DomainError('dissolution.noSuccessor', {});
  const said = await rowsOf(
    ctx,
    sql`INSERT INTO dissolution_answer (org_id, dissolution_id, enrolment_id, successor_id, comes, at)
        VALUES (${ctx.orgId}, ${found.id}, ${enrolmentId}, ${found.successor.id}, ${comes}, ${iso(ctx.now())}::timestamptz)
        ON CONFLICT (org_id, dissolution_id, enrolment_id) DO UPDATE
          SET successor_id = EXCLUDED.successor_id, comes = EXCLUDED.comes, at = EXCLUDED.at
          WHERE (dissolution_answer.successor_id, dissolution_answer.comes) IS DISTINCT FROM (EXCLUDED.successor_id, EXCLUDED.comes)
        RETURNING enrolment_id`,
  );
  if (said.length === 0) ctx.unchanged();
  else ctx.emit('dissolution.answered', { communityId, subjectId: enrolmentId });
  return { comes };
}
