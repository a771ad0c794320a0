import { type ReactNode, useState } from 'react';
import { useSend } from '../deed.ts';
import { type Asked, Question, type Said } from './question.tsx';

interface Props {
  /** The question that comes next; null: none is left. */
  current: Asked | null;
  answer(asked: Asked, option: number): Promise<Said>;
  /** Once none is left. */
  children: ReactNode;
}

/** One question after the other, each staying until what was told about its answer is read. */
export function Asking({ current, answer, children }: Props) {
  const { busy, problem, send } = useSend();
  const [answered, setAnswered] = useState<{ asked: Asked; said?: Said }>();
  const shown = answered?.asked ?? current;
  if (!shown) return children;
  const give = (option: number) =>
    send(async () => {
      setAnswered({ asked: shown });
      try {
        setAnswered({ asked: shown, said: await answer(shown, option) });
      } catch (error) {
        setAnswered(undefined);
        throw error;
      }
    });
  return (
    <Question
      shown={shown}
      said={answered?.said}
      more={current !== null}
      busy={busy}
      problem={problem}
      answer={(option) => void give(option)}
      next={() => setAnswered(undefined)}
    />
  );
}
