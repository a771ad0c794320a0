/**
 * 纪念册: what stays of a campaign. Owns who wants to be in none; the rest is told from what is on record when somebody looks, so that
 * nothing erased or taken back stays in it.
 */
import { internalQuery, module } from '#kernel';
import { albums as contract } from './contract.ts';
import { hide } from './hiding.ts';
import { choices, look, photo } from './telling.ts';

export type { Album } from './contract.ts';
export { eraseAlbums, keptAlbums } from './hiding.ts';

export const albums = module({
  name: 'albums',
  contract,
  verbs: { look, mine: look, choices, hide },
  internal: {
    /** For the door that sends the bytes. */
    photo: internalQuery(photo, { role: 'member', scope: 'community', of: 'campaignId', right: 'alumni' }),
    photoForStaff: internalQuery(photo, { role: 'coach', scope: 'community', of: 'campaignId' }),
  },
});
