/**
 * One person over all channels of a community: which identities are one (an append-only ledger of merges and undos), tags,
 * notes, timeline, and the search. Aggregates stay with the identities (`chat`) and are resolved when read.
 */
import { internalCommand, module } from '#kernel';
import { members as contract } from './contract.ts';
import { member } from './find.ts';
import { forgetChannel } from './forget.ts';
import { merge, undoMerge } from './ledger.ts';
import { addNote, addTag, notes, removeNote, removeTag, tags } from './notes.ts';
import { search } from './search.ts';
import { compare, dismiss, suggestions } from './suggestions.ts';
import { timeline } from './timeline.ts';

export { eraseFromMembers } from './erase-person.ts';
export { ofPlaces } from './notes.ts';

export const members = module({
  name: 'members',
  contract,
  verbs: { member, search, compare, suggestions, dismiss, merge, undoMerge, addTag, removeTag, tags, notes, addNote, removeNote, timeline },
  internal: { forgetChannel: internalCommand(forgetChannel) },
  tasks: {
    'members.forgetChannel': {
      on: ['channel.removed'],
      run: async (ctx, { channelId }) => {
        if (typeof channelId === 'string') await ctx.call('members.forgetChannel', { channelId });
      },
    },
  },
});
