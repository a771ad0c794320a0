import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import type { Tree } from './state.ts';

/** What is out of proportion, each with how many there may be and how many there are. A full class proposes the next one. */
export function Warnings({ tree, communityId }: { tree: Tree; communityId: string }) {
  const { t } = useTranslation();
  if (tree.warnings.length === 0) return null;
  const names = new Map(tree.squads.map(({ id, name, leader }) => [id, { squad: name, leader: leader?.nickname ?? '' }]));
  const leaderless = tree.warnings.filter(({ code }) => code === 'leader.none').map(({ squadId }) => names.get(squadId ?? '')?.squad ?? '');
  const others = tree.warnings.filter(({ code }) => code !== 'leader.none');
  return (
    <ul className="squad-warnings">
      {others.map(({ code, need, have, squadId }) => (
        <li key={`${code} ${squadId}`}>
          <span>{t(`squads.warning.${code}`, { need: number(need), have: number(have), count: have, ...names.get(squadId ?? '') })}</span>
          {code === 'class.full' && (
            <Link to="/communities/$communityId/blueprint" params={{ communityId }}>
              {t('squads.openNext')}
            </Link>
          )}
        </li>
      ))}
      {leaderless.length > 0 && <li>{t('squads.warning.leader.none', { squad: leaderless.join(t('squads.comma')) })}</li>}
    </ul>
  );
}
