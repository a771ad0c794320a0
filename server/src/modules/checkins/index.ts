/**
 * Check-in campaigns: their rules as data with versions, exactly one check-in a member and day, make-ups and leave, the
 * standing and ranking that follow, what others wrote, and corrections by staff. Nobody else writes these rows.
 */
import { module } from '#kernel';
import { changePolicy, createCampaign, earliestRules, endCampaigns, listCampaigns, showCampaign, updateCampaign } from './campaigns.ts';
import { internal, tasks } from './chat-steps.ts';
import { checkins as contract } from './contract.ts';
import { feed, like } from './feed.ts';
import { campaignScope } from './find.ts';
import { cancelLeave, takeLeave } from './leaves.ts';
import { correct, people, person } from './people.ts';
import { ranking } from './ranking.ts';
import { makeUp, submit, undo } from './submit.ts';
import { today } from './today.ts';

export type { CheckinKind, Policy } from './contract.ts';
export { eraseCheckins, keptCheckins } from './erasing.ts';
export { type Campaign, campaignsWhere, findCampaign, shown, shownWindow } from './find.ts';
export { charactersOf, judgeContent, keptOf } from './judging.ts';
export { correct, lastDays, people, person, standingIn } from './people.ts';
export { runsOf } from './ranking.ts';
export { type WholeCourse, wholeCourses } from './whole-course.ts';
export { changePolicy, createCampaign, earliestRules, endCampaigns, updateCampaign };

export const checkins = module({
  name: 'checkins',
  contract,
  verbs: {
    campaigns: listCampaigns,
    createCampaign,
    campaign: showCampaign,
    updateCampaign,
    changePolicy,
    people,
    person,
    correct,
    today,
    submit,
    undo,
    makeUp,
    takeLeave,
    cancelLeave,
    ranking,
    feed,
    like,
  },
  internal,
  tasks,
  scopes: { campaignId: campaignScope },
});
