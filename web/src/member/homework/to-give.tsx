import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { momentIn } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { go, Link } from '../route.tsx';
import { type Own, reviewPath, type ToReview } from './mine.ts';

/** Works of others the caller is asked to review, and one more for who likes to. */
export function ToGive({ own }: { own: Own }) {
  const { t } = useTranslation();
  const { toReview, canTakeMore, zone, state, id } = own;
  return (
    <Section title={t('homework.reviews')}>
      {toReview.length === 0 ? (
        <p className="quiet-text">{t(state === 'published' ? 'homework.noReviews' : 'homework.noReviewsLeft')}</p>
      ) : (
        <ul className="lines">
          {toReview.map((review, at) => (
            <OneReview key={review.reviewId} review={review} n={at + 1} zone={zone} />
          ))}
        </ul>
      )}
      {canTakeMore && <OneMore assignmentId={id} />}
    </Section>
  );
}

function OneReview({ review: { reviewId, author, state, until, canWrite }, n, zone }: { review: ToReview; n: number; zone: string }) {
  const { t } = useTranslation();
  const name = author === null ? t('homework.review.nth', { n }) : t('homework.review.of', { name: author });
  const known = state === 'lapsed' || state === 'given' || state === 'open' ? state : 'left';
  return (
    <li>
      <p>
        <b>{name}</b>
      </p>
      <p className="quiet-text">{t(`homework.review.${known}`, { at: momentIn(zone, until) })}</p>
      {(state === 'open' || state === 'given') && (
        <div className="choices-row">
          <Link className={state === 'open' ? 'main' : 'second'} href={reviewPath(reviewId)}>
            {t(`homework.review.${state === 'open' ? 'do' : canWrite ? 'change' : 'look'}`)}
            <span className="visually-hidden">{name}</span>
          </Link>
        </div>
      )}
    </li>
  );
}

/** Whoever has given the own ones may read on. */
export function OneMore({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const take = () => act(async () => go(reviewPath((await call.homework.takeMore({ assignmentId }, patience())).reviewId)));
  return (
    <div className="homework-part">
      <p className="quiet-text">{t('homework.moreHow')}</p>
      <Problem of={problem} />
      <button type="button" className="second" disabled={busy} onClick={() => void take()}>
        {t('homework.more')}
      </button>
    </div>
  );
}
