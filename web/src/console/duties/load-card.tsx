import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';
import '../../shared/tables.css';

/** Below this a share says nothing about a person. */
const FEW = 5;
/** At first so many that what stands below is not pushed off the screen. */
const FIRST = 10;

/** How the work is spread, and how much of it was done. */
export function LoadCard({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const query = useQuery(api.duties.load.queryOptions({ input: { communityId } }));
  const [whole, setWhole] = useState(false);
  const people = query.data?.people ?? [];
  if (people.length === 0) return null;
  return (
    <Card title={t('duties.load.title')} note={t('duties.load.note')}>
      <div className="lines-scroll">
        <table className="lines loads">
          <thead>
            <tr>
              {(['name', 'turns', 'toCome', 'done', 'late', 'missed', 'share'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`duties.load.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.slice(0, whole ? people.length : FIRST).map(({ person, turns, toCome, done, late, missed }) => (
              <tr key={person.enrolmentId}>
                <th scope="row">
                  {person.nickname || t('duties.noName')} {person.gone && <span className="tag grey">{t('duties.gone')}</span>}
                </th>
                <td data-label={t('duties.load.turns')}>{number(turns)}</td>
                <td data-label={t('duties.load.toCome')}>{number(toCome)}</td>
                <td data-label={t('duties.load.done')}>{number(done)}</td>
                <td data-label={t('duties.load.late')}>{number(late)}</td>
                <td data-label={t('duties.load.missed')}>{number(missed)}</td>
                <td data-label={t('duties.load.share')}>{done + missed < FEW ? t('duties.load.few') : percent(done / (done + missed))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {people.length > FIRST && !whole && (
        <Button type="link" className="more" onClick={() => setWhole(true)}>
          {t('duties.load.all', { count: people.length })}
        </Button>
      )}
      <p className="frame">{t('duties.load.frame', { n: FEW })}</p>
    </Card>
  );
}
