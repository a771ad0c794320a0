import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { closingName } from '../../shared/times.ts';

type Duties = InferContractRouterOutputs<Contract>['duties'];
export type DueItem = Duties['desk']['items'][number];
export type Roster = Duties['rosters']['rosters'][number];
export type Turn = Roster['shown'][number];
export type Script = Duties['scripts']['scripts'][number];
export type Offered = Duties['communityScripts'];
export type Plan = Duties['planRitual'];
export type RosterPreview = Duties['previewRoster'];
export type RosterInput = InferContractRouterInputs<Contract>['duties']['saveRoster'];
export type RitualInput = InferContractRouterInputs<Contract>['duties']['startRitual'];

/** `3/5` */
export const shortDay = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`;

/** `3/2–3/8`, of one day `3/2`. */
export const span = (from: string, to: string) => (from === to ? shortDay(from) : `${shortDay(from)}–${shortDay(to)}`);

type OwnerShown = DueItem['owner'] | Plan['lines'][number]['owner'];

/** Who has to, in words: a person, a role with whoever holds it, or the staff. */
export function useOwnerWords(): (owner: OwnerShown) => string {
  const { t } = useTranslation();
  return ({ kind, part, person, role }) => {
    if (person) {
      const name = person.nickname === '' ? t('duties.noName') : person.nickname;
      const called = part === '' ? name : t('duties.partOf', { part, name });
      return person.gone ? t('duties.goneName', { name: called }) : called;
    }
    if (kind === 'role' && role) {
      const name = [role.name, role.squad].filter(Boolean).join(' · ');
      return role.holders.length === 0
        ? t('duties.roleEmpty', { role: name })
        : t('duties.roleHeld', { role: name, names: role.holders.join(t('list.separator')) });
    }
    return part === '' ? t('duties.staff') : t('duties.partOf', { part, name: t('duties.staff') });
  };
}

/** What is to be done, and what is to be said: of a reminder the names of those who are missing at this moment. */
export function useItemWords(): (item: DueItem) => { title: string; words: string } {
  const { t } = useTranslation();
  return (item) => {
    const about = { mute: 'duties.aboutMute', rescue: 'duties.aboutRescue', lastNotice: 'duties.aboutLastNotice' } as const;
    if (item.source === 'mute' || item.source === 'rescue' || item.source === 'lastNotice')
      return { title: t(about[item.source], { name: item.from }), words: item.words };
    if (item.source === 'homework') return { title: t('duties.aboutHomework', { name: item.from, title: item.title }), words: item.words };
    if (item.source !== 'reminder') return item;
    const { missing } = item;
    const title = missing ? t('duties.remindCount', { count: missing.people }) : t('duties.remindTitle');
    const names = (missing?.names ?? []).map((name) => `@${name}`).join(' ');
    const closes = closingName(item.zone, item.closesAt, Date.now());
    return { title, words: names === '' ? '' : t('camps.reminder', { camp: item.from, names, closes }) };
  };
}
