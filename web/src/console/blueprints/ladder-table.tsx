import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import type { Blueprint } from './words.ts';

interface Tier {
  name: string;
  goal: string;
  prices: Blueprint['copy']['prices'];
  /** Where the tier is open already. */
  communityId?: string;
}

/** Prices and rights of each tier, the lowest first. */
export function LadderTable({ tiers, here }: { tiers: readonly Tier[]; here?: string }) {
  const { t } = useTranslation();
  return (
    <>
      <table className="blueprint-table">
        <thead>
          <tr>
            <th scope="col">{t('blueprints.ladder.tier')}</th>
            <th scope="col">{t('blueprints.ladder.price')}</th>
            <th scope="col">{t('blueprints.ladder.rights')}</th>
            <th scope="col" className="blueprint-wide">
              {t('blueprints.charter.goal')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ name, goal, prices, communityId }) => (
            <tr key={communityId ?? name}>
              <th scope="row">
                {communityId && communityId !== here ? (
                  <Link to="/communities/$communityId/blueprint" params={{ communityId }}>
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </th>
              <td className="blueprint-price">
                {prices.map(({ name: price, yuan, days }) => (
                  <div key={price}>
                    {yuan === 0 ? t('blueprints.free') : t('blueprints.yuan', { n: number(yuan) })}
                    <div className="frame">
                      {days === null ? t('blueprints.noEnd') : t('blueprints.term', { count: days, n: number(days) })}
                    </div>
                  </div>
                ))}
              </td>
              <td>
                <ul className="blueprint-lines">
                  {prices
                    .flatMap(({ rights }) => rights)
                    .map((right) => (
                      <li key={right}>{right}</li>
                    ))}
                </ul>
              </td>
              <td className="blueprint-wide">{goal}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="frame">{t('blueprints.ladder.noPayment')}</p>
    </>
  );
}
