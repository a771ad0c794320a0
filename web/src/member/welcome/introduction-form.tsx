import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import type { Community, Introduction } from './mine.ts';

const fields = ['who', 'place', 'goal', 'strengths', 'offers', 'seeks'] as const;
type Words = Pick<Introduction, (typeof fields)[number] | 'listed'>;
const EMPTY: Words = { who: '', place: '', goal: '', strengths: '', offers: '', seeks: '', listed: false };

/** By the template; only the first is needed. What is typed stays on the phone until the server has it. */
export function IntroductionForm({ community: { communityId, introduction }, saved }: { community: Community; saved?: () => void }) {
  const { t } = useTranslation();
  const key = `qunce.draft.introduction.${communityId}`;
  const [words, setWords] = useState<Words>(() => ({ ...EMPTY, ...introduction, ...drafted(key) }));
  const [missing, setMissing] = useState(false);
  const { busy, problem, act } = useDeed();
  const put = (change: Partial<Words>) => {
    const next = { ...words, ...change };
    setWords(next);
    keep(key, next);
  };
  const lacks = missing && words.who.trim() === '';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    if (words.who.trim() === '') return document.getElementById('introduction-who')?.focus();
    const { who, place, goal, strengths, offers, seeks, listed } = words;
    const given = { communityId, who, place, goal, strengths, offers, seeks, listed };
    const went = await act(() => call.welcome.introduce(given, patience()));
    if (!went) return;
    keep(key, null);
    saved?.();
  };
  return (
    <form className="step fields" noValidate onSubmit={(event) => void send(event)}>
      {fields.map((field) => (
        <div className="field" key={field}>
          <label htmlFor={`introduction-${field}`}>{t(`welcome.introduction.field.${field}`)}</label>
          <textarea
            id={`introduction-${field}`}
            className="line"
            maxLength={200}
            rows={1}
            aria-invalid={field === 'who' && lacks}
            aria-describedby={field === 'who' && lacks ? 'introduction-lacks' : undefined}
            placeholder={t(`welcome.introduction.hint.${field}`)}
            value={words[field]}
            onChange={(event) => put({ [field]: event.target.value })}
          />
          {field === 'who' && lacks && (
            <p className="missing" id="introduction-lacks">
              {t('welcome.introduction.lacks')}
            </p>
          )}
        </div>
      ))}
      <label className="tick">
        <input type="checkbox" checked={words.listed} onChange={(event) => put({ listed: event.target.checked })} />
        <span>{t('welcome.introduction.list')}</span>
      </label>
      <p className="quiet-text">{t('welcome.introduction.seenBy')}</p>
      <Problem of={problem} />
      <button type="submit" className="main" disabled={busy}>
        {t('welcome.introduction.save')}
      </button>
    </form>
  );
}

function drafted(key: string): Partial<Words> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}

/** A phone without room for it keeps the words as long as the page stands. */
function keep(key: string, words: Words | null): void {
  try {
    if (words === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(words));
  } catch {
    return;
  }
}
