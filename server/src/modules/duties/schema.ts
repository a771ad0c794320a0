import { boolean, date, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { enrolment } from '../admissions/schema.ts';
import { campaign } from '../checkins/schema.ts';
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

export const ritual = pgTable(
  'ritual',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    script: text('script').notNull(),
    name: text('name').notNull(),
    beginsAt: instant('begins_at').notNull(),
    given: jsonb('given').$type<Record<string, string>>().notNull(),
    startedAt: instant('started_at').notNull(),
    cancelledAt: instant('cancelled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const dueItem = pgTable(
  'due_item',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    source: text('source', { enum: ['roster', 'ritual', 'reminder'] }).notNull(),
    sourceId: uuid('source_id').notNull(),
    occurrence: text('occurrence').notNull(),
    turn: date('turn'),
    title: text('title').notNull(),
    words: text('words').notNull(),
    edited: boolean('edited').notNull(),
    silence: text('silence').notNull(),
    part: text('part').notNull(),
    owner: text('owner', { enum: ['enrolment', 'role', 'staff'] }).notNull(),
    ownerEnrolmentId: uuid('owner_enrolment_id'),
    ownerRoleId: uuid('owner_role_id'),
    ownerSquadId: uuid('owner_squad_id'),
    dueAt: instant('due_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique().on(table.orgId, table.source, table.sourceId, table.occurrence),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
    foreignKey({ columns: [table.orgId, table.ownerEnrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const dutySwap = pgTable(
  'duty_swap',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    rosterId: uuid('roster_id').notNull(),
    turn: date('turn').notNull(),
    askedBy: uuid('asked_by').notNull(),
    otherTurn: date('other_turn').notNull(),
    askedOf: uuid('asked_of').notNull(),
    askedAt: instant('asked_at').notNull(),
    answeredAt: instant('answered_at'),
    agreed: boolean('agreed'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.rosterId], foreignColumns: [dutyRoster.orgId, dutyRoster.id] }),
    foreignKey({ columns: [table.orgId, table.askedBy], foreignColumns: [enrolment.orgId, enrolment.id] }),
    foreignKey({ columns: [table.orgId, table.askedOf], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const dutyReminder = pgTable(
  'duty_reminder',
  { orgId: uuid('org_id').notNull(), campaignId: uuid('campaign_id').notNull(), minutes: integer('minutes').notNull() },
  (table) => [
    primaryKey({ columns: [table.orgId, table.campaignId] }),
    foreignKey({ columns: [table.orgId, table.campaignId], foreignColumns: [campaign.orgId, campaign.id] }),
  ],
);
