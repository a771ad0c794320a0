import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { Reason } from '../../shared/reason.tsx';
import { NewScore } from './new-score.tsx';
import { homeworkChanged, type WorkDetail } from './state.tsx';

/** An appeal is answered by somebody who did not review the work nor decide its grade. */
export function GradeAppeal({ work, appeal }: { work: WorkDetail; appeal: NonNullable<WorkDetail['gradeAppeal']> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [score, setScore] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const decide = useMutation({
    ...api.homework.decideAppeal.mutationOptions(),
    onSuccess: async () => {
      await homeworkChanged();
      void message.success(t('homework.appealAnswered'));
    },
  });
  const send = (changed: number | null) => decide.mutate({ gradeAppealId: appeal.id, score: changed, reason: reason.trim() });
  const said = reason.trim().length >= 2;
  return (
    <div className="homework-form">
      <p>
        <b>{t('homework.appeal')}</b> <span className="frame">{dateTime(appeal.at, work.assignment.zone)}</span>
      </p>
      <p className="homework-words">{appeal.text}</p>
      {appeal.state !== 'open' && (
        <p>
          {t(`homework.appealState.${appeal.state}`)} {appeal.state === 'kept' && appeal.answer}
        </p>
      )}
      {appeal.state === 'open' && !appeal.canDecide && <p className="sub">{t('homework.appealNotYou')}</p>}
      {appeal.state === 'open' && appeal.canDecide && (
        <>
          {decide.error && <Alert type="error" showIcon title={errorText(decide.error)} />}
          <Reason label={t('homework.answer')} value={reason} onChange={setReason} />
          <NewScore value={score} onChange={setScore} />
          <div className="filters">
            <Button disabled={!said} loading={decide.isPending} onClick={() => send(null)}>
              {t('homework.keepGrade')}
            </Button>
            <Button type="primary" disabled={!said || score === null} loading={decide.isPending} onClick={() => send(score)}>
              {t('homework.changeGrade')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
