import { useTranslation } from 'react-i18next';
import { Link } from '../route.tsx';
import { usePoints } from './mine.ts';
import './points.css';

const kinds = ['days', 'points', 'squads'] as const;

/** By which the ranking goes; nothing where there are no points. */
export default function RankingTabs({ communityId, current }: { communityId: string; current: (typeof kinds)[number] }) {
  const { t } = useTranslation();
  const own = usePoints().answer?.communities.find((one) => one.communityId === communityId);
  if (!own?.on) return null;
  return (
    <nav className="points-tabs" aria-label={t('points.by')}>
      {kinds.map((kind) => (
        <Link
          key={kind}
          href={kind === 'days' ? '/m/ranking' : `/m/ranking?by=${kind}`}
          aria-current={kind === current ? 'page' : undefined}
        >
          {t(`points.tab.${kind}`)}
        </Link>
      ))}
    </nav>
  );
}
