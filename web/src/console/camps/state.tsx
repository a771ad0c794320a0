import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';

export type Checkins = InferContractRouterOutputs<Contract>['checkins'];
export type Camp = Checkins['campaigns']['campaigns'][number];
export type CampDetail = Checkins['campaign'];
export type Policy = CampDetail['policy'];

/** 未开始 · 第 12 天 · 已结束, with a word as well as a colour. */
export function CampState({ camp }: { camp: Pick<Camp, 'state' | 'dayNumber' | 'days' | 'startsOn' | 'dissolved'> }) {
  const { t } = useTranslation();
  if (camp.dissolved) return <span className="tag grey">{t('camps.dissolved')}</span>;
  const tone = { upcoming: 'blue', running: '', ended: 'grey' }[camp.state];
  return (
    <span className={`tag ${tone}`}>
      {t(`camps.state.${camp.state}`, { n: number(camp.dayNumber), days: number(camp.days), from: camp.startsOn })}
    </span>
  );
}
