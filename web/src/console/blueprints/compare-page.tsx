import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { BlueprintHead } from './blueprint-head.tsx';
import { DifferenceRows } from './rows.tsx';
import './blueprints.css';

/** The community as it runs, beside the document kept with it or a blueprint that comes with the product. */
export function ComparePage() {
  const { t } = useTranslation();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/blueprint/compare' });
  const [blueprintId, setBlueprintId] = useState('');
  const list = useQuery(api.blueprints.list.queryOptions({ input: {} }));
  const input = { communityId, ...(blueprintId && { blueprintId }) };
  const compared = useQuery(api.blueprints.compare.queryOptions({ input, retry: false }));
  if (compared.error) return <Problem error={compared.error} retry={() => compared.refetch()} />;
  return (
    <>
      <BlueprintHead communityId={communityId} title={t('blueprints.compare.title')} sub={t('blueprints.compare.sub')} />
      <Card>
        <div className="blueprint-choose">
          <label htmlFor="compare-with">{t('blueprints.compare.with')}</label>
          <Select
            id="compare-with"
            value={blueprintId}
            onChange={setBlueprintId}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('blueprints.compare.kept') },
              ...(list.data?.blueprints ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        <div aria-live="polite">
          {!compared.data && <Skeleton active paragraph={{ rows: 6 }} />}
          {compared.data?.rows.length === 0 && <p>{t('blueprints.compare.same')}</p>}
          {compared.data && (
            <DifferenceRows rows={compared.data.rows} here={t('blueprints.compare.here')} there={t('blueprints.compare.there')} />
          )}
        </div>
      </Card>
    </>
  );
}
