import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

/** A mobile number, of China where it begins with no +, or a mail address; as it was typed. */
const address = z.string().trim().min(3).max(254);
const kind = z.enum(['phone', 'email']);
const code = z.string().regex(/^\d{6}$/);
const asked = z.object({ codeId: id, until: instant });
/** What is left of the five tries; at 0 the code is over. */
const triesLeft = z.number().int().min(0);
const own = z.object({
  id,
  kind,
  /** Enough to recognise it: 138****1234. The address itself is not kept. */
  hint: z.string(),
  confirmedAt: instant,
});
export type OwnAddress = z.infer<typeof own>;

/** How members come back in: by a code to an address of theirs. */
export const credentials = {
  askCode: operation({
    kind: 'command',
    access: { public: true },
    path: '/sign-in/codes',
    summary: 'Ask for a code that signs a member in; the answer is the same whether anybody has this address or not',
    input: z.object({ address }),
    output: asked,
  }),
  enter: operation({
    kind: 'command',
    access: { public: true },
    path: '/sign-in/codes/{codeId}/enter',
    summary: 'Give the code: a link that signs the member in, good once and for two minutes; null where the code is wrong or over',
    input: z.object({ codeId: id, code }),
    output: z.object({ path: z.string().nullable(), triesLeft }),
  }),
  leaveAddress: operation({
    kind: 'command',
    access: { public: true },
    path: '/applications/address',
    summary: 'An applicant leaves a phone number or mail address to come back in by, for whoever holds the secret of the application',
    input: z.object({ secret: z.string().regex(/^[\w-]{32}$/), address }),
    output: z.object({ kind, hint: z.string() }),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/addresses',
    summary: 'By what the caller can sign in',
    input: z.object({}),
    output: z.object({ addresses: z.array(own), wechatSince: instant.nullable() }),
  }),
  addAddress: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/addresses',
    summary: 'Ask for a code to an address that the caller wants to sign in by',
    input: z.object({ address }),
    output: asked,
  }),
  confirmAddress: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/addresses/{codeId}/confirm',
    summary: 'Give the code that went to the address: from then on it signs the caller in; null where the code is wrong or over',
    input: z.object({ codeId: id, code }),
    output: z.object({ address: own.nullable(), triesLeft }),
  }),
  removeAddress: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/addresses/{addressId}',
    method: 'DELETE',
    summary: 'The caller no longer signs in by this address',
    input: z.object({ addressId: id }),
    output: z.object({}),
  }),
  unlinkWechat: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/wechat',
    method: 'DELETE',
    summary: 'The caller no longer signs in by WeChat',
    input: z.object({}),
    output: z.object({}),
  }),
  waiting: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'any' },
    path: '/sign-in-codes',
    summary: 'Codes that no gateway has sent, for members of communities the caller operates; not the digits themselves',
    input: z.object({}),
    output: z.object({
      codes: z.array(
        z.object({
          codeId: id,
          communityId: id,
          community: z.string(),
          nickname: z.string(),
          purpose: z.enum(['signIn', 'confirm']),
          hint: z.string(),
          until: instant,
        }),
      ),
    }),
  }),
  showCode: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/sign-in-codes/{codeId}/show',
    summary: 'The digits of a code that is waiting, for passing on to that one member; that they were looked at is on record',
    input: z.object({ communityId: id, codeId: id }),
    output: z.object({ nickname: z.string(), code, until: instant }),
  }),
};
