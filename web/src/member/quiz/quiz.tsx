import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useSend } from '../deed.ts';
import { Problem, Trouble, Waiting } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { Asking } from './asking.tsx';
import type { Asked } from './question.tsx';
import './quiz.css';

type Own = Awaited<ReturnType<typeof call.admissions.ownQuiz>>;
type Terms = NonNullable<Awaited<ReturnType<typeof call.admissions.invitation>>['quiz']>;

interface Props {
  code: string;
  secret: string;
  terms: Terms;
  /** May be sent now, as far as the quiz goes. */
  ready(is: boolean): void;
}

/** 群规答题 in the form: what is asked, how it stands, and the way to the questions. */
export default function Quiz({ code, secret, terms, ready }: Props) {
  const { t } = useTranslation();
  const heard = useAsk(`quiz ${secret}`, () => call.admissions.ownQuiz({ code, secret }, patience()));
  const [latest, setLatest] = useState<Own>();
  const [open, setOpen] = useState(false);
  const { busy, problem, send } = useSend();
  const own = latest ?? heard.answer;
  const is = own !== undefined && (own.passed || (own.finished && terms.failing === 'marked'));
  useEffect(() => ready(is), [is, ready]);
  if (!own) return heard.error === undefined ? <Waiting /> : <Trouble error={heard.error} again={heard.again} />;
  const begin = () =>
    send(async () => {
      setLatest(await call.admissions.tryQuiz({ code, secret }, patience()));
      setOpen(true);
    });
  const { passed, last, triesLeft, current } = own;
  const mayTry = !passed && (current !== null || triesLeft !== 0);
  return (
    <section className="quiz" aria-labelledby="quiz-title">
      <h2 id="quiz-title">{t('join.quiz.title')}</h2>
      <p className="quiet-text">
        {t('join.quiz.terms', terms)}
        {t(`join.quiz.${terms.failing}`)}
      </p>
      {last && (
        <p role="status" className={passed ? 'quiz-passed' : 'warn'}>
          {t(passed ? 'join.quiz.passed' : 'join.quiz.failed', { ...last })}
          {!passed && !mayTry && t(`join.quiz.none.${terms.failing}`)}
        </p>
      )}
      {mayTry && (
        <>
          {triesLeft !== null && !current && <p className="quiet-text">{t('join.quiz.left', { n: triesLeft })}</p>}
          <Problem of={problem} />
          <button type="button" className="second wide" disabled={busy} onClick={() => void begin()}>
            {t(`join.quiz.${current ? 'goOn' : last ? 'again' : 'begin'}`)}
          </button>
        </>
      )}
      {open && (
        <Sheet title={t('join.quiz.title')} onClose={() => setOpen(false)}>
          <Questions code={code} secret={secret} own={own} heard={setLatest} again={begin} close={() => setOpen(false)} />
        </Sheet>
      )}
    </section>
  );
}

interface Trying {
  code: string;
  secret: string;
  own: Own;
  heard(own: Own): void;
  again(): unknown;
  close(): void;
}

function Questions({ code, secret, own, heard, again, close }: Trying) {
  const answer = async ({ number, answered: question }: Asked, option: number) => {
    const { quiz, ...said } = await call.admissions.answerQuiz({ code, secret, number, question, option }, patience());
    heard(quiz);
    return said;
  };
  return (
    <Asking current={own.current} answer={answer}>
      <Result own={own} again={again} close={close} />
    </Asking>
  );
}

function Result({ own, again, close }: Pick<Trying, 'own' | 'again' | 'close'>) {
  const { t } = useTranslation();
  const { passed, last, triesLeft } = own;
  return (
    <div className="quiz-question">
      <p role="status" className={passed ? 'quiz-passed' : 'warn'}>
        {t(passed ? 'join.quiz.passed' : 'join.quiz.failed', { ...last })}
      </p>
      {!passed && triesLeft !== null && <p className="quiet-text">{t('join.quiz.left', { n: triesLeft })}</p>}
      {!passed && triesLeft !== 0 && (
        <button type="button" className="main wide" onClick={() => void again()}>
          {t('join.quiz.again')}
        </button>
      )}
      <button type="button" className={passed || triesLeft === 0 ? 'main wide' : 'second wide'} onClick={close}>
        {t('join.quiz.back')}
      </button>
    </div>
  );
}
