import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { askAgain } from '../ask.ts';
import { Link } from '../route.tsx';
import { usePoints } from './mine.ts';
import './points.css';

/** Points follow a check-in within a moment: the server counts them after it has answered. */
const SOON_MS = 800;

/** Under the check-in: what there is, and what today brought. Nothing where nothing earns points. */
export default function PointsChip({ communityId, done }: { communityId: string; done: boolean }) {
  const { t } = useTranslation();
  const { answer } = usePoints();
  const own = answer?.communities.find((one) => one.communityId === communityId);
  const today = own?.today ?? 0;
  const late = done && own !== undefined && today === 0;
  useEffect(() => {
    if (!late) return;
    const soon = setTimeout(() => void askAgain(), SOON_MS);
    return () => clearTimeout(soon);
  }, [late]);
  if (!own?.on) return null;
  return (
    <Link className="points-chip card" href={`/m/points?community=${communityId}`}>
      <span>{t('points.title')}</span>
      <b>{own.balance}</b>
      <span className="tag" role="status">
        {today > 0 ? t('points.today', { points: `+${today}` }) : t('points.earnToday')}
      </span>
    </Link>
  );
}
