import { useTranslation } from 'react-i18next';
import { serverNow } from '../clock.ts';
import { momentIn } from '../days.ts';
import { Link } from '../route.tsx';
import { homeworkPath, toWrite, useHomework } from './mine.ts';

/** On the first page: what is to be handed in or reviewed. Nothing when nothing is, nor while it is not known. */
export default function HomeworkNudge() {
  const { t } = useTranslation();
  const lines = useHomework().answer?.assignments.filter(({ dissolved }) => !dissolved) ?? [];
  const now = serverNow();
  const write = lines.filter((line) => toWrite(line, now));
  const review = lines.filter(({ toReview }) => toReview > 0);
  const asked = lines.filter(({ asksConsent }) => asksConsent);
  const about = new Set([...write, ...review, ...asked]);
  const [only] = about;
  if (!only) return null;
  const until = ({ zone, lateUntilAt, dueAt }: typeof only) => momentIn(zone, now < Date.parse(dueAt) ? dueAt : (lateUntilAt ?? dueAt));
  const [firstWrite] = write;
  const [firstReview] = review;
  return (
    <section className="card glance">
      <div>
        <h2>{about.size === 1 ? only.title : t('homework.home.title')}</h2>
        {firstWrite && <p>{t('homework.home.toWrite', { count: write.length, at: until(firstWrite) })}</p>}
        {firstReview?.reviewUntil && (
          <p>
            {t('homework.home.toReview', {
              count: review.reduce((sum, { toReview }) => sum + toReview, 0),
              at: momentIn(firstReview.zone, firstReview.reviewUntil),
            })}
          </p>
        )}
        {asked.length > 0 && <p>{t('homework.asksConsent')}</p>}
      </div>
      <Link className={firstWrite || firstReview ? 'main' : 'second'} href={about.size === 1 ? homeworkPath(only.id) : '/m/course'}>
        {t('homework.home.go')}
      </Link>
    </section>
  );
}
