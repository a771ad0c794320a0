import { useTranslation } from 'react-i18next';
import { Back, Notice, Section, Trouble, Waiting } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import './homework.css';
import { useExamples } from './mine.ts';
import { ShownWork } from './work.tsx';

/** 优秀作业 of a community: who did what, and what is good about it. */
export default function ExamplesPage() {
  const { t } = useTranslation();
  const { answer, error, again } = useExamples(useRoute().query.get('community') ?? '');
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  return (
    <div className="page">
      <Back to="course" />
      <h1>{t('examples.title')}</h1>
      {answer.examples.length === 0 && (
        <Notice title={t('examples.none')}>
          <p>{t('examples.noneHow')}</p>
        </Notice>
      )}
      {answer.examples.map(({ submissionId, nickname, title, why, content }) => (
        <Section key={submissionId} title={t('examples.of', { name: nickname, title })}>
          <div className="homework-part">
            <p>{t('examples.why', { why })}</p>
            <details>
              <summary>
                {t('examples.show')}
                <span className="visually-hidden">{t('homework.review.of', { name: nickname })}</span>
              </summary>
              <ShownWork name={nickname} work={content} />
            </details>
          </div>
        </Section>
      ))}
    </div>
  );
}
