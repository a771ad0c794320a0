import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
/** Days that count, asked of whoever completes. */
const need = z.number().int().min(1).max(731);
const code = z.string().min(16).max(64);

const certificate = z.object({
  certificateId: id,
  /** Of the page that verifies it, without the address of the installation. */
  path: z.string(),
  need: count,
  awardedAt: instant,
  revoked: z.object({ at: instant, reason: z.string() }).nullable(),
});

/** What a certificate says, as it was when it was awarded. */
const said = z.object({
  name: z.string(),
  community: z.string(),
  campaign: z.string(),
  startsOn: day,
  endsOn: day,
  need: count,
  have: count,
  /** Civil day in the community's zone. */
  awardedOn: day,
  /** Of the page that verifies it, without the address of the installation. */
  path: z.string(),
});
export type CertificateSaid = z.output<typeof said>;

const person = z.object({
  enrolmentId: id,
  nickname: z.string(),
  have: count,
  met: z.boolean(),
  /** Longest run of days. */
  best: count,
  missedDays: count,
  certificate: certificate.nullable(),
});

/** The end of a campaign: who completed it by which rule, certificates that anybody can verify. */
export const graduation = {
  preview: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/graduation',
    summary: 'Who completes a campaign when so many days are asked for: need, have and met of everyone, and the certificates awarded',
    input: z.object({ campaignId: id, need: need.optional() }),
    output: z.object({
      state: z.enum(['upcoming', 'running', 'ended']),
      /** Days the campaign lasts, and how many of them its rules ask for at least. */
      days: count,
      asked: count,
      need: count,
      met: count,
      people: z.array(person),
    }),
  }),
  award: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/certificates',
    summary: 'Award certificates to everyone who meets the rule and has none yet, once the campaign has ended',
    input: z.object({ campaignId: id, need }),
    output: z.object({ awarded: count }),
  }),
  certificates: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/certificates',
    summary: 'Certificates of a campaign that hold, by name, so many at a time: what is printed',
    input: z.object({ campaignId: id, from: count.default(0) }),
    output: z.object({ campaign: z.string(), certificates: z.array(said), total: count }),
  }),
  revoke: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'certificateId' },
    path: '/certificates/{certificateId}/revoke',
    summary: 'Revoke a certificate, with a reason that stays on record; whoever verifies it sees that it was revoked',
    input: z.object({ certificateId: id, reason: z.string().trim().min(2).max(300) }),
    output: z.object({}),
  }),
  giveBack: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'certificateId' },
    path: '/certificates/{certificateId}/give-back',
    summary: 'Give a revoked certificate back: it holds again as it was awarded',
    input: z.object({ certificateId: id }),
    output: z.object({}),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/certificates',
    summary: 'The caller’s certificates, the latest first',
    input: z.object({}),
    output: z.object({ certificates: z.array(said) }),
  }),
  verify: operation({
    kind: 'query',
    access: { public: true },
    path: '/certificates/{code}',
    summary: 'What a certificate says, and whether it holds: for whoever has its code',
    input: z.object({ code }),
    output: said.extend({ revokedOn: day.nullable() }),
  }),
};
