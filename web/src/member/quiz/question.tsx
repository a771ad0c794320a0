import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts.tsx';
import './quiz.css';

export interface Asked {
  number: number;
  asked: number;
  answered: number;
  question: { text: string; options: string[] };
}

export interface Said {
  right: boolean;
  chosen: string;
  answer: string;
  why: string;
}

interface Props {
  shown: Asked;
  /** What was told about the answer given; undefined before it. */
  said: Said | undefined;
  /** Another question follows. */
  more: boolean;
  busy: boolean;
  problem: unknown;
  answer(option: number): void;
  next(): void;
}

/** One question at a time; the right answer is told as soon as one was given. */
export function Question({ shown, said, more, busy, problem, answer, next }: Props) {
  const { t } = useTranslation();
  const legend = useRef<HTMLLegendElement>(null);
  const { number, asked, answered: at, question } = shown;
  const place = `${number} ${at}`;
  // Read out, and where the keyboard goes on from, as each question comes.
  useEffect(() => {
    if (place) legend.current?.focus();
  }, [place]);
  const lookOf = (option: string) => (said ? (option === said.answer ? 'right' : option === said.chosen ? 'wrong' : '') : '');
  return (
    <div className="quiz-question">
      <p className="quiet-text">{t('join.quiz.place', { at: at + 1, asked })}</p>
      <fieldset className="quiz-options">
        <legend ref={legend} tabIndex={-1}>
          {question.text}
        </legend>
        {question.options.map((option, index) => (
          <button key={option} type="button" className={lookOf(option)} disabled={busy || said !== undefined} onClick={() => answer(index)}>
            {option}
            {lookOf(option) && <span className="quiz-mark">{t(`join.quiz.${lookOf(option)}`)}</span>}
          </button>
        ))}
      </fieldset>
      <Problem of={problem} />
      {said && (
        <>
          <p role="status" className={said.right ? 'quiz-passed' : 'warn'}>
            <b>{t(said.right ? 'join.quiz.saidRight' : 'join.quiz.saidWrong')}</b>
            {said.why}
          </p>
          <button type="button" className="main wide" onClick={next}>
            {t(more ? 'join.quiz.next' : 'join.quiz.result')}
          </button>
        </>
      )}
    </div>
  );
}
