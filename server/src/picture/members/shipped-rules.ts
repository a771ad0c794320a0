/**
 * The shipped rules after the trade's own words (积极分子 / 观望 / 潜水), as a person would write them, and the same compiled.
 * A test compiles the words and compares. With check-ins in use: active speak and check in, watching do one of the two,
 * lurking neither. Without: a named fallback on messages alone.
 */
import type { Flag, Segment } from '../picture.ts';
import type { Need, Rule, RuleSet } from '../rules.ts';
import type { MetricName } from './metrics.ts';

export const shippedExpressions: Readonly<Record<Segment | Flag, string>> = {
  active:
    '(checkinsInUse == true && checkins28 >= 1 && spoken28 >= spokenBar) || (checkinsInUse == false && messages28 >= messagesBar && weeks28 >= weeksNeeded)',
  watching:
    '(checkinsInUse == true && checkins28 >= 1 && spoken28 < spokenBar) || (checkinsInUse == true && checkins28 == 0 && spoken28 >= spokenBar) || (checkinsInUse == false && messages28 > 0 && messages28 < messagesBar) || (checkinsInUse == false && messages28 >= messagesBar && weeks28 < weeksNeeded)',
  lurking: '(checkinsInUse == true && checkins28 == 0 && spoken28 < spokenBar) || (checkinsInUse == false && messages28 == 0)',
  newcomer: 'daysSinceFirst <= 7',
  // Silent for longer than is this person's own habit, and for more than a week.
  atRisk: 'daysSinceLast > 7 && ownGapP90 < daysSinceLast && activeWeeks >= 2',
  lost: 'daysSinceLast >= 28 && activeWeeks >= 2',
  core: 'rankInHalf <= coreSize',
};

const need = (metric: MetricName, op: Need['op'], term: Need['need']): Need => ({ metric, op, need: term });
const withCheckins = need('checkinsInUse', '=', 1);
const onMessages = need('checkinsInUse', '=', 0);
const checksIn = need('checkins28', '>=', 1);
const noCheckin = need('checkins28', '=', 0);
const speaks = need('spoken28', '>=', 'spokenBar');
const hardlySpeaks = need('spoken28', '<', 'spokenBar');
const overBar = need('messages28', '>=', 'messagesBar');

const rules: Record<Segment | Flag, Rule> = {
  active: [
    [withCheckins, checksIn, speaks],
    [onMessages, overBar, need('weeks28', '>=', 'weeksNeeded')],
  ],
  watching: [
    [withCheckins, checksIn, hardlySpeaks],
    [withCheckins, noCheckin, speaks],
    [onMessages, need('messages28', '>', 0), need('messages28', '<', 'messagesBar')],
    [onMessages, overBar, need('weeks28', '<', 'weeksNeeded')],
  ],
  lurking: [
    [withCheckins, noCheckin, hardlySpeaks],
    [onMessages, need('messages28', '=', 0)],
  ],
  newcomer: [[need('daysSinceFirst', '<=', 7)]],
  atRisk: [[need('daysSinceLast', '>', 7), need('ownGapP90', '<', 'daysSinceLast'), need('activeWeeks', '>=', 2)]],
  lost: [[need('daysSinceLast', '>=', 28), need('activeWeeks', '>=', 2)]],
  core: [[need('rankInHalf', '<=', 'coreSize')]],
};

export const shippedRules: RuleSet = { version: 0, rules, custom: [] };
