import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { type Detail, type Work, WorkState } from './state.tsx';
import { WorkDrawer } from './work-drawer.tsx';

const shows = ['all', 'staff', 'appeals', 'featured'] as const;
const among: Record<(typeof shows)[number], (work: Work) => boolean> = {
  all: () => true,
  staff: ({ state }) => state === 'staff',
  appeals: ({ appeal }) => appeal === 'open',
  featured: ({ featured }) => featured !== null,
};

/** The works that were handed in, those that need staff first. */
export function Works({ assignment }: { assignment: Detail }) {
  const { t } = useTranslation();
  const [show, setShow] = useState<(typeof shows)[number]>('all');
  const [open, setOpen] = useState<string | null>(null);
  const query = useQuery({ ...api.homework.submissions.queryOptions({ input: { assignmentId: assignment.id } }), refetchInterval: 30_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const works = query.data?.submissions;
  const shown = works?.filter(among[show]) ?? [];
  const counted = (value: (typeof shows)[number]) => number(works?.filter(among[value]).length ?? 0);
  return (
    <Card
      title={t('homework.works')}
      note={t('homework.submittedOf', { n: number(assignment.submitted), people: number(assignment.people) })}
    >
      <div className="filters">
        <Segmented
          value={show}
          onChange={setShow}
          options={shows.map((value) => ({ value, label: t(`homework.show.${value}`, { n: counted(value) }) }))}
        />
      </div>
      {!works ? (
        <Skeleton active />
      ) : shown.length === 0 ? (
        <p className="sub">{t(works.length === 0 ? 'homework.noWorks' : 'homework.noneShown')}</p>
      ) : (
        <ul className="camp-people">
          {shown.map((work) => (
            <li key={work.submissionId}>
              <span>
                <b>{work.author.nickname}</b> <WorkState work={work} />{' '}
                {work.late && <span className="tag grey">{t('homework.late')}</span>}{' '}
                {work.appeal === 'open' && <span className="tag amber">{t('homework.appealOpen')}</span>}{' '}
                {work.featured && <span className="tag blue">{t(`homework.consent.${work.featured}`)}</span>}
                <div className="frame">
                  {[
                    dateTime(work.changedAt, assignment.zone),
                    work.score !== null && t('homework.points', { n: number(work.score) }),
                    work.open > 0 && t('homework.openReviews', { n: number(work.open) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </span>
              <span>
                <Button onClick={() => setOpen(work.submissionId)} aria-label={t('homework.openWorkOf', { name: work.author.nickname })}>
                  {t('homework.open')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <WorkDrawer submissionId={open} close={() => setOpen(null)} />
    </Card>
  );
}
