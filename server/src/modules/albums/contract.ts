import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();

const moment = z.discriminatedUnion('code', [
  z.object({ code: z.literal('opening'), on: day }),
  z.object({ code: z.literal('ritual'), on: day, name: z.string() }),
  z.object({ code: z.literal('bestDay'), on: day, count }),
  /** The squads in the first place. */
  z.object({ code: z.literal('contest'), on: day, name: z.string(), squads: z.array(z.string()) }),
  z.object({ code: z.literal('closing'), on: day }),
  z.object({ code: z.literal('graduation'), on: day, count }),
]);

const album = z.object({
  campaignId: id,
  communityId: id,
  community: z.string(),
  campaign: z.string(),
  goal: z.string(),
  zone: z.string(),
  startsOn: day,
  endsOn: day,
  madeAt: instant,
  numbers: z.object({ people: count, days: count, checkins: count, works: count, certificates: count }),
  /** In the order of days. */
  timeline: z.array(moment),
  /** Shown as examples with their authors’ consent. */
  works: z.array(z.object({ nickname: z.string(), title: z.string(), why: z.string(), text: z.string() })),
  /** Most liked, one a person, of those others could read already; `photos`: ids of files. */
  posts: z.array(z.object({ nickname: z.string(), day, likes: count, text: z.string(), photos: z.array(id) })),
  /** Whose certificate holds, by name. */
  completed: z.array(z.string()),
  thanks: z.array(z.object({ role: z.string(), names: z.array(z.string()) })),
  /** What is missing, said instead of left out. */
  gaps: z.array(z.enum(['running', 'works', 'posts', 'completed', 'thanks'])),
});
export type Album = z.output<typeof album>;

const ofCampaign = { role: 'member', scope: 'community', of: 'campaignId', right: 'alumni' } as const;
const anyone = { role: 'member', scope: 'community', of: 'any', right: 'alumni' } as const;

/** 纪念册: what stays of a campaign, for those who were there. */
export const albums = {
  look: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/album',
    summary: 'The album of a campaign for staff: told from what is on record now, without those who want to be in none',
    input: z.object({ campaignId: id }),
    output: album,
  }),
  mine: operation({
    kind: 'query',
    access: ofCampaign,
    path: '/me/campaigns/{campaignId}/album',
    summary: 'The album of a campaign for those who take part, and for those who left and may be alumni',
    input: z.object({ campaignId: id }),
    output: album,
  }),
  choices: operation({
    kind: 'query',
    access: anyone,
    path: '/me/albums',
    summary: 'Campaigns with an album for the caller, and where the caller wants to be in none',
    input: z.object({}),
    output: z.object({
      communities: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          hidden: z.boolean(),
          campaigns: z.array(z.object({ campaignId: id, name: z.string(), over: z.boolean() })),
        }),
      ),
    }),
  }),
  hide: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'communityId', right: 'alumni' },
    path: '/me/albums/{communityId}',
    method: 'PUT',
    summary: 'Whether the caller wants to be in no album of this community: no name, no words, no photo',
    input: z.object({ communityId: id, hidden: z.boolean() }),
    output: z.object({ hidden: z.boolean() }),
  }),
};
