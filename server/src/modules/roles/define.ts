/** Roles made, changed and removed. */
import { type CommandContext, DomainError } from '#kernel';
import { findCommunity, holdCommunity } from '../communities/index.ts';
import { and, eq, isNull } from '../rows.ts';
import type { RoleDefinition } from './contract.ts';
import { findRole, type Role, rolesOf } from './find.ts';
import { roleHolder, role as roleTable } from './schema.ts';

/** @throws DomainError `community.unknown`, `role.exists`, `role.leads` */
export async function make(ctx: CommandContext, { communityId, ...definition }: RoleDefinition & { communityId: string }) {
  await findCommunity(ctx, communityId);
  if (definition.leads && definition.scope !== 'squad') throw new DomainError('role.leads', { name: definition.name });
  await refuseName(ctx, communityId, definition.name, null);
  const id = ctx.newId();
  const made = await ctx.db
    .insert(roleTable)
    .values({ orgId: ctx.orgId, id, communityId, ...definition, madeAt: new Date(ctx.now()) })
    .onConflictDoNothing()
    .returning({ id: roleTable.id });
  if (made.length === 0) throw new DomainError('role.exists', { name: definition.name });
  ctx.emit('role.made', { communityId, subjectId: id }, { rights: definition.rights.join(' ') });
  return shown(await findRole(ctx, id));
}

/** @throws DomainError `role.unknown`, `role.exists` */
export async function change(ctx: CommandContext, { roleId, ...after }: Omit<RoleDefinition, 'scope' | 'leads'> & { roleId: string }) {
  const before = await findRole(ctx, roleId);
  await holdCommunity(ctx, before.communityId);
  await refuseName(ctx, before.communityId, after.name, roleId);
  await ctx.db
    .update(roleTable)
    .set(after)
    .where(and(eq(roleTable.orgId, ctx.orgId), eq(roleTable.id, roleId)));
  ctx.emit('role.changed', { communityId: before.communityId, subjectId: roleId }, { rights: after.rights.join(' ') });
  return shown(await findRole(ctx, roleId));
}

/** @throws DomainError `role.unknown` */
export async function remove(ctx: CommandContext, { roleId }: { roleId: string }) {
  const { communityId } = await findRole(ctx, roleId);
  const at = new Date(ctx.now());
  const ended = await ctx.db
    .update(roleHolder)
    .set({ endedAt: at })
    .where(and(eq(roleHolder.orgId, ctx.orgId), eq(roleHolder.roleId, roleId), isNull(roleHolder.endedAt)))
    .returning({ id: roleHolder.id });
  await ctx.db
    .update(roleTable)
    .set({ removedAt: at })
    .where(and(eq(roleTable.orgId, ctx.orgId), eq(roleTable.id, roleId)));
  ctx.emit('role.removed', { communityId, subjectId: roleId }, { ended: ended.length });
  return { ended: ended.length };
}

export const shown = ({ communityId: _, ...role }: Role) => role;

async function refuseName(ctx: CommandContext, communityId: string, name: string, besides: string | null): Promise<void> {
  const existing = await rolesOf(ctx, communityId);
  if (existing.some((one) => one.name === name && one.id !== besides)) throw new DomainError('role.exists', { name });
}
