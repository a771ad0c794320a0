import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askAgain } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Asking } from '../quiz/asking.tsx';
import type { Asked } from '../quiz/question.tsx';
import { Sheet } from '../sheet.tsx';
import type { Licence } from './mine.ts';

type State = Licence['exam'];

/** 群规考试: only where rights are suspended, with what stands in the way of it; open while its result is read. */
export function Exam({ licence: { communityId, exam, rules, standing } }: { licence: Licence }) {
  const { t, i18n } = useTranslation('credit');
  const { busy, problem, act } = useDeed();
  const [sitting, setSitting] = useState<State | null>(null);
  if (standing.suspendedSince === null && sitting === null) return null;
  const unmet = exam.needs.find(({ met }) => !met);
  const begin = () => act(async () => setSitting(await call.credit.beginExam({ communityId }, patience())));
  const at = (ms: number) =>
    new Intl.DateTimeFormat(i18n.language, { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(ms);
  return (
    <Section title={t('exam.title')} note={t('exam.left', { n: exam.triesLeft })}>
      <p>{t('rules.exam', rules.exam)}</p>
      {exam.last && !exam.last.passed && <p className="warn">{t('exam.last', exam.last)}</p>}
      {!exam.current && unmet?.code === 'exam.pause' && <p>{t('exam.pause', { at: at(unmet.need) })}</p>}
      {!exam.current && unmet?.code === 'exam.tries' && <p>{t('exam.wait', rules.exam)}</p>}
      <Problem of={problem} />
      {(exam.current !== null || unmet === undefined) && (
        <button type="button" className="main wide" disabled={busy} onClick={() => void begin()}>
          {t(exam.current ? 'exam.goOn' : 'exam.begin')}
        </button>
      )}
      {sitting && (
        <Sheet title={t('exam.title')} onClose={() => setSitting(null)}>
          <Questions communityId={communityId} exam={sitting} close={() => setSitting(null)} />
        </Sheet>
      )}
    </Section>
  );
}

function Questions({ communityId, exam, close }: { communityId: string; exam: State; close(): void }) {
  const { t } = useTranslation('credit');
  const [own, setOwn] = useState(exam);
  const passed = own.last?.passed ?? false;
  const done = () => {
    close();
    void askAgain();
  };
  const answer = async ({ number, answered: index }: Asked, option: number) => {
    const { exam: next, standing: _, ...said } = await call.credit.answerExam({ communityId, number, index, option }, patience());
    setOwn(next);
    return said;
  };
  return (
    <Asking current={own.current} answer={answer}>
      <div className="quiz-question">
        <p role="status" className={passed ? 'quiz-passed' : 'warn'}>
          {t(passed ? 'exam.passed' : 'exam.failed')} {own.last && !passed && t('exam.last', own.last)}
        </p>
        <button type="button" className="main wide" onClick={done}>
          {t('exam.close')}
        </button>
      </div>
    </Asking>
  );
}
