import { useTranslation } from 'react-i18next';
import { percent } from '../../shared/format.ts';
import { momentIn } from '../days.ts';
import { Section } from '../parts.tsx';
import { Appeal } from './appeal.tsx';
import type { Grade, Own } from './mine.ts';
import { Needs } from './needs.tsx';

/** The grade with every step to it, and the way to have it looked at again. */
export function OwnGrade({ own }: { own: Own }) {
  const { t } = useTranslation();
  const { grade, toBeGraded, zone } = own;
  return (
    <Section title={t('grade.title')}>
      {grade ? (
        <div className="homework-part">
          <p className="grade-figure">{t('grade.points', { score: grade.score })}</p>
          {grade.decided && (
            <p className="written">
              {t(grade.decided.onAppeal ? 'grade.decidedAppeal' : 'grade.decided', {
                ...grade.decided,
                at: momentIn(zone, grade.decided.at),
              })}
            </p>
          )}
          {grade.computed && <Steps of={grade.computed} />}
          <Appeal own={own} />
        </div>
      ) : (
        <>
          <p>{t('homework.toBeGraded')}</p>
          <Needs zone={zone} needs={toBeGraded} />
        </>
      )}
    </Section>
  );
}

type Computed = NonNullable<Grade['computed']>;
type Step = Computed['steps'][number];

function Steps({ of: { steps, score, method, interval } }: { of: Computed }) {
  const { t } = useTranslation();
  const [low, high] = interval ?? [];
  return (
    <details>
      <summary>{t('grade.steps')}</summary>
      <ol className="grade-steps">
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told in their order and never move
          <li key={at}>
            <Sentence step={step} />
          </li>
        ))}
        {method === 'model' && <li>{t('grade.step.total', { score })}</li>}
      </ol>
      {interval && <p className="quiet-text">{t('grade.step.interval', { low, high })}</p>}
    </details>
  );
}

function Sentence({ step: { kind, by, staff, score, bias, share } }: { step: Step }) {
  const { t } = useTranslation();
  const key = kind === 'given' && staff ? 'staffGave' : kind === 'corrected' ? ((bias ?? 0) >= 0 ? 'over' : 'under') : kind;
  return t(`grade.step.${key}`, { by: by ?? t('grade.hidden'), score, bias: Math.abs(bias ?? 0), share: percent(share) });
}
