import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import i18next from 'i18next';
import type { Contract } from 'qunce/contract';
import { number } from '../../shared/format.ts';
import { wallName } from '../../shared/times.ts';

export type Blueprint = InferContractRouterOutputs<Contract>['blueprints']['show']['document'];
export type Difference = InferContractRouterOutputs<Contract>['blueprints']['plan']['differences'][number];
export type Wanted = InferContractRouterInputs<Contract>['blueprints']['apply'];
type Policy = Blueprint['operate']['checkins'][number]['policy'];

const DAY = 24 * 60;
const minutes = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

/** The rules of a check-in as short sentences, those that say something first. */
export function policyWords({ opens, closes, needPerWeek, late, tickets, ticketDays, leaves, content }: Policy): string[] {
  const t = i18next.t;
  const whole = minutes(closes) - minutes(opens) >= DAY - 1;
  const often = needPerWeek === 7 ? t('blueprints.policy.daily') : t('blueprints.policy.weekly', { count: needPerWeek });
  const { text, number: figure, link, photos, voice } = content;
  const written = text?.min ? t('blueprints.policy.textMin', { count: text.min, n: number(text.min) }) : t('blueprints.policy.text');
  const asked = [
    { part: text, what: written },
    { part: figure, what: t('blueprints.policy.number', { label: figure?.label ?? '' }) },
    { part: photos, what: t('blueprints.policy.photos', { count: photos?.max ?? 1 }) },
    { part: voice, what: t('blueprints.policy.voice') },
    { part: link, what: t('blueprints.policy.link') },
  ];
  const told = (needed: boolean) =>
    asked
      .filter(({ part }) => part?.needed === needed)
      .map(({ what }) => t(`blueprints.policy.${needed ? 'needed' : 'optional'}`, { what }));
  return [
    often,
    whole ? t('blueprints.policy.wholeDay') : t('blueprints.policy.window', { from: opens, to: wallName(closes) }),
    ...told(true),
    ...told(false),
    t(`blueprints.policy.late.${late}`),
    tickets > 0 && t('blueprints.policy.tickets', { count: tickets, days: ticketDays }),
    leaves > 0 && t('blueprints.policy.leaves', { count: leaves }),
  ].filter((part): part is string => typeof part === 'string');
}

/** Told, and nothing is done about it. */
export const onlyTold = ({ code }: Difference) =>
  code === 'ended' || code === 'startStays' || code === 'roleStays' || code === 'homeworkStays';

/** One line of the plan. @param name of the new community, as it is being typed */
export function differenceWords(difference: Difference, name: string): string {
  const t = i18next.t;
  const { code } = difference;
  switch (code) {
    case 'createCommunity':
      return t('blueprints.plan.createCommunity', { name });
    case 'createCampaign': {
      const { startsOn, endsOn, goal, policy } = difference;
      const rules = policyWords(policy).join(t('blueprints.comma'));
      const said = t('blueprints.plan.createCampaign', { name: difference.name, from: startsOn, to: endsOn, rules });
      return goal === '' ? said : said + t('blueprints.plan.goal', { goal });
    }
    case 'changePolicy': {
      const fields = difference.fields.map((field) => t(`blueprints.field.${field}`)).join(t('blueprints.comma'));
      const rules = policyWords(difference.policy).join(t('blueprints.comma'));
      return t('blueprints.plan.changePolicy', { name: difference.name, day: difference.effectiveOn, fields, rules });
    }
    case 'keepDocument':
      return t(`blueprints.plan.${difference.replaces ? 'replaceDocument' : 'keepDocument'}`);
    case 'changeGoal': {
      const before = difference.from === '' ? t('blueprints.plan.noGoal') : difference.from;
      return t('blueprints.plan.changeGoal', { name: difference.name, from: before, to: difference.to });
    }
    case 'resize':
      return t('blueprints.plan.resize', { ...difference.to });
    case 'changeRole': {
      const fields = difference.fields.map((field) => t(`blueprints.leaf.${field}`)).join(t('blueprints.comma'));
      return t('blueprints.plan.changeRole', { name: difference.name, fields });
    }
    case 'changeHomework': {
      const fields = difference.fields.map((field) => t(`blueprints.leaf.${field}`)).join(t('blueprints.comma'));
      return t('blueprints.plan.changeHomework', { title: difference.title, fields });
    }
    default:
      return t(`blueprints.plan.${code}`, { ...difference });
  }
}
