import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepWords } from '../../shared/credit-words.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { civilDay } from '../welcome/mine.ts';
import { WordsSheet } from '../words-sheet.tsx';
import type { Entry } from './mine.ts';

/** One entry with reason, evidence and the rule of then; and the way to appeal. */
export function EntryLine({ entry }: { entry: Entry }) {
  const { t } = useTranslation('credit');
  const [open, setOpen] = useState(false);
  const { kind, rule, step, nth, points, hours, reason, evidence, link, at, by, reversed, appealUntil, canAppeal, appeal } = entry;
  const day = dayName(civilDay(at));
  if (kind === 'exam')
    return (
      <li>
        <b>{t('entry.exam', { points })}</b>
        <span className="quiet-text">{day}</span>
      </li>
    );
  const named = t('rule.named', { number: rule?.number ?? '', name: rule?.name ?? '' });
  return (
    <li>
      <b>{named}</b>
      <span>
        <span className={`tag ${reversed ? 'ended' : points > 0 ? 'open' : ''}`}>
          {step && stepWords(t, { what: step, points, hours })} · {t('entry.times', { nth: nth ?? 1 })}
        </span>
      </span>
      <span className="quiet-text">{t('entry.at', { day, by: by ?? t('entry.system') })}</span>
      <span>{t('entry.reason', { text: reason })}</span>
      {evidence !== '' && <span>{t('entry.evidence', { text: evidence })}</span>}
      {link && <span className="quiet-text">{link.said === null ? t('entry.gone') : t('entry.said', { text: link.said })}</span>}
      {rule && <span className="quiet-text">{t('entry.version', { version: entry.version, text: rule.text })}</span>}
      {reversed && <span>{t(`entry.reversed.${reversed.cause}`, { reason: reversed.reason })}</span>}
      {appeal && (
        <span>
          {t('mine.appealed', { text: appeal.text })}{' '}
          {appeal.decided
            ? t(appeal.decided.upheld ? 'appeals.upheld' : 'appeals.kept', { answer: appeal.decided.answer })
            : !reversed && t('mine.decideBy', { day: dayName(civilDay(appeal.decideBy)) })}
        </span>
      )}
      {canAppeal && appealUntil && (
        <span className="choices-row">
          <button type="button" className="second" onClick={() => setOpen(true)}>
            {t('mine.appeal')}
            <span className="visually-hidden">{named}</span>
          </button>
          <span className="quiet-text">{t('mine.appealUntil', { day: dayName(civilDay(appealUntil)) })}</span>
        </span>
      )}
      {open && (
        <WordsSheet
          title={t('mine.appealOf', { rule: named })}
          label={t('mine.appealText')}
          hint={t('mine.appealHow')}
          most={1000}
          action={t('mine.appealSend')}
          send={(text) => call.credit.appeal({ creditEntryId: entry.id, text }, patience())}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  );
}
