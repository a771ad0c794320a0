/**
 * Photos and voice that members bring along: sent in pieces, recognised and cleaned, given to one check-in at most, shown to those
 * of the community alone. Nobody else writes these rows and files.
 */
import { internalCommand, internalQuery, module } from '#kernel';
import { media as contract } from './contract.ts';
import { mediaScope, shown, shownToStaff } from './find.ts';
import { begin, finish, remove, state } from './sending.ts';
import { forgetLoose, known, tasks } from './tasks.ts';

export { claimMedia, eraseMedia, type KeptMedia, keptMedia, releaseMedia } from './belonging.ts';
export { cleanMedia } from './cleaning/clean.ts';
export { ensureFolder, mediaPath, partPath } from './disk.ts';

export const media = module({
  name: 'media',
  contract,
  verbs: { begin, state, finish, remove },
  internal: {
    /** For the door that sends the bytes. */
    shown: internalQuery(shown, { role: 'member', scope: 'community', of: 'mediaId' }),
    shownToStaff: internalQuery(shownToStaff, { role: 'coach', scope: 'community', of: 'mediaId' }),
    forgetLoose: internalCommand(forgetLoose),
    known: internalQuery(known),
  },
  tasks,
  scopes: { mediaId: mediaScope },
});
