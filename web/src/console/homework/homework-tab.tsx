import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { AssignmentForm } from './assignment-form.tsx';
import { AssignmentPage } from './assignment-page.tsx';
import './homework.css';
import { AssignmentState, type Listed } from './state.tsx';

/** 作业: the assignments of a community; one of them with its works, people and reviewers. */
export function HomeworkTab({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const [writing, setWriting] = useState(false);
  const query = useQuery(api.homework.list.queryOptions({ input: { communityId: camp.communityId } }));
  if (open !== null) return <AssignmentPage assignmentId={open} back={() => setOpen(null)} />;
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { assignments } = query.data;
  return (
    <Card title={t('homework.title')} note={t('homework.note')}>
      <div className="filters">
        <Button type={assignments.length === 0 ? 'primary' : 'default'} onClick={() => setWriting(true)}>
          {t('homework.new')}
        </Button>
      </div>
      {assignments.length === 0 && <p className="sub">{t('homework.none')}</p>}
      <ul className="camp-people">
        {assignments.map((one) => (
          <li key={one.id}>
            <span>
              <b>{one.title}</b> <AssignmentState state={one.state} />
              <div className="frame">{t('homework.dueAt', { at: dateTime(one.dueAt, one.zone) })}</div>
              <Counts of={one} />
            </span>
            <span>
              <Button onClick={() => setOpen(one.id)} aria-label={t('homework.openOf', { title: one.title })}>
                {t('homework.open')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {writing && (
        <AssignmentForm
          communityId={camp.communityId}
          campaignId={camp.id}
          assignment={null}
          close={(made) => {
            setWriting(false);
            if (made) setOpen(made);
          }}
        />
      )}
    </Card>
  );
}

function Counts({ of }: { of: Listed }) {
  const { t } = useTranslation();
  if (of.state === 'draft') return null;
  return (
    <div className="frame">
      {[
        t('homework.submittedOf', { n: number(of.submitted), people: number(of.people) }),
        ...(of.late > 0 ? [t('homework.lateCount', { n: number(of.late) })] : []),
        ...(of.withStaff > 0 ? [t('homework.withStaff', { n: number(of.withStaff) })] : []),
        ...(of.openAppeals > 0 ? [t('homework.openAppeals', { n: number(of.openAppeals) })] : []),
      ].join(' · ')}
    </div>
  );
}
