import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { channel, community } from '../communities/schema.ts';
import { sql } from '../rows.ts';
import type { Sign } from './contract.ts';
import type { Quiz } from './quiz-contract.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const member = pgTable(
  'member',
  { orgId: uuid('org_id').notNull(), id: uuid('id').notNull(), name: text('name').notNull(), createdAt: instant('created_at').notNull() },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);

export const enrolment = pgTable(
  'enrolment',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    memberId: uuid('member_id').notNull(),
    nickname: text('nickname').notNull(),
    joinedAt: instant('joined_at').notNull(),
    leftAt: instant('left_at'),
    erasedAt: instant('erased_at'),
    rightsSuspendedAt: instant('rights_suspended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique().on(table.orgId, table.communityId, table.memberId),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
    foreignKey({ columns: [table.orgId, table.memberId], foreignColumns: [member.orgId, member.id] }),
  ],
);

export const enrolmentIdentity = pgTable(
  'enrolment_identity',
  {
    orgId: uuid('org_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    identityId: integer('identity_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.channelId, table.identityId] }),
    foreignKey({ columns: [table.orgId, table.channelId], foreignColumns: [channel.orgId, channel.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const invitation = pgTable(
  'invitation',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    code: text('code').notNull(),
    greeting: text('greeting').notNull(),
    question: text('question').notNull(),
    capacity: integer('capacity'),
    decide: text('decide', { enum: ['auto', 'manual'] }).notNull(),
    open: boolean('open').notNull(),
    until: instant('until'),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique().on(table.orgId, table.communityId),
    unique().on(table.orgId, table.code),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const application = pgTable(
  'application',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    communityId: uuid('community_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    name: text('name').notNull(),
    answer: text('answer').notNull(),
    state: text('state', { enum: ['waiting', 'waitlisted', 'approved', 'refused'] }).notNull(),
    reason: text('reason').notNull(),
    signs: jsonb('signs').$type<Sign[]>().notNull(),
    appliedAt: instant('applied_at').notNull(),
    decidedAt: instant('decided_at'),
    consent: text('consent').notNull(),
    consentAt: instant('consent_at').notNull(),
    enrolmentId: uuid('enrolment_id'),
    enteredAt: instant('entered_at'),
    recommendedBy: uuid('recommended_by'),
    memberId: uuid('member_id'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique().on(table.orgId, table.secretHash),
    foreignKey({ columns: [table.orgId, table.memberId], foreignColumns: [member.orgId, member.id] }),
    foreignKey({ columns: [table.orgId, table.recommendedBy], foreignColumns: [enrolment.orgId, enrolment.id] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const recommendationCode = pgTable(
  'recommendation_code',
  { orgId: uuid('org_id').notNull(), enrolmentId: uuid('enrolment_id').notNull(), code: text('code').notNull() },
  (table) => [
    primaryKey({ columns: [table.orgId, table.enrolmentId] }),
    unique().on(table.orgId, table.code),
    foreignKey({ columns: [table.orgId, table.enrolmentId], foreignColumns: [enrolment.orgId, enrolment.id] }),
  ],
);

export const quizVersion = pgTable(
  'quiz_version',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    version: integer('version').notNull(),
    quiz: jsonb('quiz').$type<Quiz>(),
    decidedAt: instant('decided_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId, table.version] }),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }),
  ],
);

export const quizTry = pgTable(
  'quiz_try',
  {
    orgId: uuid('org_id').notNull(),
    communityId: uuid('community_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    number: integer('number').notNull(),
    version: integer('version').notNull(),
    seed: integer('seed').notNull(),
    answers: jsonb('answers').$type<number[]>().notNull(),
    begunAt: instant('begun_at').notNull(),
    finishedAt: instant('finished_at'),
    passed: boolean('passed').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.communityId, table.secretHash, table.number] }),
    foreignKey({
      columns: [table.orgId, table.communityId, table.version],
      foreignColumns: [quizVersion.orgId, quizVersion.communityId, quizVersion.version],
    }),
  ],
);

/** The account of a new member, made in this transaction. */
export function createMemberAccount(id: string, name: string, at: Date) {
  return sql`SELECT auth.create_member_account(${id}::uuid, ${name}::text, ${at.toISOString()}::timestamptz)`;
}

/** `made`: false where the account is no member's. `hash`: as the sign-in keeps it, SHA-256 in base64url. */
export function createSignInLink(id: string, memberId: string, hash: string, at: Date, until: Date) {
  return sql`SELECT auth.create_sign_in_link(${id}::text, ${memberId}::uuid, ${hash}::text, ${at.toISOString()}::timestamptz,
    ${until.toISOString()}::timestamptz) AS made`;
}

/** Takes the account of a member away, with its sessions; never one of staff. */
export function removeMemberAccount(memberId: string) {
  return sql`SELECT auth.remove_member_account(${memberId}::uuid)`;
}
