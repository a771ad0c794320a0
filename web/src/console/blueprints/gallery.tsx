import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { InChinese } from './in-chinese.tsx';
import { policyWords } from './words.ts';
import './blueprints.css';

/** 从模板开营: the blueprints that come with the product, one card each. */
export function BlueprintGallery() {
  const { t } = useTranslation();
  const list = useQuery(api.blueprints.list.queryOptions({ input: {} }));
  if (list.error) return <Problem error={list.error} retry={() => list.refetch()} />;
  if (!list.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <>
      <PageHead title={t('blueprints.title')} sub={t('blueprints.sub')}>
        <Link to="/camps">{t('blueprints.toCamps')}</Link>
      </PageHead>
      <InChinese />
      <ul className="blueprints">
        {list.data.blueprints.map(({ id, name, summary, forWhom, days, checkins }) => (
          <li key={id}>
            <Link to="/camps/blueprints/$blueprintId" params={{ blueprintId: id }} className="card">
              <div className="blueprint-name">
                <h2>{name}</h2>
                <span className="tag">
                  {days === null ? t('blueprints.open') : t('blueprints.cycle', { count: days, n: number(days) })}
                </span>
              </div>
              <p>{summary}</p>
              <p className="frame">{t('blueprints.forWhom', { who: forWhom })}</p>
              {checkins.map((checkin) => (
                <p key={checkin.name} className="blueprint-checkin">
                  <b>{checkin.name}</b> {policyWords(checkin.policy).slice(0, 3).join(t('blueprints.comma'))}
                </p>
              ))}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
