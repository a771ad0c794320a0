import { useTranslation } from 'react-i18next';
import { timeIn } from '../../shared/times.ts';
import type { Campaign } from '../mine.ts';
import { Avatar, Section } from '../parts.tsx';

/** Today's first ones in the order they came, and oneself wherever one stands. */
export function FirstOnes({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { first, people, doneToday, done, policy, nickname, rank } = campaign;
  const among = first.some(({ me }) => me);
  return (
    <Section title={t('first.title')} note={t('first.done', { count: doneToday, people })}>
      {first.length === 0 && <p className="quiet-text">{t('first.nobody')}</p>}
      <ol className="rows">
        {first.map((row, i) => (
          <li key={row.enrolmentId} className={row.me ? 'me' : undefined}>
            <b className="rank">{i + 1}</b>
            <Avatar name={row.nickname} />
            <span className="who">
              {row.nickname}
              {row.streak > 1 && <span className="tag">{t('first.streak', { count: row.streak })}</span>}
              {row.me && <span className="tag">{t('self')}</span>}
            </span>
            <span className="quiet-text">{timeIn(policy.zone, row.at)}</span>
          </li>
        ))}
        {!among && (
          <li className="me">
            <b className="rank" aria-hidden="true">
              –
            </b>
            <Avatar name={nickname} />
            <span className="who">
              {t(done ? (done.kind === 'leave' ? 'first.onLeave' : 'first.doneAt') : 'first.notYet', {
                time: done ? timeIn(policy.zone, done.at) : '',
              })}
              {rank !== null && `${t('list.dot')}${t('first.rank', { rank })}`}
            </span>
            <span className="tag">{t('self')}</span>
          </li>
        )}
      </ol>
    </Section>
  );
}
