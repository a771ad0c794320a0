import type { Actor, Kernel, Right } from '#kernel';
import { staffActor } from '../accounts/index.ts';
import type { Places } from './find.ts';

/**
 * A signed-in account: staff by its grants, else a member by its enrolments, else nobody. Staff may take part as well. Who has left
 * everywhere is still the person of whom something is kept, and may have a copy of it or have it erased.
 */
export async function personActor(kernel: Kernel, orgId: string, accountId: string): Promise<Actor> {
  const staff = await staffActor(kernel, orgId, accountId);
  const system: Actor = { kind: 'system', orgId };
  const { enrolled, left } = await kernel.run<Places>('admissions.communitiesOf', { accountId }, system);
  // By name: these modules stand above this one. Who takes part nowhere holds no role; who left nowhere is let in again nowhere.
  const held = enrolled.length > 0 ? await kernel.run<Right[]>('roles.rightsOf', { accountId }, system) : [];
  const kept = left ? await kernel.run<Right[]>('alumni.rightsOf', { accountId }, system) : [];
  const rights = [...held, ...kept];
  if (staff.kind === 'staff') return { ...staff, enrolled, rights };
  // Who has left everywhere is still somebody of whom something is kept.
  return enrolled.length > 0 || left ? { kind: 'member', accountId, orgId, enrolled, rights } : staff;
}
