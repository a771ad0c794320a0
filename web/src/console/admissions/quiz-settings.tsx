import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import i18next from 'i18next';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, coded } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { QuizForm } from './quiz-form.tsx';
import './admissions.css';

export type HeldQuiz = InferContractRouterOutputs<Contract>['admissions']['quiz'];
export type Quiz = NonNullable<HeldQuiz['quiz']>;

/** 入群答题: what applicants are asked, how they do, and changing it. */
export function QuizSettings({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const query = useQuery(api.admissions.quiz.queryOptions({ input: { communityId } }));
  if (coded(query.error).code === 'access.denied') return null;
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 1 }} />;
  const { quiz, tried, passed } = query.data;
  return (
    <section aria-label={t('admissions.quiz.title')} className="quiz-settings">
      <p className="sub">
        {quiz ? (
          <>
            <b>{t('admissions.quiz.title')}</b> {quizWords(quiz)}
            {tried > 0 && ` · ${t('admissions.quiz.tried', { tried: number(tried), passed: number(passed) })}`}
          </>
        ) : (
          t('admissions.quiz.none')
        )}
      </p>
      <p className="invitation-acts">
        <Button onClick={() => setEditing(true)}>{t(quiz ? 'admissions.quiz.change' : 'admissions.quiz.make')}</Button>
      </p>
      {editing && <QuizForm communityId={communityId} held={query.data} close={() => setEditing(false)} />}
    </section>
  );
}

/** What is asked and how often, in one line. */
export function quizWords({ questions, ask, pass, tries, failing }: Quiz): string {
  const t = i18next.t;
  return [
    t('admissions.quiz.asks', { questions: number(questions.length), ask: number(ask), pass: number(pass) }),
    tries === null ? t('admissions.quiz.anyTries') : t('admissions.quiz.tries', { n: number(tries) }),
    t(`admissions.quiz.failing.${failing}`),
  ].join(' · ');
}
