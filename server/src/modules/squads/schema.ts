import { foreignKey, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { enrolment } from '../admissions/schema.ts';
import { community } from '../communities/schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const squadSizes = pgTable(
  'squad_sizes',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    classSize: integer('class_size').notNull(),
    squadSize: integer('squad_size').notNull(),
    span: integer('span').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const squadChange = pgTable(
  'squad_change',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    kind: text('kind', { enum: ['plan', 'move', 'remove', 'undo'] }).notNull(),
    at: instant('at').notNull(),
    people: integer('people').notNull(),
    undoneAt: instant('undone_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const squad = pgTable(
  'squad',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    name: text('name').notNull(),
    place: integer('place').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by'),
    removedAt: instant('removed_at'),
    removedBy: uuid('removed_by'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
    foreignKey({ columns: [table.orgId, table.madeBy], foreignColumns: [squadChange.orgId, squadChange.id] }),
    foreignKey({ columns: [table.orgId, table.removedBy], foreignColumns: [squadChange.orgId, squadChange.id] }),
  ],
);

/** Append-only: a row is written once and ended once. */
export const squadMember = pgTable(
  'squad_member',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    squadId: uuid('squad_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
    begunBy: uuid('begun_by').notNull(),
    endedBy: uuid('ended_by'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.squadId], foreignColumns: [squad.orgId, squad.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
    foreignKey({ columns: [table.orgId, table.begunBy], foreignColumns: [squadChange.orgId, squadChange.id] }),
    foreignKey({ columns: [table.orgId, table.endedBy], foreignColumns: [squadChange.orgId, squadChange.id] }),
  ],
);

/** What was said about somebody. Append-only. */
const said = (name: string) =>
  pgTable(
    name,
    {
      orgId: uuid('org_id').notNull(),
      id: uuid('id').notNull(),
      squadId: uuid('squad_id').notNull(),
      enrolmentId: uuid('enrolment_id').notNull(),
      byEnrolmentId: uuid('by_enrolment_id'),
      at: instant('at').notNull(),
      text: text('text').notNull(),
    },
    (table) => [
      primaryKey({ columns: [table.orgId, table.id] }),
      foreignKey({ columns: [table.orgId, table.squadId], foreignColumns: [squad.orgId, squad.id] }),
      foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
      foreignKey({ columns: [table.orgId, table.byEnrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
    ],
  );
export const careNote = said('care_note');
export const praise = said('praise');
