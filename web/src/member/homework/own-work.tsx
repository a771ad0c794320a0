import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bring } from '../checkin/bringing.ts';
import { ContentSheet } from '../checkin/content-sheet.tsx';
import { call, patience } from '../connection.ts';
import { momentIn } from '../days.ts';
import { useDeed } from '../deed.ts';
import { draftKey, isBlank, useDraft } from '../drafts.ts';
import { Problem, Section } from '../parts.tsx';
import { contentLines, draftOf } from '../rules.ts';
import { Sheet } from '../sheet.tsx';
import { asksOf, type Own, takenUntil } from './mine.ts';
import { ShownWork } from './work.tsx';

/** What the caller handed in, or what can be written; until it is due it can be changed and taken back. */
export function OwnWork({ own, who, now }: { own: Own; who: string; now: number }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const [draft, change, discard] = useDraft(draftKey(own.id, who, 'homework'));
  const [sheet, setSheet] = useState<'write' | 'withdraw' | null>(null);
  const [told, setTold] = useState<'sentNow' | 'lateNow' | null>(null);
  const { id, communityId, zone, submission, nickname } = own;
  const asks = asksOf(own);
  const due = now >= Date.parse(own.dueAt);
  const canSend = submission ? submission.canChange && !due : now < takenUntil(own);
  const write = () => {
    if (submission && isBlank(draft)) change(draftOf(submission.content));
    setSheet('write');
  };
  const send = async () => {
    const sent = await act(async () => {
      const answer = await call.homework.submit({ assignmentId: id, content: await bring(communityId, asks, draft) }, patience());
      discard();
      setTold(answer.late ? 'lateNow' : 'sentNow');
    });
    if (sent) setSheet(null);
  };
  const withdraw = async () => {
    const gone = await act(async () => {
      await call.homework.withdraw({ assignmentId: id }, patience());
      if (submission && isBlank(draft)) change(draftOf(submission.content));
      setTold(null);
    });
    if (gone) setSheet(null);
  };
  return (
    <Section title={t('homework.mine')}>
      <div className="homework-part">
        {told && (
          <p role="status" className="quiet-text">
            {t(`homework.${told}`)}
          </p>
        )}
        {submission && (
          <>
            <ShownWork name={nickname} work={submission.content} />
            <p className="quiet-text">
              {t('homework.handedIn', { at: momentIn(zone, submission.at) })}
              {submission.changedAt !== submission.at &&
                `${t('list.dot')}${t('homework.changedAt', { at: momentIn(zone, submission.changedAt) })}`}
              {submission.late && <span className="tag">{t('homework.late')}</span>}
            </p>
            {due && submission.need > 0 && <p>{t('homework.has', { have: submission.have, need: submission.need })}</p>}
          </>
        )}
        {canSend && !isBlank(draft) && <p className="warn">{t('homework.draft')}</p>}
        {canSend && (
          <div className="choices-row">
            <button type="button" className={submission ? 'second' : 'main'} onClick={write}>
              {t(submission ? 'homework.change' : isBlank(draft) ? 'homework.write' : 'homework.goOn')}
            </button>
            {submission && (
              <button type="button" className="quiet" onClick={() => setSheet('withdraw')}>
                {t('homework.withdraw')}
              </button>
            )}
          </div>
        )}
        {canSend && submission && !told && <p className="quiet-text">{t('homework.canChange')}</p>}
        {!canSend && !submission && (
          <>
            <p>{t('homework.closed')}</p>
            <p className="quiet-text">{t('homework.closedHow')}</p>
          </>
        )}
      </div>
      {sheet === 'write' && canSend && (
        <ContentSheet
          title={t('homework.writeTitle')}
          lead={contentLines(asks).join(t('list.comma'))}
          action={t('homework.send')}
          textLabel={t('homework.text')}
          communityId={communityId}
          policy={asks}
          draft={draft}
          change={change}
          busy={busy}
          problem={problem}
          onSend={() => void send()}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === 'withdraw' && (
        <Sheet title={t('homework.withdrawTitle')} onClose={() => setSheet(null)}>
          <p>{t('homework.withdrawHow')}</p>
          <Problem of={problem} />
          <div className="choices-row">
            <button type="button" className="danger" disabled={busy} onClick={() => void withdraw()}>
              {t('homework.withdrawDo')}
            </button>
            <button type="button" className="second" onClick={() => setSheet(null)}>
              {t('homework.keep')}
            </button>
          </div>
        </Sheet>
      )}
    </Section>
  );
}
