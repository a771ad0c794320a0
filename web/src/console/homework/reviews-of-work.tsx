import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { dateTime, number } from '../../shared/format.ts';
import { homeworkChanged, pointFields, type Review, stillOwed, type WorkDetail } from './state.tsx';

const tones: Record<Review['state'], string> = { open: 'blue', given: '', lapsed: 'red', taken: 'grey', left: 'grey' };

/** Who reviews it and what they said; a review can be taken away, and somebody else asked. */
export function ReviewsOfWork({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const takeAway = useMutation({
    ...api.homework.takeAway.mutationOptions(),
    onSuccess: homeworkChanged,
    onError: (error) => void message.error(errorText(error)),
  });
  const { assignment, reviews } = work;
  const ask = ({ reviewId, by }: Review) =>
    modal.confirm({
      title: t('homework.takeAwayTitle', { name: by }),
      content: t('homework.takeAwayNote'),
      okText: t('homework.takeAway'),
      onOk: () => takeAway.mutateAsync({ reviewId }).catch(() => undefined),
    });
  return (
    <section>
      <h3>{t('homework.reviews')}</h3>
      {reviews.length === 0 && <p className="sub">{t(work.state === 'waiting' ? 'homework.reviewsLater' : 'homework.noReviews')}</p>}
      <ul className="homework-lines">
        {reviews.map((review) => (
          <li key={review.reviewId}>
            <div>
              <b>{review.by}</b> <ReviewState review={review} zone={assignment.zone} />{' '}
              {review.volunteered && <span className="tag grey">{t('homework.volunteered')}</span>}
              {review.score !== null && <> {t('homework.points', { n: number(review.score) })}</>}
              {review.scores.length > 1 && (
                <div className="frame">
                  {pointFields(assignment.policy)
                    .map(({ name, most }, at) => `${name} ${number(review.scores[at] ?? 0)}/${number(most)}`)
                    .join(' · ')}
                </div>
              )}
            </div>
            {review.givenAt && <p className="homework-words">{review.text}</p>}
            {review.state === 'open' && review.reviewer && (
              <div>
                <Button size="small" onClick={() => ask(review)} aria-label={t('homework.takeAwayOf', { name: review.by })}>
                  {t('homework.takeAway')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {assignment.state === 'reviewing' && <Assign work={work} />}
    </section>
  );
}

function ReviewState({ review: { reviewer, state, until }, zone }: { review: Review; zone: string }) {
  const { t } = useTranslation();
  if (!reviewer) return <span className="tag blue">{t('homework.ofStaff')}</span>;
  return <span className={`tag ${tones[state]}`}>{t(`homework.reviewState.${state}`, { at: dateTime(until, zone) })}</span>;
}

/** Asking somebody to review it. */
function Assign({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const people = useQuery(api.homework.people.queryOptions({ input: { assignmentId: work.assignment.id } }));
  const assign = useMutation({
    ...api.homework.assign.mutationOptions(),
    onSuccess: async () => {
      setChosen(null);
      await homeworkChanged();
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const busy = new Set(work.reviews.flatMap(({ reviewer, state }) => (reviewer && state !== 'lapsed' ? [reviewer.enrolmentId] : [])));
  const options = (people.data?.people ?? [])
    .filter(({ enrolmentId }) => enrolmentId !== work.author.enrolmentId && !busy.has(enrolmentId))
    .map((one) => ({
      value: one.enrolmentId,
      label: stillOwed(one) > 0 ? t('homework.assignOwing', { name: one.nickname, n: number(stillOwed(one)) }) : one.nickname,
    }));
  return (
    <div className="filters" style={{ marginTop: 12 }}>
      <Select
        aria-label={t('homework.assignWho')}
        placeholder={t('homework.assignWho')}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 200 }}
        value={chosen}
        onChange={setChosen}
        options={options}
      />
      <Button
        disabled={chosen === null}
        loading={assign.isPending}
        onClick={() => chosen && assign.mutate({ submissionId: work.submissionId, enrolmentId: chosen })}
      >
        {t('homework.assign')}
      </Button>
    </div>
  );
}
