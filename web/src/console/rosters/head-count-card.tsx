import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import './rosters.css';

/** Weeks of typed-in days that no chat covers, never mixed with what was counted. `always`: also where there are none yet. */
export function HeadCountCard({ channelId, always = false }: { channelId: string; always?: boolean }) {
  const { t } = useTranslation();
  const counts = useQuery(api.rosters.headCounts.queryOptions({ input: { channelId } }));
  const weeks = counts.data?.weeks.slice(-8).reverse() ?? [];
  if (!counts.data || (weeks.length === 0 && !always)) return null;
  return (
    <Card title={t('daily.title')} note={<span className="tag amber">{t('daily.handmade')}</span>}>
      <p className="frame" style={{ marginBottom: 10 }}>
        {t(weeks.length > 0 ? 'daily.weeksHint' : 'daily.hint')}
      </p>
      {weeks.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <section style={{ overflowX: 'auto' }} tabIndex={0} aria-label={t('daily.title')}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t('daily.week')}</th>
                <th scope="col">{t('daily.daysTold')}</th>
                {(['members', 'messages', 'speakersMost', 'joins', 'leaves'] as const).map((name) => (
                  <th scope="col" key={name} className="num">
                    {t(`daily.weekField.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.week}>
                  <td>{week.week}</td>
                  <td>{t('daily.ofSeven', { days: week.days })}</td>
                  {([week.members, week.messages, week.speakersMost, week.joins, week.leaves] as const).map((value, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns stand still
                    <td key={column} className="num">
                      {number(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Link to="/day" search={{ channelId }}>
        <Button style={{ marginTop: 12 }}>{t('daily.fill')}</Button>
      </Link>
    </Card>
  );
}
