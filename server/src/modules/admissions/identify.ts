import type { Actor, Kernel, Right } from '#kernel';
import { staffActor } from '../accounts/index.ts';

/**
 * A signed-in account: staff by its grants, else a member by its enrolments, else nobody. Staff may take part as well. Who has left
 * everywhere is still the person of whom something is kept, and may have a copy of it or have it erased.
 */
export async function personActor(kernel: Kernel, orgId: string, accountId: string): Promise<Actor> {
  const staff = await staffActor(kernel, orgId, accountId);
  const system: Actor = { kind: 'system', orgId };
  const enrolled = await kernel.run<string[]>('admissions.communitiesOf', { accountId }, system);
  // By name: roles stand above this module. Who takes part nowhere holds none.
  const rights = enrolled.length > 0 ? await kernel.run<Right[]>('roles.rightsOf', { accountId }, system) : [];
  if (staff.kind === 'staff') return { ...staff, enrolled, rights };
  const known = enrolled.length > 0 || (await kernel.run<boolean>('admissions.isKept', { accountId }, system));
  return known ? { kind: 'member', accountId, orgId, enrolled, rights } : staff;
}
