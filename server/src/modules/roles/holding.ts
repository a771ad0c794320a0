/** Who holds a role from when until when. */
import { type CommandContext, DomainError } from '#kernel';
import { findEnrolment } from '../admissions/index.ts';
import { and, eq, isNull, lte, sql } from '../rows.ts';
import { findSquad } from '../squads/index.ts';
import { findRole, holdersWhere } from './find.ts';
import { roleHolder } from './schema.ts';

const DAY_MS = 86_400_000;

interface Appointment {
  roleId: string;
  enrolmentId: string;
  inSquadId: string | null;
  termDays?: number | null | undefined;
  replace: boolean;
}

/**
 * @throws DomainError `role.unknown`, `enrolment.unknown`, `enrolment.left`, `role.needsSquad`, `role.noSquad`, `squad.unknown`,
 * `role.held` where this person has it already, `role.taken` where the squad has another leader and `replace` is not said
 */
export async function appoint(ctx: CommandContext, { roleId, enrolmentId, inSquadId, replace, ...input }: Appointment) {
  const role = await findRole(ctx, roleId);
  const { communityId } = role;
  const person = await findEnrolment(ctx, enrolmentId);
  if (person.communityId !== communityId) throw new DomainError('enrolment.unknown', { enrolmentId });
  if (person.leftAt !== null) throw new DomainError('enrolment.left', { enrolmentId });
  if (role.scope === 'squad' && inSquadId === null) throw new DomainError('role.needsSquad', { name: role.name });
  if (role.scope === 'community' && inSquadId !== null) throw new DomainError('role.noSquad', { name: role.name });
  if (inSquadId !== null && (await findSquad(ctx, inSquadId)).communityId !== communityId)
    throw new DomainError('squad.unknown', { squadId: inSquadId });
  await settleTerms(ctx, roleId, inSquadId);
  if (role.leads && inSquadId !== null) await makeRoom(ctx, { enrolmentId, inSquadId, replace });
  const termDays = input.termDays === undefined ? role.termDays : input.termDays;
  const now = ctx.now();
  const id = ctx.newId();
  const given = await ctx.db
    .insert(roleHolder)
    .values({
      ...{ orgId: ctx.orgId, id, roleId, enrolmentId, squadId: inSquadId, leads: role.leads },
      since: new Date(now),
      until: termDays === null ? null : new Date(now + termDays * DAY_MS),
    })
    .onConflictDoNothing()
    .returning({ id: roleHolder.id });
  if (given.length === 0) throw new DomainError(role.leads ? 'role.taken' : 'role.held', {});
  ctx.emit('role.given', { communityId, subjectId: enrolmentId }, { roleId, squadId: inSquadId });
  const [holder] = await holdersWhere(ctx, sql`h.id = ${id}`);
  if (!holder) throw new DomainError('holder.unknown', { holderId: id });
  return holder;
}

/** Those whose term is over stand in nobody's way: their rows are ended when the term was. */
async function settleTerms(ctx: CommandContext, roleId: string, squadId: string | null): Promise<void> {
  const of = squadId === null ? eq(roleHolder.roleId, roleId) : eq(roleHolder.squadId, squadId);
  await ctx.db
    .update(roleHolder)
    .set({ endedAt: sql`${roleHolder.until}` })
    .where(and(eq(roleHolder.orgId, ctx.orgId), of, isNull(roleHolder.endedAt), lte(roleHolder.until, new Date(ctx.now()))));
}

/** A leader who has left the community is followed without asking. */
async function makeRoom(ctx: CommandContext, { enrolmentId, inSquadId, replace }: Omit<Appointment, 'roleId'>): Promise<void> {
  const holders = await holdersWhere(ctx, sql`h.squad_id = ${inSquadId} AND h.leads AND h.ended_at IS NULL`);
  for (const holder of holders) {
    if (holder.enrolmentId === enrolmentId) throw new DomainError('role.held', {});
    const gone = (await findEnrolment(ctx, holder.enrolmentId).catch(() => null))?.leftAt !== null;
    if (!gone && !replace) throw new DomainError('role.taken', {});
    await endRow(ctx, holder.id);
  }
}

/** @throws DomainError `holder.unknown` */
export async function end(ctx: CommandContext, { holderId }: { holderId: string }) {
  const [holder] = await holdersWhere(ctx, sql`h.id = ${holderId}`);
  if (!holder) throw new DomainError('holder.unknown', { holderId });
  if (await endRow(ctx, holderId)) {
    const { communityId } = await findEnrolment(ctx, holder.enrolmentId);
    ctx.emit('role.ended', { communityId, subjectId: holder.enrolmentId }, { roleId: holder.roleId, squadId: holder.squad?.id ?? null });
  } else ctx.unchanged();
  return {};
}

async function endRow(ctx: CommandContext, id: string): Promise<boolean> {
  const ended = await ctx.db
    .update(roleHolder)
    .set({ endedAt: new Date(ctx.now()) })
    .where(and(eq(roleHolder.orgId, ctx.orgId), eq(roleHolder.id, id), isNull(roleHolder.endedAt)))
    .returning({ id: roleHolder.id });
  return ended.length > 0;
}
