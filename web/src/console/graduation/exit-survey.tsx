import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { FirstOf } from '../../shared/first-of.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import './camp-report.css';
import { SurveyForm } from './survey-form.tsx';

type Answer = InferContractRouterOutputs<Contract>['exits']['survey'];
export type Survey = NonNullable<Answer['survey']>;

/** 退出问卷: its questions, what was answered, and links for those who left. */
export function ExitSurvey({ camp: { communityId } }: { camp: CampDetail }) {
  const [editing, setEditing] = useState(false);
  const query = useQuery(api.exits.survey.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const { survey } = query.data;
  if (!survey || editing) return <SurveyForm communityId={communityId} before={survey} close={() => setEditing(false)} />;
  return (
    <div className="grid one-column">
      <Questions communityId={communityId} survey={survey} edit={() => setEditing(true)} />
      <Results answer={query.data} />
      <Gone answer={query.data} open={survey.open} />
    </div>
  );
}

export const changed = () => queryClient.invalidateQueries({ queryKey: api.exits.key() });

function Questions({ communityId, survey, edit }: { communityId: string; survey: Survey; edit(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { questions, anonymous, open } = survey;
  const set = useMutation({
    ...api.exits.setSurvey.mutationOptions(),
    onSuccess: changed,
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <Card
      title={
        <>
          {t('exits.title')} <span className={`tag ${open ? '' : 'grey'}`}>{t(open ? 'exits.open' : 'exits.shut')}</span>
        </>
      }
      note={t(anonymous ? 'exits.anonymous' : 'exits.named')}
    >
      <ol className="exit-questions">
        {questions.map((question) => (
          <li key={question.text}>
            {question.text}
            <div className="frame">{question.kind === 'choice' ? question.options.join(' · ') : t('exits.words')}</div>
          </li>
        ))}
      </ol>
      <div className="filters">
        <Button onClick={edit}>{t('exits.edit')}</Button>
        <Button
          type={open ? 'default' : 'primary'}
          loading={set.isPending}
          onClick={() => set.mutate({ communityId, questions, anonymous, open: !open })}
        >
          {t(open ? 'exits.close' : 'exits.openNow')}
        </Button>
      </div>
      <p className="sub">{t('exits.where')}</p>
    </Card>
  );
}

function Results({ answer: { answers, enough, results } }: { answer: Answer }) {
  const { t } = useTranslation();
  return (
    <Card title={t('exits.results')} note={t('exits.answers', { count: answers, n: number(answers) })}>
      {!results && <p className="sub">{t('exits.tooFew', { n: number(enough) })}</p>}
      {results?.map((one) => (
        <section key={one.text} className="exit-result">
          <h3>{one.text}</h3>
          {one.kind === 'choice' ? (
            <dl className="report-figures">
              {one.options.map(({ option, count }) => (
                <div key={option}>
                  <dt>{option}</dt>
                  <dd>
                    <meter min={0} max={Math.max(1, one.answers)} value={count} aria-hidden="true" /> <b>{number(count)}</b>
                  </dd>
                </div>
              ))}
            </dl>
          ) : one.words.length === 0 ? (
            <p className="sub">{t('exits.noWords')}</p>
          ) : (
            <ul className="report-people">
              {one.words.map(({ text, by }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and the order is that of the words
                <li key={index}>
                  {text}
                  {by !== null && <div className="frame">{by}</div>}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </Card>
  );
}

function Gone({ answer: { gone, goneAll }, open }: { answer: Answer; open: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async (path: string) => {
    try {
      await navigator.clipboard.writeText(`${location.origin}${path}`);
      void message.success(t('exits.copied'));
    } catch {
      void message.info(`${location.origin}${path}`);
    }
  };
  const link = useMutation({
    ...api.exits.link.mutationOptions(),
    onSuccess: async ({ path }) => {
      await copy(path);
      await changed();
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <Card title={t('exits.gone')} note={goneAll > 0 ? number(goneAll) : undefined}>
      <p className="sub">{t('exits.goneNote')}</p>
      {!open && <Alert type="info" showIcon title={t('exits.openFirst')} />}
      {gone.length === 0 && <p className="sub">{t('exits.goneNone')}</p>}
      <ul className="camp-people">
        {gone.map(({ enrolmentId, nickname, leftOn, path, answered }) => (
          <li key={enrolmentId}>
            <span>
              {nickname} {answered && <span className="tag">{t('exits.answered')}</span>}
              <div className="frame">{t('exits.leftOn', { day: leftOn })}</div>
            </span>
            <Button
              disabled={!open}
              aria-label={t('exits.copyOf', { name: nickname })}
              loading={link.isPending && link.variables.enrolmentId === enrolmentId}
              onClick={() => (path === null ? link.mutate({ enrolmentId }) : void copy(path))}
            >
              {t('exits.copy')}
            </Button>
          </li>
        ))}
      </ul>
      <FirstOf shown={gone.length} total={goneAll} way="latest" />
    </Card>
  );
}
