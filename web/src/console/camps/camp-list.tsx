import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { CampLines } from './camp-lines.tsx';
import { OpenCamp } from './open-camp.tsx';
import './camps.css';

/** 训练营: every check-in campaign, the running ones first, with how today goes. */
export function CampList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [opening, setOpening] = useState(false);
  const list = useQuery(api.checkins.campaigns.queryOptions({ input: {} }));
  if (list.error) return <Problem error={list.error} retry={() => list.refetch()} />;
  if (!list.data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const { campaigns } = list.data;
  return (
    <>
      <PageHead title={t('nav.camps')} sub={t('camps.sub')}>
        <Button onClick={() => navigate({ to: '/camps/blueprints' })}>{t('camps.fromBlueprint')}</Button>
        <Button type="primary" onClick={() => setOpening(true)}>
          {t('camps.open')}
        </Button>
      </PageHead>
      {campaigns.length === 0 ? (
        <Card title={t('camps.noneTitle')}>
          <ol className="camp-steps">
            {(['open', 'people', 'link'] as const).map((step) => (
              <li key={step}>{t(`camps.first.${step}`)}</li>
            ))}
          </ol>
        </Card>
      ) : (
        <CampLines camps={campaigns} />
      )}
      {opening && <OpenCamp close={() => setOpening(false)} />}
    </>
  );
}
