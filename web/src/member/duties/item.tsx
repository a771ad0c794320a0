import { useTranslation } from 'react-i18next';
import { closingName, timeIn } from '../../shared/times.ts';
import { serverNow } from '../clock.ts';
import { call, patience } from '../connection.ts';
import { CopyButton } from '../copy.tsx';
import { useDeed } from '../deed.ts';
import { RescueNote } from '../later.tsx';
import { Problem } from '../parts.tsx';
import type { DueItem } from './mine.ts';

/** Done with one press, and taken back with another; what is due on another day waits for it. */
export function Item({ item, later = false }: { item: DueItem; later?: boolean }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const { title, words } = useWords(item);
  const done = item.state === 'done';
  const from = [timeIn(item.zone, item.dueAt), item.owner.part, item.from].filter((part) => part !== '').join(' · ');
  return (
    <li className="duty">
      <div className="duty-line">
        <div>
          <b className={done ? 'duty-done' : ''}>{title}</b>
          <p className="quiet-text">{from}</p>
          {item.overdue && <span className="tag open">{t('duties.overdue')}</span>}
          {item.state === 'missed' && <span className="tag ended">{t('duties.missed')}</span>}
          {item.done && (
            <span className="tag">{t(item.done.late ? 'duties.doneLate' : 'duties.done', { at: timeIn(item.zone, item.done.at) })}</span>
          )}
        </div>
        {item.state !== 'missed' && !(later && !done) && (
          <button type="button" className={done ? 'second' : 'main'} disabled={busy} onClick={() => void act(() => tell(item, !done))}>
            {t(done ? 'duties.undo' : 'duties.do')}
            <span className="visually-hidden">{title}</span>
          </button>
        )}
      </div>
      {(words !== '' || item.silence !== '') && !done && <Words title={title} words={words} silence={item.silence} />}
      {item.source === 'rescue' && item.squadId !== null && (
        <RescueNote enrolmentId={item.sourceId} name={item.from} squadId={item.squadId} />
      )}
      <Problem of={problem} />
    </li>
  );
}

function tell(item: DueItem, done: boolean) {
  const { id, sourceId, squadId, turn, day } = item;
  if (id !== null) return call.duties[done ? 'finishMine' : 'reopenMine']({ dueItemId: id }, patience());
  return call.duties.remindMine({ campaignId: sourceId, squadId: squadId ?? '', day: turn ?? day, done }, patience());
}

/** Of a reminder: the names of those who are missing at this moment, to be copied and sent. */
function useWords(item: DueItem): { title: string; words: string } {
  const { t } = useTranslation();
  const about = { mute: 'duties.aboutMute', rescue: 'duties.aboutRescue', lastNotice: 'duties.aboutLastNotice' } as const;
  if (item.source === 'mute' || item.source === 'rescue' || item.source === 'lastNotice')
    return { title: t(about[item.source], { name: item.from }), words: item.words };
  if (item.source === 'homework') return { title: t('duties.aboutHomework', { name: item.from, title: item.title }), words: item.words };
  if (item.source !== 'reminder') return item;
  const names = (item.missing?.names ?? []).map((name) => `@${name}`).join(' ');
  const title = item.missing ? t('duties.remind', { count: item.missing.people }) : t('duties.remindDone');
  return { title, words: names === '' ? '' : t('duties.reminder', { names, closes: closingName(item.zone, item.closesAt, serverNow()) }) };
}

function Words({ title, words, silence }: { title: string; words: string; silence: string }) {
  const { t } = useTranslation();
  return (
    <details className="duty-words">
      <summary>
        {t('duties.words')}
        <span className="visually-hidden">{title}</span>
      </summary>
      {words !== '' && (
        <>
          <blockquote>{words}</blockquote>
          <CopyButton text={words}>{t('duties.copy')}</CopyButton>
        </>
      )}
      {silence !== '' && (
        <p className="quiet-text">
          {t('duties.silence')}
          {silence}
        </p>
      )}
    </details>
  );
}
