import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { stepWords } from '../../shared/credit-words.ts';
import { dateTime } from '../../shared/format.ts';
import { AskReason } from './ask-reason.tsx';
import { creditChanged, type Entry } from './state.ts';

/** What an entry says: rule, step, reason, evidence, who and when, what became of it. */
export function EntryWords({ entry }: { entry: Entry }) {
  const { t } = useTranslation('credit');
  const { kind, rule, step, nth, points, hours, reason, evidence, link, at, by, reversed, version } = entry;
  if (kind === 'exam') return <b>{t('entry.exam', { points })}</b>;
  return (
    <div>
      <b>{t('rule.named', { number: rule?.number ?? '', name: rule?.name ?? '' })}</b>{' '}
      <span className={`tag ${reversed ? 'grey' : points > 0 ? 'amber' : 'blue'}`}>
        {t('entry.times', { nth: nth ?? 1 })} · {step && stepWords(t, { what: step, points, hours })}
      </span>
      <div className="frame">{t('entry.at', { day: dateTime(at), by: by ?? t('entry.system') })}</div>
      <div>{t('entry.reason', { text: reason })}</div>
      {evidence !== '' && <div>{t('entry.evidence', { text: evidence })}</div>}
      {link && <div className="frame">{link.said === null ? t('entry.gone') : t('entry.said', { text: link.said })}</div>}
      {rule && <div className="frame">{t('entry.version', { version, text: rule.text })}</div>}
      {reversed && <div className="frame">{t(`entry.reversed.${reversed.cause}`, { reason: reversed.reason })}</div>}
    </div>
  );
}

export function EntryLine({ entry }: { entry: Entry }) {
  const { t } = useTranslation('credit');
  const [open, setOpen] = useState(false);
  const rule = entry.rule?.number ?? '';
  return (
    <li className="credit-line">
      <EntryWords entry={entry} />
      {entry.kind === 'violation' && !entry.reversed && (
        <Button aria-label={t('entry.reverseOf', { rule })} onClick={() => setOpen(true)}>
          {t('entry.reverse')}
        </Button>
      )}
      <AskReason
        open={open}
        title={t('entry.reverseTitle')}
        label={t('entry.reverseWhy')}
        ok={t('entry.reverse')}
        close={() => setOpen(false)}
        go={async (reason) => {
          await api.credit.reverse.call({ creditEntryId: entry.id, reason });
          await creditChanged();
        }}
      >
        <p>{t('entry.reverseNote')}</p>
      </AskReason>
    </li>
  );
}
