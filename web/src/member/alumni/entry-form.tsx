import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import type { Mine, Place } from './mine.ts';

const fields = ['name', 'doing', 'offers', 'seeks', 'contact'] as const;

/** What is told to other alumni; whoever joins reads and ticks what they agree to first. */
export function EntryForm({
  place: { communityId, nickname, entry },
  words,
  saved,
}: {
  place: Place;
  words: Mine['words'];
  saved?: () => void;
}) {
  const { t, i18n } = useTranslation('alumni');
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [told, setTold] = useState(() => entry ?? { name: nickname, doing: '', offers: '', seeks: '', contact: '', contactShared: false });
  const [agreed, setAgreed] = useState(entry !== null);
  const [tried, setTried] = useState(false);
  const form = useId();
  const { busy, problem, act } = useDeed();
  const nameless = told.name.trim() === '';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameless) return document.getElementById(`${form}name`)?.focus();
    if (!agreed) return document.getElementById(`${form}agree`)?.focus();
    const { name, doing, offers, seeks, contact, contactShared } = told;
    const given = {
      communityId,
      language,
      name,
      doing,
      offers,
      seeks,
      contact,
      contactShared: contactShared && contact.trim() !== '',
    } as const;
    if (await act(() => call.alumni.join(given, patience()))) saved?.();
  };
  return (
    <form className="step fields" noValidate onSubmit={(event) => void send(event)}>
      {fields.map((field) => (
        <div className="field" key={field}>
          <label htmlFor={form + field}>{t(`join.${field}`)}</label>
          <input
            id={form + field}
            maxLength={field === 'name' ? 40 : 120}
            value={told[field]}
            aria-invalid={tried && field === 'name' && nameless}
            aria-describedby={tried && field === 'name' && nameless ? `${form}lacks` : undefined}
            onChange={(event) => setTold({ ...told, [field]: event.target.value })}
          />
          {tried && field === 'name' && nameless && (
            <p className="missing" id={`${form}lacks`}>
              {t('join.lacks')}
            </p>
          )}
        </div>
      ))}
      {told.contact.trim() !== '' && (
        <>
          <label className="tick">
            <input
              type="checkbox"
              checked={told.contactShared}
              onChange={(event) => setTold({ ...told, contactShared: event.target.checked })}
            />
            <span>{t('join.share')}</span>
          </label>
          <p className="quiet-text">{t('join.notShared')}</p>
        </>
      )}
      {!entry && (
        <>
          <p>
            <b>{t('join.words')}</b>
          </p>
          <p className="quiet-text">{words[language]}</p>
          <label className="tick">
            <input id={`${form}agree`} type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
            <span>{t('join.agree')}</span>
          </label>
          {tried && !agreed && (
            <p className="missing" role="alert">
              {t('join.lacksAgree')}
            </p>
          )}
        </>
      )}
      <Problem of={problem} />
      <button type="submit" className="main" disabled={busy}>
        {t(entry ? 'join.save' : 'join.send')}
      </button>
    </form>
  );
}
