import { boolean, date, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { enrolment } from '../admissions/schema.ts';
import { community } from '../communities/schema.ts';
import type { CheckinKind, Given, Policy, Source } from './contract.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const campaign = pgTable(
  'campaign',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    name: text('name').notNull(),
    goal: text('goal').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

/** Append-only. */
export const campaignPolicy = pgTable(
  'campaign_policy',
  {
    orgId: uuid('org_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    version: integer('version').notNull(),
    effectiveOn: date('effective_on').notNull(),
    policy: jsonb('policy').$type<Policy>().notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.campaignId, table.version] }),
    foreignKey({ columns: [table.orgId, table.campaignId], foreignColumns: [campaign.orgId, campaign.id] }),
  ],
);

export const checkin = pgTable(
  'checkin',
  {
    orgId: uuid('org_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    day: date('day').notNull(),
    kind: text('kind').$type<CheckinKind>().notNull(),
    counted: boolean('counted').notNull(),
    source: text('source').$type<Source>().notNull(),
    at: instant('at').notNull(),
    content: jsonb('content').$type<Given>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.campaignId, table.enrolmentId, table.day] }),
    foreignKey({ columns: [table.orgId, table.campaignId], foreignColumns: [campaign.orgId, campaign.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const checkinStanding = pgTable(
  'checkin_standing',
  {
    orgId: uuid('org_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    total: integer('total').notNull(),
    streak: integer('streak').notNull(),
    lastDay: date('last_day'),
    lastAt: instant('last_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.campaignId, table.enrolmentId] }),
    foreignKey({ columns: [table.orgId, table.campaignId], foreignColumns: [campaign.orgId, campaign.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

/** Append-only. */
export const checkinCorrection = pgTable(
  'checkin_correction',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    day: date('day').notNull(),
    at: instant('at').notNull(),
    was: text('was').$type<CheckinKind>(),
    becomes: text('becomes').$type<CheckinKind>(),
    reason: text('reason').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.campaignId], foreignColumns: [campaign.orgId, campaign.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const checkinLike = pgTable(
  'checkin_like',
  {
    orgId: uuid('org_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    day: date('day').notNull(),
    byEnrolmentId: uuid('by_enrolment_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.campaignId, table.enrolmentId, table.day, table.byEnrolmentId] }),
    foreignKey({
      columns: [table.orgId, table.campaignId, table.enrolmentId, table.day],
      foreignColumns: [checkin.orgId, checkin.campaignId, checkin.enrolmentId, checkin.day],
    }),
    foreignKey({ columns: [table.orgId, table.byEnrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);
