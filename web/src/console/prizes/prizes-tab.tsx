import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampDetail } from '../camps/state.tsx';
import './prizes.css';
import { PrizeLog } from './prize-log.tsx';
import { Raffles } from './raffles.tsx';
import { Shop } from './shop.tsx';

const parts = ['raffles', 'shop', 'log'] as const;

/** 抽奖与奖品: of the community, so that several camps share it. */
export function PrizesTab({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const [part, setPart] = useState<(typeof parts)[number]>('raffles');
  return (
    <div className="grid">
      <div>
        <Segmented
          aria-label={t('camps.tabs.prizes')}
          value={part}
          onChange={setPart}
          options={parts.map((value) => ({ value, label: t(`prizes.part.${value}`) }))}
        />
      </div>
      {part === 'raffles' && <Raffles camp={camp} />}
      {part === 'shop' && <Shop camp={camp} />}
      {part === 'log' && <PrizeLog camp={camp} />}
    </div>
  );
}
