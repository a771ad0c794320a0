import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { coded } from '../../shared/call.ts';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { LanguageSwitch } from '../language.tsx';
import { Arriving, Front, NotOpened, Problem } from '../parts.tsx';
import './exit.css';

type Survey = Awaited<ReturnType<typeof call.exits.read>>;
type Answer = string | number | null;

/** Where the link of an exit survey leads: a decent goodbye, for anybody who holds it. */
export default function ExitPage() {
  const { t } = useTranslation();
  const [code] = useState(() => location.hash.slice(1));
  useEffect(() => {
    document.title = `${t('exit.title')} · ${t('brand')}`;
  }, [t]);
  return code.length < 16 ? <Unknown /> : <Goodbye code={code} />;
}

function Unknown() {
  const { t } = useTranslation();
  return (
    <Front title={t('exit.title')}>
      <p role="alert">{t('exit.unknown')}</p>
      <LanguageSwitch />
    </Front>
  );
}

function Goodbye({ code }: { code: string }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`exit ${code}`, () => call.exits.read({ code }, patience()));
  if (error && ['exitSurvey.unknown', 'input.invalid'].includes(coded(error).code)) return <Unknown />;
  if (!answer) return error ? <NotOpened error={error} again={again} /> : <Arriving />;
  const { community, nickname, gone, answered, open } = answer;
  return (
    <Front title={t(gone ? 'exit.goodbye' : 'exit.thanks', { name: nickname })}>
      <p>{t(gone ? 'exit.leadGone' : 'exit.lead', { community })}</p>
      {answered ? <p role="status">{t('exit.done')}</p> : open ? <Questions code={code} survey={answer} /> : <p>{t('exit.shut')}</p>}
      <Kept survey={answer} />
      <LanguageSwitch />
    </Front>
  );
}

function Questions({ code, survey: { questions, anonymous, version } }: { code: string; survey: Survey }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const [answers, setAnswers] = useState<Answer[]>(() => questions.map(() => null));
  const set = (index: number, to: Answer) => setAnswers(answers.map((one, at) => (at === index ? to : one)));
  const given = answers.map((one) => (typeof one === 'string' ? one.trim() || null : one));
  return (
    <form
      className="exit-questions"
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => call.exits.answer({ code, version, answers: given }, patience()));
      }}
    >
      <p className="quiet-text">{t(anonymous ? 'exit.anonymous' : 'exit.named')}</p>
      {questions.map((question, index) => (
        <fieldset key={question.text}>
          <legend>{question.text}</legend>
          {question.kind === 'choice' ? (
            question.options.map((option, number) => (
              <label key={option} className="tick">
                <input type="radio" name={`question-${index}`} checked={answers[index] === number} onChange={() => set(index, number)} />
                <span>{option}</span>
              </label>
            ))
          ) : (
            <div className="field">
              <textarea
                rows={3}
                maxLength={1_000}
                aria-label={question.text}
                value={String(answers[index] ?? '')}
                onChange={(event) => set(index, event.target.value)}
              />
            </div>
          )}
        </fieldset>
      ))}
      <Problem of={problem} />
      <button type="submit" className="main wide" disabled={busy || given.every((one) => one === null)}>
        {t('exit.send')}
      </button>
    </form>
  );
}

/** What stays, what can be had, and the way back. */
function Kept({ survey: { gone, invitation, community } }: { survey: Survey }) {
  const { t } = useTranslation();
  return (
    <section className="exit-kept">
      <h2>{t('exit.keptTitle')}</h2>
      <ul>
        <li>{t('exit.kept')}</li>
        <li>{t(gone ? 'exit.copyGone' : 'exit.copy')}</li>
        <li>{t(invitation ? 'exit.back' : 'exit.backAsk', { community })}</li>
      </ul>
      {!gone && (
        <a className="second wide" href="/m/me">
          {t('exit.toMe')}
        </a>
      )}
      {gone && invitation && (
        <a className="second wide" href={invitation}>
          {t('exit.toInvitation')}
        </a>
      )}
    </section>
  );
}
