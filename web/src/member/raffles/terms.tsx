import { useTranslation } from 'react-i18next';
import { prizeNames } from '../../../../server/src/modules/raffles/recompute/draw.ts';
import type { call } from '../connection.ts';
import { momentIn } from '../days.ts';
import { said } from './words.ts';
import './raffle.css';

export type Published = Awaited<ReturnType<typeof call.raffles.published>>;
export type Raffle = Omit<Published, 'list'>;

/** The prize of a place, counted from 1. */
export const prizeAt = ({ prizes }: Raffle, place: number): string => prizeNames(prizes)[place - 1] ?? '';

export function RaffleState({ raffle: { state } }: { raffle: Raffle }) {
  const { t } = useTranslation('prizes');
  const tone = { open: '', closing: 'shut', sealed: 'open', drawn: '', cancelled: 'shut', missed: 'shut' }[state];
  return <span className={`tag ${tone}`}>{t(`raffle.state.${state}`)}</span>;
}

/** Everything a person has to know before entering, and the odds as they are. */
export function Terms({ raffle }: { raffle: Raffle }) {
  const { t } = useTranslation('prizes');
  const { prizes, rule, closesAt, drawsAt, zone, source, terms, entries } = raffle;
  const who = rule.campaign ? t('raffle.whoDays', { campaign: rule.campaign.name, n: said(rule.days) }) : t('raffle.whoAll');
  return (
    <dl className="raffle-terms">
      <dt>{t('raffle.prizes')}</dt>
      <dd>
        {prizes.map(({ name, count }) => (
          <div key={name}>{t('raffle.prize', { name, n: said(count) })}</div>
        ))}
      </dd>
      <dt>{t('raffle.who')}</dt>
      <dd>
        {who}
        <div className="quiet-text">{t(`raffle.enters.${rule.enters}`)}</div>
        <div className="quiet-text">{t(`raffle.lots.${rule.lots}`)}</div>
      </dd>
      <dt>{t('raffle.closes')}</dt>
      <dd>{momentIn(zone, closesAt)}</dd>
      <dt>{t('raffle.draws')}</dt>
      <dd>{momentIn(zone, drawsAt)}</dd>
      <dt>{t('raffle.how')}</dt>
      <dd>
        {source.kind === 'drand' ? t('raffle.howBy.drand', { round: source.round }) : t('raffle.howBy.announced', { what: source.what })}
      </dd>
      {terms !== '' && (
        <>
          <dt>{t('raffle.terms')}</dt>
          <dd className="raffle-words">{terms}</dd>
        </>
      )}
      <dt>{t('raffle.entries', { count: entries, n: said(entries) })}</dt>
      <dd>
        <Odds raffle={raffle} />
      </dd>
    </dl>
  );
}

function Odds({ raffle }: { raffle: Raffle }) {
  const { t, i18n } = useTranslation('prizes');
  const { entries, rule } = raffle;
  const prizes = prizeNames(raffle.prizes).length;
  if (rule.lots === 'days') return t('raffle.oddsLater');
  if (entries === 0) return null;
  if (entries <= prizes) return t('raffle.oddsSure');
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumSignificantDigits: 2 }).format(prizes / entries);
  return t('raffle.odds', { entries: said(entries), prizes: said(prizes), share });
}

export function WhyNot({ raffle: { cancelled, state } }: { raffle: Raffle }) {
  const { t } = useTranslation('prizes');
  if (cancelled) return <p className="warn">{t('raffle.cancelledBecause', { reason: cancelled.reason })}</p>;
  return state === 'missed' ? <p className="warn">{t('raffle.missed')}</p> : null;
}

/** Prize by prize, by numbers. */
export function Winners({ raffle, numbers }: { raffle: Raffle; numbers: readonly number[] }) {
  const { t } = useTranslation('prizes');
  if (numbers.length === 0) return <p>{t('raffle.nobody')}</p>;
  return (
    <ol className="raffle-winners">
      {numbers.map((number, index) => (
        <li key={number}>
          <b>{number}</b> {prizeAt(raffle, index + 1)}
        </li>
      ))}
    </ol>
  );
}
