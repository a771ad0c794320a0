import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { saveTable } from '../../shared/save-file.ts';
import { type Detail, type Doing, stillOwed } from './state.tsx';

const shows = ['all', 'lacking', 'late', 'owing'] as const;
const among: Record<(typeof shows)[number], (one: Doing) => boolean> = {
  all: () => true,
  lacking: ({ submitted }) => submitted === 'missing' || submitted === 'notYet',
  late: ({ submitted }) => submitted === 'late',
  owing: (one) => stillOwed(one) > 0,
};
const tones: Record<Doing['submitted'], string> = { onTime: '', late: 'amber', missing: 'red', notYet: 'grey' };

/** Who has handed in, who has not, who owes reviews; also as a table. */
export function People({ assignment }: { assignment: Detail }) {
  const { t } = useTranslation();
  const [show, setShow] = useState<(typeof shows)[number]>('all');
  const query = useQuery({ ...api.homework.people.queryOptions({ input: { assignmentId: assignment.id } }), refetchInterval: 30_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { people } = query.data;
  const shown = people.filter(among[show]);
  const counted = (value: (typeof shows)[number]) => number(people.filter(among[value]).length);
  const save = () =>
    saveTable(assignment.title, [
      (['nickname', 'squad', 'submitted', 'gave', 'owes', 'lapsed'] as const).map((column) => t(`homework.columns.${column}`)),
      ...people.map((one) => [
        one.nickname,
        one.squad ?? '',
        t(`homework.submitted.${one.submitted}`),
        String(one.gave),
        String(stillOwed(one)),
        String(one.lapsed),
      ]),
    ]);
  return (
    <Card title={t('homework.people')}>
      <div className="filters">
        <Segmented
          value={show}
          onChange={setShow}
          options={shows.map((value) => ({ value, label: t(`homework.showPeople.${value}`, { n: counted(value) }) }))}
        />
        <Button onClick={save} disabled={people.length === 0}>
          {t('homework.saveTable')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="sub">{t(people.length === 0 ? 'homework.nobody' : 'homework.noneShown')}</p>
      ) : (
        <ul className="camp-people">
          {shown.map((one) => (
            <li key={one.enrolmentId}>
              <span>
                <b>{one.nickname}</b> <span className={`tag ${tones[one.submitted]}`}>{t(`homework.submitted.${one.submitted}`)}</span>
                <div className="frame">
                  {[
                    one.squad,
                    one.gave > 0 && t('homework.gave', { n: number(one.gave) }),
                    stillOwed(one) > 0 && t('homework.owes', { n: number(stillOwed(one)) }),
                    one.lapsed > 0 && t('homework.lapsed', { n: number(one.lapsed) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
