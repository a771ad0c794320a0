import { date, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { community } from '../communities/schema.ts';
import type { Checklist, Rhythm } from './contract.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const dutyRoster = pgTable(
  'duty_roster',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    name: text('name').notNull(),
    rhythm: text('rhythm').$type<Rhythm>().notNull(),
    startsOn: date('starts_on').notNull(),
    turns: integer('turns').notNull(),
    checklist: jsonb('checklist').$type<Checklist>().notNull(),
    people: jsonb('people').$type<string[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);
