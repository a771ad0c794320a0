/** Sign-in and sessions by better-auth, in its own schema under its own role. It cannot take part in our transactions. */

import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { magicLink } from 'better-auth/plugins/magic-link';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { boolean, integer, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import { hashPassword, verifyPassword } from './password.ts';

const auth = pgSchema('auth');
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const times = { createdAt: instant('created_at').notNull(), updatedAt: instant('updated_at').notNull() };

// Property names are better-auth's field names.
const tables = {
  user: auth.table('user', {
    id: uuid('id').primaryKey(),
    orgId: uuid('org_id').notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    emailVerified: boolean('email_verified').notNull(),
    image: text('image'),
    twoFactorEnabled: boolean('two_factor_enabled').notNull(),
    ...times,
  }),
  session: auth.table('session', {
    id: text('id').primaryKey(),
    userId: uuid('user_id').notNull(),
    token: text('token').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    ...times,
  }),
  account: auth.table('account', {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: uuid('user_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    ...times,
  }),
  twoFactor: auth.table('two_factor', {
    id: text('id').primaryKey(),
    userId: uuid('user_id').notNull(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    verified: boolean('verified').notNull(),
    failedVerificationCount: integer('failed_verification_count').notNull(),
    lockedUntil: instant('locked_until'),
  }),
  verification: auth.table('verification', {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ...times,
  }),
};

/** Runs one statement as the role of sign-in; rows are arrays in the order of their columns. */
export type SignInQuery = (text: string, params: unknown[]) => Promise<unknown[][]>;

export interface SignIn {
  /** Answers a request below /api/auth. */
  handle(request: Request): Promise<Response>;
  /** Who a session cookie belongs to. */
  sessionOf(headers: Headers): Promise<{ orgId: string; accountId: string } | null>;
}

const DAY_SECONDS = 86_400;

/** What is answered below /api/auth; everything else of better-auth's is closed. */
export const signInPaths = [
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
  '/magic-link/verify',
];

export function createSignIn({ query, secret, publicUrl }: { query: SignInQuery; secret: string; publicUrl?: string | undefined }): SignIn {
  const db = drizzle(async (sql, params) => ({ rows: await query(sql, params) }), { schema: tables });
  const instance = betterAuth({
    appName: 'Qunce',
    secret,
    basePath: '/api/auth',
    ...(publicUrl ? { baseURL: publicUrl } : {}),
    // The door has checked that the request comes from our own pages, under whatever name the server is reached.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    database: drizzleAdapter(db, { provider: 'pg', schema: tables }),
    user: { additionalFields: { orgId: { type: 'string', required: true, input: false } } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    plugins: [
      twoFactor({ issuer: 'Qunce' }),
      // Links are made by a command of ours (admissions.signInLink), in its transaction; here they are only redeemed.
      magicLink({ disableSignUp: true, storeToken: 'hashed', sendMagicLink: () => Promise.reject(new Error('no links from here')) }),
    ],
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: { cookiePrefix: 'qunce', useSecureCookies: publicUrl?.startsWith('https:') ?? false },
  });
  return {
    handle: (request) => instance.handler(request),
    async sessionOf(headers) {
      const found = await instance.api.getSession({ headers });
      return found ? { orgId: found.user.orgId, accountId: found.user.id } : null;
    },
  };
}
