import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useMay } from '../members/may.ts';
import { HeadCountDays } from './head-count-days.tsx';
import { HeadCountForm } from './head-count-form.tsx';
import './rosters.css';

/** 人数日报: the figures of a day in 30 seconds, on a phone, for a group that nobody can export. */
export function Daily() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { channelId: asked } = useSearch({ from: '/inside/day' });
  const channels = useQuery(api.communities.channels.queryOptions({ input: {} }));
  const list = channels.data?.channels ?? [];
  const chosen = list.find(({ id }) => id === asked) ?? list[0];
  const may = useMay('coach', chosen?.communityId);
  if (channels.error) return <Problem error={channels.error} retry={() => channels.refetch()} />;
  if (!channels.data) return <Skeleton active />;
  return (
    <>
      <PageHead title={t('daily.title')} sub={t('daily.hint')} />
      {chosen ? (
        <div className="grid daily">
          <Card>
            <Select
              aria-label={t('daily.group')}
              style={{ width: '100%' }}
              size="large"
              value={chosen.id}
              showSearch={{ optionFilterProp: 'label' }}
              options={list.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(channelId) => void navigate({ to: '/day', search: { channelId } })}
            />
            {may ? <HeadCountForm key={chosen.id} channelId={chosen.id} /> : <p className="sub">{t('daily.mayNot')}</p>}
          </Card>
          <HeadCountDays channelId={chosen.id} may={may} />
        </div>
      ) : (
        <Card>
          <p style={{ marginBottom: 12 }}>{t('daily.noGroups')}</p>
          <Link to="/import">
            <Button type="primary">{t('import.start')}</Button>
          </Link>
        </Card>
      )}
    </>
  );
}
