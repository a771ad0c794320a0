import { DomainError } from '../vocabulary/errors.ts';
import type { Actor, QueryContext } from './context.ts';
import type { Scope } from './module.ts';
import { type Access, type Role, roles } from './operation.ts';

function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Communities the caller holds at least this role in; `'all'` with a grant on the whole organisation. */
export function visibleCommunities(ctx: { actor: Actor }, role: Role = 'viewer'): 'all' | string[] {
  const { actor } = ctx;
  if (actor.kind === 'system') return 'all';
  if (actor.kind === 'nobody') return [];
  const counted = actor.grants.filter((grant) => atLeast(grant.role, role));
  if (counted.some((grant) => grant.communityId === null)) return 'all';
  return [...new Set(counted.flatMap((grant) => grant.communityId ?? []))];
}

/**
 * What can be said without the database: `ask` means that it depends on the community of the thing named.
 * @throws DomainError `access.signIn`, `access.denied` {operation, role}
 */
export function checkActor(operation: string, access: Access | undefined, actor: Actor): 'granted' | 'ask' {
  if (access && 'public' in access) return 'granted';
  if (actor.kind === 'system') return 'granted';
  if (actor.kind === 'nobody') throw new DomainError('access.signIn', { operation });
  if (!access) throw denied(operation, 'system');
  const communities = visibleCommunities({ actor }, access.role);
  if (communities === 'all') return 'granted';
  if (access.scope === 'organisation' || communities.length === 0) throw denied(operation, access.role);
  return access.of === 'any' ? 'granted' : 'ask';
}

/** The second half: does a grant cover the community that owns what the input names? Unknown things are denied like foreign ones. */
export async function checkCommunity(
  operation: string,
  access: Extract<Access, { scope: 'community' }>,
  input: unknown,
  ctx: QueryContext,
  scopes: Map<string, Scope>,
): Promise<void> {
  const community = await communityOf(access.of, input, ctx, scopes);
  const communities = visibleCommunities(ctx, access.role);
  if (communities !== 'all' && (community === null || !communities.includes(community))) throw denied(operation, access.role);
}

async function communityOf(field: string, input: unknown, ctx: QueryContext, scopes: Map<string, Scope>): Promise<string | null> {
  const fields = new Map(Object.entries(input ?? {}));
  const named = fields.get(field) === undefined ? 'communityId' : field;
  const id: unknown = fields.get(named);
  const scope = scopes.get(named);
  if (!scope) throw new Error(`no module tells the community of ${named}`);
  return typeof id === 'string' ? scope(ctx, id) : null;
}

function denied(operation: string, role: string): DomainError {
  return new DomainError('access.denied', { operation, role });
}
