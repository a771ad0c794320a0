import { date, foreignKey, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { enrolment } from '../admissions/schema.ts';
import type { MediaKind, MediaType } from './cleaning/clean.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Its check-in or work is a foreign key too, in SQL alone: these stand above this module. */
export const mediaFile = pgTable(
  'media_file',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    kind: text('kind').$type<MediaKind>().notNull(),
    size: integer('size').notNull(),
    bytes: integer('bytes'),
    type: text('type').$type<MediaType>(),
    createdAt: instant('created_at').notNull(),
    campaignId: uuid('campaign_id'),
    day: date('day'),
    assignmentId: uuid('assignment_id'),
    looseSince: instant('loose_since'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);
