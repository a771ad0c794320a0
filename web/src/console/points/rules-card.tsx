import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { RulesForm } from './rules-form.tsx';
import { factKinds, proposed, type Rules } from './state.ts';

interface Props {
  communityId: string;
  /** Decided last; null: none yet. */
  rules: Rules | null;
  versions: { version: number; effectiveOn: string }[];
  today: string;
}

/** What earns points, and since when; changed from a day on. */
export function RulesCard({ communityId, rules, versions, today }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [latest] = versions;
  const note = latest && t('points.rules.since', { version: latest.version, day: latest.effectiveOn });
  if (editing)
    return (
      <Card title={t('points.rules.title')} note={note}>
        <RulesForm communityId={communityId} rules={rules ?? proposed} today={today} close={() => setEditing(false)} />
      </Card>
    );
  return (
    <Card title={t('points.rules.title')} note={note}>
      {rules ? <Told rules={rules} /> : <p>{t('points.rules.none')}</p>}
      <Button type={rules ? 'default' : 'primary'} onClick={() => setEditing(true)}>
        {t(rules ? 'points.rules.change' : 'points.rules.begin')}
      </Button>
    </Card>
  );
}

function Told({ rules: { facts, runs, badges, expiry, handLimit } }: { rules: Rules }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className="points-ways">
        {factKinds.map((kind) => {
          const way = facts[kind];
          return (
            way && (
              <li key={kind}>
                <span>
                  {t(`points.kind.${kind}`)}
                  {way.dailyCap !== null && <span className="frame"> {t('points.rules.capOf', { cap: number(way.dailyCap) })}</span>}
                </span>
                <b>+{number(way.points)}</b>
              </li>
            )
          );
        })}
        {runs.map(({ days, points }) => (
          <li key={days}>
            <span>{t('points.rules.runOf', { count: days, n: number(days) })}</span>
            <b>+{number(points)}</b>
          </li>
        ))}
        {badges.map(({ key, name, measure, need }) => (
          <li key={key}>
            <span>{t('points.rules.badgeOf', { name })}</span>
            <span>{t('points.rules.needOf', { what: t(`points.measure.${measure}`), need: number(need) })}</span>
          </li>
        ))}
      </ul>
      <p className="sub">
        {t(`points.rules.expiryOf.${expiry}`)} {t('points.rules.handOf', { limit: number(handLimit) })}
      </p>
    </>
  );
}
