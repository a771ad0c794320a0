import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentIn } from '../days.ts';
import { Problem, Section } from '../parts.tsx';
import { characters } from '../rules.ts';
import { useKeptReview } from './kept-review.ts';
import type { Task } from './mine.ts';

/** Points by criterion, one number without a rubric, none where nothing is graded; and the comment. */
export function ReviewForm({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [tried, setTried] = useState(false);
  const { policy, zone } = task.assignment;
  const fields = !policy.graded
    ? []
    : policy.rubric.length > 0
      ? policy.rubric.map(({ name, points }) => ({ label: t('review.points', { name, most: points }), most: points }))
      : [{ label: t('review.score'), most: 100 }];
  const { written, scores, change, kept, give, sending, problem } = useKeptReview(
    task,
    fields.map(({ most }) => most),
    onDone,
  );
  const busy = sending === 'sending' || sending === 'retrying';
  const have = characters(written.text);
  const lacking = [
    scores.length < fields.length && t('review.lacksScores'),
    have < policy.reviewMin && t('review.lacksText', { count: policy.reviewMin - have }),
  ].filter((line) => line !== false);
  return (
    <Section title={t('review.own')} note={t(policy.reviewersHidden ? 'review.anonymous' : 'review.named')}>
      <form
        className="homework-part"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (lacking.length === 0) give();
          else event.currentTarget.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
        }}
      >
        <p className="quiet-text">{t(task.state === 'given' ? 'review.canChange' : 'review.until', { at: momentIn(zone, task.until) })}</p>
        {fields.map(({ label, most }, at) => (
          <div className="field points" key={label}>
            <label htmlFor={`${id}-${at}`}>{label}</label>
            <input
              id={`${id}-${at}`}
              type="number"
              inputMode="decimal"
              min={0}
              max={most}
              step="any"
              value={written.scores[at] ?? ''}
              aria-invalid={tried && scores.length <= at}
              onChange={(event) => change({ scores: written.scores.map((score, i) => (i === at ? event.target.value : score)) })}
            />
          </div>
        ))}
        <div className="field">
          <label htmlFor={id}>{t('review.comment')}</label>
          <textarea
            id={id}
            className="short"
            maxLength={5000}
            aria-describedby={`${id}-hint`}
            aria-invalid={tried && have < policy.reviewMin}
            value={written.text}
            onChange={(event) => change({ text: event.target.value })}
          />
          <p id={`${id}-hint`} className="quiet-text">
            {t('review.commentHow')}
            {policy.reviewMin > 0 && <br />}
            {policy.reviewMin > 0 && t('review.count', { need: policy.reviewMin, have })}
          </p>
        </div>
        {tried && lacking.length > 0 && (
          <p className="missing" role="alert">
            {lacking.join(t('list.comma'))}
          </p>
        )}
        <Problem of={problem} />
        <button type="submit" className="main" disabled={busy}>
          {t(busy ? 'review.giving' : sending === 'waiting' ? 'checkin.sendNow' : 'review.give')}
        </button>
        <p className="quiet-text" role="status">
          {sending === 'waiting' || sending === 'retrying' ? t('review.unsent') : kept === 'idle' ? '' : t(`review.${kept}`)}
        </p>
      </form>
    </Section>
  );
}
