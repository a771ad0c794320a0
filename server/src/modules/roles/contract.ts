import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { squadRights } from '../squads/contract.ts';

const lines = z.array(z.string().trim().min(1).max(200)).max(12).default([]);

export const definition = z.object({
  name: z.string().trim().min(1).max(20),
  /** `squad`: held in one squad, and its rights hold there; `community`: in all of it. */
  scope: z.enum(['community', 'squad']),
  /** The one leader of a squad. Only of scope `squad`. */
  leads: z.boolean().default(false),
  behaviours: lines,
  responsibilities: lines,
  rights: z.array(z.enum(squadRights)).max(squadRights.length).default([]),
  /** Days a holder is appointed for; null: open. */
  termDays: z.number().int().min(1).max(3_660).nullable().default(null),
  reward: z.string().trim().max(300).default(''),
  sanction: z.string().trim().max(300).default(''),
});
export type RoleDefinition = z.output<typeof definition>;

const holder = z.object({
  id,
  roleId: id,
  enrolmentId: id,
  nickname: z.string(),
  squad: z.object({ id, name: z.string() }).nullable(),
  since: instant,
  /** End of the term; null: open. */
  until: instant.nullable(),
});
export type HolderShown = z.output<typeof holder>;

const role = definition.extend({ id });

/** Roles (角色) of people in a community: what they do, what they may, who holds them from when until when. */
export const roles = {
  list: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/roles',
    summary: 'Roles of a community with those who hold them now, and the shipped ones it does not have yet',
    input: z.object({ communityId: id }),
    output: z.object({ roles: z.array(role.extend({ holders: z.array(holder) })), offered: z.array(definition) }),
  }),
  history: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'roleId' },
    path: '/roles/{roleId}/holders',
    summary: 'Who has held a role, the latest first',
    input: z.object({ roleId: id }),
    output: z.object({ holders: z.array(holder.extend({ ended: instant.nullable() })) }),
  }),
  make: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/roles',
    summary: 'Make a role: one of the shipped ones, or of your own',
    input: definition.extend({ communityId: id }),
    output: role,
  }),
  change: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'roleId' },
    path: '/roles/{roleId}',
    method: 'PUT',
    summary: 'Change a role; new rights hold for whoever has it from now on, a new term for those appointed later',
    input: definition.omit({ scope: true, leads: true }).extend({ roleId: id }),
    output: role,
  }),
  remove: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'roleId' },
    path: '/roles/{roleId}',
    method: 'DELETE',
    summary: 'Remove a role: whoever holds it holds it no longer, the history stays',
    input: z.object({ roleId: id }),
    output: z.object({ ended: z.number().int() }),
  }),
  appoint: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'roleId' },
    path: '/roles/{roleId}/holders',
    summary: 'Give somebody a role, in a squad or in the whole community; a squad has one leader, whom `replace` follows',
    input: z.object({
      roleId: id,
      enrolmentId: id,
      inSquadId: id.nullable().default(null),
      /** Another term than the role's. */
      termDays: z.number().int().min(1).max(3_660).nullable().optional(),
      replace: z.boolean().default(false),
    }),
    output: holder,
  }),
  end: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'holderId' },
    path: '/role-holders/{holderId}/end',
    summary: 'End the time of somebody who holds a role; their rights end with it',
    input: z.object({ holderId: id }),
    output: z.object({}),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/roles',
    summary: 'The roles the caller holds, with what they ask and allow',
    input: z.object({}),
    output: z.object({
      roles: z.array(
        definition.extend({ holderId: id, community: z.string(), squad: z.string().nullable(), since: instant, until: instant.nullable() }),
      ),
    }),
  }),
};
