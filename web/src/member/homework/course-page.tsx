import { useTranslation } from 'react-i18next';
import { useNow } from '../clock.ts';
import { momentIn } from '../days.ts';
import { Notice, Trouble, Waiting } from '../parts.tsx';
import { Link } from '../route.tsx';
import { Due } from './due.tsx';
import { homeworkPath, type Line, toWrite, useHomework } from './mine.ts';

/** 课程: assignments, what is to be done first. */
export default function CoursePage() {
  const { t } = useTranslation();
  const { answer, error, again } = useHomework();
  const now = useNow();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const communities = new Map(answer.assignments.map(({ communityId, community }) => [communityId, community]));
  return (
    <div className="page">
      <h1>{t('homework.title')}</h1>
      {answer.assignments.length === 0 && (
        <Notice title={t('homework.none')}>
          <p>{t('homework.noneHow')}</p>
        </Notice>
      )}
      {answer.assignments.map((line) => (
        <AssignmentCard key={line.id} line={line} now={now} />
      ))}
      {[...communities].map(([id, name]) => (
        <Link key={id} className="second" href={`/m/examples?community=${id}`}>
          {t('homework.examples')}
          {communities.size > 1 && `${t('list.dot')}${name}`}
        </Link>
      ))}
    </div>
  );
}

function AssignmentCard({ line, now }: { line: Line; now: number }) {
  const { t } = useTranslation();
  const { id, title, community, zone, submitted, toReview, reviewUntil, score, asksConsent } = line;
  const write = toWrite(line, now);
  const tone = write ? 'open' : submitted === 'missing' ? 'ended' : '';
  return (
    <section className="card glance">
      <div>
        <h2>{title}</h2>
        <p className="quiet-text">{community}</p>
        <p>
          <span className={`tag ${tone}`}>{t(`homework.submitted.${submitted}`)}</span>
        </p>
        <Due of={line} now={now} />
        {reviewUntil && <p>{t('homework.toReview', { count: toReview, at: momentIn(zone, reviewUntil) })}</p>}
        {score !== null && <p>{t('homework.score', { score })}</p>}
        {asksConsent && <p>{t('homework.asksConsent')}</p>}
      </div>
      <Link className={write || toReview > 0 ? 'main' : 'second'} href={homeworkPath(id)}>
        {t('homework.open')}
        <span className="visually-hidden">{title}</span>
      </Link>
    </section>
  );
}
