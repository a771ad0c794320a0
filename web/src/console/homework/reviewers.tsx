import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { Detail } from './state.tsx';

/** How well each reviewed. What stands out is a reason to look and talk, and says so. */
export function Reviewers({ assignment }: { assignment: Detail }) {
  const { t } = useTranslation();
  const query = useQuery(api.homework.reviewers.queryOptions({ input: { assignmentId: assignment.id } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { reviewers } = query.data;
  const leaning = (bias: number) =>
    Math.abs(bias) < 1 ? t('homework.biasNone') : t(bias > 0 ? 'homework.biasOver' : 'homework.biasUnder', { n: number(Math.abs(bias)) });
  return (
    <Card title={t('homework.reviewers')} note={t('homework.reviewersNote')}>
      {reviewers.length === 0 && <p className="sub">{t('homework.noReviewers')}</p>}
      <ul className="camp-people">
        {reviewers.map((one) => (
          <li key={one.enrolmentId}>
            <span>
              <b>{one.nickname}</b> {one.outlier && <span className="tag amber">{t('homework.outlier')}</span>}
              <div className="frame">
                {[
                  t('homework.gave', { n: number(one.given) }),
                  one.score !== null && t('homework.reviewerScore', { n: number(one.score) }),
                  one.bias !== null && leaning(one.bias),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
              {one.reciprocalWith.length > 0 && (
                <div className="frame">{t('homework.reciprocal', { names: one.reciprocalWith.join(t('homework.preview.comma')) })}</div>
              )}
            </span>
          </li>
        ))}
      </ul>
      {assignment.rounds.length > 0 && (
        <details>
          <summary>{t('homework.rounds')}</summary>
          <p className="frame">{t('homework.roundsNote')}</p>
          <ul className="messages">
            {assignment.rounds.map((round) => (
              <li key={round.seed}>
                {t('homework.round', { at: dateTime(round.at, assignment.zone), pairs: number(round.pairs), works: number(round.works) })}
                {round.short > 0 && ` · ${t('homework.roundShort', { n: number(round.short) })}`}
                {round.relaxed && ` · ${t('homework.roundRelaxed')}`}
                <div className="frame">{t('homework.seed', { seed: round.seed })}</div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
