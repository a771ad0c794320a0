import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { dateTime, number, percent } from '../../shared/format.ts';
import { Reason } from '../../shared/reason.tsx';
import { GradeAppeal } from './grade-appeal.tsx';
import { NewScore } from './new-score.tsx';
import { homeworkChanged, type WorkDetail } from './state.tsx';

type Grade = NonNullable<WorkDetail['grade']>;

/** The grade with its steps, what was decided about it, an appeal to answer, and deciding it oneself. */
export function GradeOfWork({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { grade, decisions, assignment } = work;
  return (
    <section>
      <h3>{t('homework.grade')}</h3>
      {grade ? (
        <p className="figure">{t('homework.points', { n: number(grade.score) })}</p>
      ) : (
        <p className="sub">{t('homework.noGrade')}</p>
      )}
      {grade?.computed && <Steps of={grade.computed} />}
      {decisions.map(({ at, score, reason, by, onAppeal }) => (
        <p key={at} className="homework-words">
          {t(onAppeal ? 'homework.decidedAppeal' : 'homework.decided', {
            by,
            score: number(score),
            at: dateTime(at, assignment.zone),
            reason,
          })}
        </p>
      ))}
      {work.gradeAppeal && <GradeAppeal work={work} appeal={work.gradeAppeal} />}
      {work.gradeAppeal?.state !== 'open' && <Decide work={work} />}
    </section>
  );
}

function Steps({ of: { steps, score, method, interval } }: { of: NonNullable<Grade['computed']> }) {
  const { t } = useTranslation();
  const sentence = ({ kind, by, staff, score: points, bias, share }: (typeof steps)[number]) => {
    const key = kind === 'given' && staff ? 'staffGave' : kind === 'corrected' ? ((bias ?? 0) >= 0 ? 'over' : 'under') : kind;
    const numbers = { score: number(points), bias: number(Math.abs(bias ?? 0)), share: percent(share) };
    return t(`homework.step.${key}`, { by: by ?? t('homework.gone'), ...numbers });
  };
  return (
    <details>
      <summary>{t('homework.steps')}</summary>
      <ol>
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told in their order and never move
          <li key={at}>{sentence(step)}</li>
        ))}
        {method === 'model' && <li>{t('homework.step.total', { score: number(score) })}</li>}
      </ol>
      {interval && <p className="frame">{t('homework.step.interval', { low: number(interval[0]), high: number(interval[1]) })}</p>}
    </details>
  );
}

/** A score with the reason its author reads. */
function Decide({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [score, setScore] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const decide = useMutation({
    ...api.homework.decide.mutationOptions(),
    onSuccess: async () => {
      await homeworkChanged();
      setOpen(false);
      setReason('');
      void message.success(t('homework.decidedNow'));
    },
  });
  if (!open) return <Button onClick={() => setOpen(true)}>{t('homework.decide')}</Button>;
  return (
    <div className="homework-form">
      {decide.error && <Alert type="error" showIcon title={errorText(decide.error)} />}
      <NewScore value={score} onChange={setScore} />
      <Reason label={t('homework.reason')} value={reason} onChange={setReason} />
      <Button
        type="primary"
        disabled={score === null || reason.trim().length < 2}
        loading={decide.isPending}
        onClick={() => score !== null && decide.mutate({ submissionId: work.submissionId, score, reason: reason.trim() })}
      >
        {t('homework.decideDo')}
      </Button>
    </div>
  );
}
