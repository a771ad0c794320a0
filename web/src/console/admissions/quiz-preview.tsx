import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import { linesOf, type QuestionTyped } from './quiz-questions.tsx';

/** The question at hand as it is on a phone, once before and once after it was answered. */
export function QuizPreview({ question, at, ask }: { question: QuestionTyped | undefined; at: number; ask: number }) {
  const { t } = useTranslation();
  if (!question) return null;
  const { text, right, wrong, why } = question;
  return (
    <aside aria-label={t('admissions.quiz.preview')} className="quiz-phone">
      <small>{t('admissions.quiz.place', { at: number(Math.min(at + 1, ask)), asked: number(ask) })}</small>
      <strong>{text}</strong>
      <ul>
        <li className="right">{right}</li>
        {linesOf(wrong).map((option) => (
          <li key={option}>{option}</li>
        ))}
      </ul>
      {why && <p>{why}</p>}
      <p className="frame">{t('admissions.quiz.previewNote')}</p>
    </aside>
  );
}
