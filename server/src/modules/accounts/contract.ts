import { z } from 'zod';
import { operation, roles } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const grant = z.object({ role: z.enum(roles), communityId: id.nullable() });
const staff = z.object({ id, email: z.email(), name: z.string(), grants: z.array(grant), createdAt: instant });
const apiKey = z.object({
  id,
  name: z.string(),
  start: z.string(),
  grants: z.array(grant),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
const password = z.string().min(10).max(200);

/** Staff accounts, their grants and API keys. Sign-in and sign-out are better-auth's own routes under /api/auth. */
export const accounts = {
  setupState: operation({
    kind: 'query',
    access: { public: true },
    path: '/setup',
    summary: 'Whether this installation already has an owner',
    input: z.object({}),
    output: z.object({ needsOwner: z.boolean(), version: z.string() }),
  }),
  setup: operation({
    kind: 'command',
    access: { public: true },
    path: '/setup',
    summary: 'Create the organisation and its owner; only once, on first run',
    input: z.object({
      organisation: z.string().trim().min(1).max(80),
      name: z.string().trim().min(1).max(80),
      email: z.email(),
      password,
      zone: z.string().default('Asia/Shanghai'),
    }),
    output: z.object({ orgId: id, accountId: id }),
  }),
  me: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/me',
    summary: 'The signed-in account, its organisation and grants',
    input: z.object({}),
    output: z.object({
      kind: z.enum(['staff', 'key']),
      id,
      name: z.string(),
      email: z.string().nullable(),
      organisation: z.object({ id, name: z.string(), zone: z.string() }),
      grants: z.array(grant),
    }),
  }),
  staff: operation({
    kind: 'query',
    access: { role: 'owner', scope: 'organisation' },
    path: '/staff',
    summary: 'Staff accounts and what they may do',
    input: z.object({}),
    output: z.object({ staff: z.array(staff) }),
  }),
  invite: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/staff',
    summary: 'Create a staff account with a first password',
    input: z.object({ email: z.email(), name: z.string().trim().min(1).max(80), password, grants: z.array(grant).min(1).max(50) }),
    output: staff,
  }),
  setGrants: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/staff/{accountId}/grants',
    method: 'PUT',
    summary: 'Replace what an account may do; the last owner cannot be demoted',
    input: z.object({ accountId: id, grants: z.array(grant).max(50) }),
    output: staff,
  }),
  dropSecondFactor: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/staff/{accountId}/second-factor',
    method: 'DELETE',
    summary: 'Take the second factor off an account whose owner has lost telephone and recovery codes',
    input: z.object({ accountId: id }),
    output: z.object({}),
  }),
  keys: operation({
    kind: 'query',
    access: { role: 'owner', scope: 'organisation' },
    path: '/keys',
    summary: 'API keys (never their secrets)',
    input: z.object({}),
    output: z.object({ keys: z.array(apiKey) }),
  }),
  createKey: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/keys',
    summary: 'Create an API key; the secret is shown once',
    input: z.object({ name: z.string().trim().min(1).max(80), grants: z.array(grant).min(1).max(50) }),
    output: apiKey.extend({ secret: z.string() }),
  }),
  revokeKey: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/keys/{keyId}',
    method: 'DELETE',
    summary: 'Revoke an API key',
    input: z.object({ keyId: id }),
    output: z.object({}),
  }),
};
