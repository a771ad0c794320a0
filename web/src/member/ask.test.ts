import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAgain, forgetAnswers, look, questionOf } from './ask.ts';

/** A server that answers when it is told to, each time what holds then. */
function asked(key: string) {
  const waiting: ((answer: string) => void)[] = [];
  const question = questionOf(key, () => new Promise<string>((resolve) => waiting.push(resolve)));
  const answer = async (said: string) => {
    waiting.shift()?.(said);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { question, answer, open: () => waiting.length };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an answer', () => {
  it('that was on its way while something changed is asked for again when it is next looked at', async () => {
    const { question, answer, open } = asked('left page');
    look(question, () => {})();
    await askAgain();
    await answer('before the change');
    look(question, () => {});
    expect(open()).toBe(1);
    await answer('after it');
    expect(question.heard).toEqual({ answer: 'after it', error: undefined });
  });

  it('that another page heard a moment ago is shown, and asked for again as soon as it is no longer fresh', async () => {
    const { question, answer, open } = asked('next page');
    const away = look(question, () => {});
    await answer('no swap');
    away();
    await vi.advanceTimersByTimeAsync(14_000);
    const changed = vi.fn();
    look(question, changed);
    expect(open()).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(open()).toBe(1);
    await answer('a swap');
    expect(changed).toHaveBeenCalledOnce();
    expect(question.heard.answer).toBe('a swap');
  });

  it('for who was signed in before is not heard by who comes after', async () => {
    const { question, answer } = asked('phone handed on');
    look(question, () => {});
    forgetAnswers();
    await answer('of the one before');
    expect(question.heard.answer).toBeUndefined();
  });
});
