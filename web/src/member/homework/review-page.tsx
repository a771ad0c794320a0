import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentIn } from '../days.ts';
import { Notice, Section, Trouble, Waiting } from '../parts.tsx';
import { Link, useRoute } from '../route.tsx';
import './homework.css';
import { homeworkPath, reviewPath, type Task, useOwn, useTask } from './mine.ts';
import { ReviewForm } from './review-form.tsx';
import { Rubric } from './rubric.tsx';
import { OneMore } from './to-give.tsx';
import { ShownWork } from './work.tsx';

/** A work of somebody else, and what the caller says about it. */
export default function ReviewPage() {
  const id = useRoute().query.get('review') ?? '';
  const { answer, error, again } = useTask(id);
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  return <OneTask key={id} task={answer} />;
}

function OneTask({ task }: { task: Task }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const { assignment, author, content } = task;
  const name = author ?? t('homework.hidden');
  const { zone, policy } = assignment;
  return (
    <div className="page">
      <Link className="back" href={homeworkPath(assignment.id)}>
        {assignment.title}
      </Link>
      <h1>{author === null ? t('review.title') : t('homework.review.of', { name })}</h1>
      {done && <Done assignmentId={assignment.id} reviewId={task.reviewId} />}
      <Section title={t('review.work')}>
        <div className="homework-part">
          <ShownWork name={name} work={content} />
          {assignment.asked && (
            <details>
              <summary>{t('review.asked')}</summary>
              <p className="written">{assignment.asked}</p>
            </details>
          )}
          <Rubric rubric={policy.rubric} graded={policy.graded} />
        </div>
      </Section>
      {!done && task.canWrite && <ReviewForm task={task} onDone={() => setDone(true)} />}
      {!done && !task.canWrite && task.state === 'given' && (
        <Section title={t('review.own')}>
          <p className="written">{task.text}</p>
        </Section>
      )}
      {!done && !task.canWrite && task.state !== 'given' && (
        <Notice title={t('review.over')}>
          <p>{t('homework.review.lapsed', { at: momentIn(zone, task.until) })}</p>
        </Notice>
      )}
    </div>
  );
}

/** Thanks, and what may come next. */
function Done({ assignmentId, reviewId }: { assignmentId: string; reviewId: string }) {
  const { t } = useTranslation();
  const { answer } = useOwn(assignmentId);
  const next = answer?.toReview.find((review) => review.state === 'open' && review.reviewId !== reviewId);
  return (
    <section className="card homework-part">
      <p role="status" ref={(shown) => shown?.focus()} tabIndex={-1}>
        <b>{t('review.done')}</b>
      </p>
      {next && (
        <Link className="main" href={reviewPath(next.reviewId)}>
          {t('review.next')}
        </Link>
      )}
      {!next && answer?.canTakeMore && <OneMore assignmentId={assignmentId} />}
      <Link className="second" href={homeworkPath(assignmentId)}>
        {t('review.back')}
      </Link>
    </section>
  );
}
