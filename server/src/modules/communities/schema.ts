import { foreignKey, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const organisation = pgTable('organisation', {
  orgId: uuid('org_id').primaryKey(),
  name: text('name').notNull(),
  zone: text('zone').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const community = pgTable(
  'community',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organisation.orgId),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    zone: text('zone').notNull(),
    createdAt: instant('created_at').notNull(),
    dissolvedAt: instant('dissolved_at'),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);

export const channel = pgTable(
  'channel',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    name: text('name').notNull(),
    platform: text('platform').notNull(),
    zone: text('zone').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);
