import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { Pictures, Voice } from '../../shared/pictures.tsx';
import { Problem } from '../../shared/problem.tsx';
import { FeatureWork } from './feature-work.tsx';
import { GradeOfWork } from './grade-of-work.tsx';
import { ReviewsOfWork } from './reviews-of-work.tsx';
import { StaffReview } from './staff-review.tsx';
import { type WorkDetail, WorkState } from './state.tsx';

/** One work with all that was said about it, and what staff can do. */
export function WorkDrawer({ submissionId, close }: { submissionId: string | null; close(): void }) {
  const { t } = useTranslation();
  const query = useQuery({
    ...api.homework.submission.queryOptions({ input: { submissionId: submissionId ?? '' } }),
    enabled: submissionId !== null,
  });
  const work = query.data;
  const title = work ? t('homework.workOf', { name: work.author.nickname }) : '';
  return (
    <Drawer open={submissionId !== null} onClose={close} size={600} destroyOnHidden title={title}>
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {!work && !query.error && <Skeleton active />}
      {work && submissionId && (
        <div className="grid homework-work" key={submissionId}>
          <Content work={work} />
          <ReviewsOfWork work={work} />
          <StaffReview work={work} />
          {work.assignment.policy.graded && <GradeOfWork work={work} />}
          <FeatureWork work={work} />
        </div>
      )}
    </Drawer>
  );
}

function Content({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { content, author, changedAt, assignment, late } = work;
  return (
    <section>
      <p className="frame">
        {dateTime(changedAt, assignment.zone)} <WorkState work={work} /> {late && <span className="tag grey">{t('homework.late')}</span>}
      </p>
      {content.text && <p className="homework-words">{content.text}</p>}
      {content.photos && content.photos.length > 0 && (
        <Pictures ids={content.photos} nameOf={(n) => t('homework.photo', { name: author.nickname, n })} close={t('homework.close')} />
      )}
      {content.voice && <Voice id={content.voice} name={t('homework.voice', { name: author.nickname })} />}
      {content.link && (
        <a href={content.link} target="_blank" rel="noopener noreferrer nofollow">
          {content.link}
        </a>
      )}
    </section>
  );
}
