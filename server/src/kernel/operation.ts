/**
 * One idea: the operation. Everything the product can do has one name (`chat.import`), which is the RPC procedure, the
 * OpenAPI operationId, the permission, the CLI verb, the log line and the file of its verb.
 */
import { oc } from '@orpc/contract';
import type { z } from 'zod';

/** Staff roles, weakest first. */
export const roles = ['viewer', 'coach', 'operator', 'owner'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may call it. `scope` says which grant counts: one on the whole organisation, or one on the community that owns the
 * thing named by the input field `of` (`communityId`, `channelId` …; the modules' `scopes` find the community). `of: 'any'`
 * takes a grant of at least that role anywhere, and the verb keeps to `visibleCommunities(ctx)`. When the input leaves the
 * optional field `of` out, `communityId` counts if given, else a grant on the whole organisation is needed.
 * `role: 'member'` asks for somebody who takes part in that community and acts for themselves: no staff role includes it.
 * `right`: whoever holds it in that community, or in the squad that `squadId` names, may as well.
 * `public` needs no sign-in and must be listed in the test of public operations.
 */
export type Access =
  | { public: true }
  | { role: Role; scope: 'organisation' }
  | { role: Role | 'member'; scope: 'community'; of: string; right?: string };

export type OperationKind = 'query' | 'command';

export interface OperationMeta {
  kind: OperationKind;
  access: Access;
  [key: string]: unknown;
}

interface OperationDefinition<K extends OperationKind, I extends z.ZodType, O extends z.ZodType> {
  kind: K;
  access: Access;
  /** Path below `/api/v1`; parameters in braces. A query is GET, a command POST unless said otherwise. */
  path: `/${string}`;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** One sentence, shown in the API reference and by `qunce help`. */
  summary: string;
  input: I;
  output: O;
}

/** Declares an operation as data. Its name is the key path in the contract (`chat` + `channels` → `chat.channels`). */
export function operation<K extends OperationKind, I extends z.ZodType, O extends z.ZodType>(definition: OperationDefinition<K, I, O>) {
  const { kind, access, path, method = kind === 'query' ? 'GET' : 'POST', summary, input, output } = definition;
  return oc.$meta<OperationMeta & { kind: K }>({ kind, access }).route({ path, method, summary }).input(input).output(output);
}
