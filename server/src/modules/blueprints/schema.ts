import { date, foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { campaign } from '../checkins/schema.ts';
import { community } from '../communities/schema.ts';
import type { Blueprint } from './blueprint.ts';

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
