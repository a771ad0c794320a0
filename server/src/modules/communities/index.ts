/**
 * Communities and their channels (the chat groups): names, zones, which community a channel belongs to. Others may look
 * them up and create channels inside a command of their own.
 */
import { module } from '#kernel';
import { communities as contract } from './contract.ts';
import { channelScope, communityScope } from './find.ts';
import { verbs } from './verbs.ts';

export { DEMO_PLATFORM } from './contract.ts';
export {
  type Channel,
  createOrganisation,
  findChannel,
  findCommunity,
  findOrganisation,
  holdCommunities,
  holdCommunity,
  renameOrganisation,
  requireAlive,
  requireCommunities,
  setDissolved,
  visibleChannels,
} from './find.ts';
export { createChannel, createCommunity, removeChannel, removeEmptyCommunity } from './verbs.ts';

export const communities = module({
  name: 'communities',
  contract,
  verbs,
  scopes: { communityId: communityScope, channelId: channelScope },
});
