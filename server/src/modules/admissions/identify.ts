import type { Actor, Kernel } from '#kernel';
import { staffActor } from '../accounts/index.ts';

/** A signed-in account: staff by its grants, else a member by its enrolments, else nobody. Staff may take part as well. */
export async function personActor(kernel: Kernel, orgId: string, accountId: string): Promise<Actor> {
  const staff = await staffActor(kernel, orgId, accountId);
  const enrolled = await kernel.run<string[]>('admissions.communitiesOf', { accountId }, { kind: 'system', orgId });
  if (staff.kind === 'staff') return { ...staff, enrolled };
  return enrolled.length > 0 ? { kind: 'member', accountId, orgId, enrolled } : staff;
}
