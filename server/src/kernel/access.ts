import { DomainError } from '../vocabulary/errors.ts';
import type { Actor, QueryContext, Right } from './context.ts';
import type { Scope } from './module.ts';
import { type Access, type Role, roles } from './operation.ts';

/** Communities the caller holds at least this role in; `'all'` with a grant on the whole organisation. */
export function visibleCommunities(ctx: { actor: Actor }, role: Role = 'viewer'): 'all' | string[] {
  const { actor } = ctx;
  if (actor.kind === 'system') return 'all';
  if (actor.kind === 'nobody' || actor.kind === 'member') return [];
  const counted = actor.grants.filter((grant) => roles.indexOf(grant.role) >= roles.indexOf(role));
  if (counted.some((grant) => grant.communityId === null)) return 'all';
  return [...new Set(counted.flatMap((grant) => grant.communityId ?? []))];
}

/** This right as the caller has it from roles held in communities (a squad's leader, say). */
export function heldRights({ actor }: { actor: Actor }, right: string | undefined): Right[] {
  return 'rights' in actor ? (actor.rights ?? []).filter((held) => held.right === right) : [];
}

/** Whether it holds in all of the community, or in this squad of it. */
export function holdsRight(ctx: { actor: Actor }, right: string | undefined, communityId: string | null, squadId: unknown): boolean {
  return heldRights(ctx, right).some((held) => held.communityId === communityId && [null, squadId].includes(held.squadId));
}

/** Where an access that names a community holds for the caller. */
function coveredBy(actor: Actor, role: Role | 'member'): 'all' | string[] {
  if (role !== 'member') return visibleCommunities({ actor }, role);
  return 'enrolled' in actor ? (actor.enrolled ?? []) : [];
}

/**
 * What can be said without the database: `ask` means that it depends on the thing the input names.
 * @throws DomainError `access.signIn`, `access.denied` {operation, role}
 */
export function checkActor(operation: string, access: Access | undefined, actor: Actor): 'granted' | 'ask' {
  if (access && 'public' in access) return 'granted';
  if (actor.kind === 'system') return 'granted';
  if (actor.kind === 'nobody') throw new DomainError('access.signIn', { operation });
  if (!access) throw denied(operation, 'system');
  if ('right' in access && heldRights({ actor }, access.right).length > 0) return access.of === 'any' ? 'granted' : 'ask';
  const communities = coveredBy(actor, access.role);
  if (communities.length === 0 || (access.scope === 'organisation' && communities !== 'all')) throw denied(operation, access.role);
  return access.scope === 'organisation' || access.of === 'any' ? 'granted' : 'ask';
}

/**
 * The second half: does a grant cover the community that owns what the input names? To a grant on the whole organisation an
 * unknown thing is unknown; to others it is denied like a foreign one.
 * @throws DomainError `access.denied`, `channel.unknown` and the like
 */
export async function checkCommunity(
  operation: string,
  access: Extract<Access, { scope: 'community' }>,
  input: unknown,
  ctx: QueryContext,
  scopes: Map<string, Scope>,
): Promise<void> {
  const fields = new Map<string, unknown>(Object.entries(input ?? {}));
  const field = fields.get(access.of) === undefined ? 'communityId' : access.of;
  const scope = scopes.get(field);
  if (!scope) throw new Error(`no module tells the community of ${field}`);
  const id = fields.get(field);
  const community = typeof id === 'string' ? await scope(ctx, id) : null;
  if (holdsRight(ctx, access.right, community, fields.get('squadId'))) return;
  const communities = coveredBy(ctx.actor, access.role);
  if (communities === 'all') {
    if (typeof id === 'string' && community === null) throw new DomainError(`${field.replace(/Id$/, '')}.unknown`, { [field]: id });
  } else if (community === null || !communities.includes(community)) throw denied(operation, access.role);
}

function denied(operation: string, role: string): DomainError {
  return new DomainError('access.denied', { operation, role });
}
