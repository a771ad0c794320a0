import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { enrolment } from '../admissions/schema.ts';
import { community } from '../communities/schema.ts';
import type { SquadRight } from '../squads/contract.ts';
import { squad } from '../squads/schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const role = pgTable(
  'role',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    name: text('name').notNull(),
    scope: text('scope', { enum: ['community', 'squad'] }).notNull(),
    leads: boolean('leads').notNull(),
    behaviours: jsonb('behaviours').$type<string[]>().notNull(),
    responsibilities: jsonb('responsibilities').$type<string[]>().notNull(),
    rights: jsonb('rights').$type<SquadRight[]>().notNull(),
    termDays: integer('term_days'),
    reward: text('reward').notNull(),
    sanction: text('sanction').notNull(),
    madeAt: instant('made_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

/** Append-only: a row is written once and ended once, by `endedAt`; `until` is the end of its term. */
export const roleHolder = pgTable(
  'role_holder',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    roleId: uuid('role_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    squadId: uuid('squad_id'),
    leads: boolean('leads').notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.roleId], foreignColumns: [role.orgId, role.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
    foreignKey({ columns: [table.orgId, table.squadId], foreignColumns: [squad.orgId, squad.id] }),
  ],
);
