import { foreignKey, jsonb, pgTable, pgView, primaryKey, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { type Grant, roles } from '#kernel';
import { community, organisation } from '../communities/schema.ts';
import { sql } from '../rows.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** One row at most: the organisation this installation was set up for. */
export const installation = pgTable('installation', {
  id: smallint('id').primaryKey().default(1),
  orgId: uuid('org_id').notNull(),
  setUpAt: instant('set_up_at').notNull(),
});

export const staffGrant = pgTable(
  'staff_grant',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organisation.orgId),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    role: text('role', { enum: roles }).notNull(),
    communityId: uuid('community_id'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique().on(table.orgId, table.accountId, table.communityId).nullsNotDistinct(),
    foreignKey({ columns: [table.orgId, table.communityId], foreignColumns: [community.orgId, community.id] }).onDelete('cascade'),
  ],
);

export const apiKey = pgTable(
  'api_key',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organisation.orgId),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    start: text('start').notNull(),
    grants: jsonb('grants').$type<Grant[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] }), unique().on(table.orgId, table.hash)],
);

/** Accounts of the transaction's organisation, without secrets; the rows belong to sign-in's own schema. */
export const staffAccount = pgView('staff_account', {
  orgId: uuid('org_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  createdAt: instant('created_at').notNull(),
}).existing();

/** Makes a sign-in account inside the command's transaction; `hash` comes from `hashPassword`. */
export function createAccount(id: string, name: string, email: string, hash: string, at: Date) {
  return sql`SELECT auth.create_account(${id}::uuid, ${name}::text, ${email}::text, ${hash}::text, ${at.toISOString()}::timestamptz)`;
}

/** Takes the second factor off an account of the organisation; answers `dropped`. */
export function dropSecondFactor(id: string) {
  return sql`SELECT auth.drop_second_factor(${id}::uuid) AS dropped`;
}
