import { date, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { campaign } from '../checkins/schema.ts';
import { community } from '../communities/schema.ts';
import type { Blueprint } from './blueprint.ts';

/** How a document came to be kept. */
export type Origin = 'applied' | 'edited' | 'pulled';

export const communityBlueprint = pgTable(
  'community_blueprint',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    document: jsonb('document').$type<Blueprint>().notNull(),
    startsOn: date('starts_on').notNull(),
    appliedAt: timestamp('applied_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const blueprintCampaign = pgTable(
  'blueprint_campaign',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    startsOn: date('starts_on').notNull(),
    key: text('key').notNull(),
    campaignId: uuid('campaign_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId, table.startsOn, table.key] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
    foreignKey({ columns: [table.orgId, table.campaignId], foreignColumns: [campaign.orgId, campaign.id] }),
  ],
);

export const communityParent = pgTable(
  'community_parent',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    parentId: uuid('parent_id').notNull(),
    cloneId: uuid('clone_id').notNull(),
    base: jsonb('base').$type<Blueprint>().notNull(),
    baseAt: timestamp('base_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
    foreignKey({ columns: [table.orgId, table.parentId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const blueprintVersion = pgTable(
  'blueprint_version',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    version: integer('version').notNull(),
    origin: text('origin').$type<Origin>().notNull(),
    document: jsonb('document').$type<Blueprint>().notNull(),
    startsOn: date('starts_on').notNull(),
    keptAt: timestamp('kept_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId, table.version] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const ladderTier = pgTable(
  'ladder_tier',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    ladderId: uuid('ladder_id').notNull(),
    place: integer('place').notNull(),
    openedBy: text('opened_by').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);
