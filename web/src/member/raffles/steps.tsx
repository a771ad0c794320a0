import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { draw, entriesOf, seal, seedOf } from '../../../../server/src/modules/raffles/recompute/draw.ts';
import { addressOfRound } from '../../../../server/src/modules/raffles/recompute/public-number.ts';
import { momentIn } from '../days.ts';
import type { Published } from './terms.tsx';
import { said } from './words.ts';

const SHOWN = 200;

/** Each value as published and as worked out here. */
export function Steps({ raffle }: { raffle: Published }) {
  const { t } = useTranslation('prizes');
  const { sealed, drawn, list, prizes, source, zone, drawsAt, winners } = raffle;
  if (!sealed || list === null) return null;
  const entries = entriesOf(list);
  const here = seal(raffle, list);
  const seed = drawn ? seedOf(here.commitment, drawn.value) : null;
  const lots = entries.reduce((sum, entry) => sum + entry.lots, 0);
  const again = seed === null ? [] : draw(entries, prizes, seed);
  return (
    <section>
      <h2>{t('verify.steps')}</h2>
      <ol className="raffle-steps">
        <li>
          {t('verify.list', { n: said(entries.length), lots: said(lots) })}
          <details>
            <summary>{t('verify.numbers')}</summary>
            <p className="raffle-numbers">
              {entries
                .slice(0, SHOWN)
                .map(({ number, lots: own }) => (own === 1 ? String(number) : t('verify.number', { number, lots: own })))
                .join(' · ')}
            </p>
            {entries.length > SHOWN && <p className="quiet-text">{t('verify.more', { n: said(SHOWN) })}</p>}
          </details>
        </li>
        <Step name={t('verify.listHash')} value={here.listHash} right={here.listHash === sealed.listHash} />
        <Step name={t('verify.commitment')} value={here.commitment} right={here.commitment === sealed.commitment}>
          <span className="quiet-text">{t('verify.sealedAt', { at: momentIn(zone, sealed.at), draws: momentIn(zone, drawsAt) })}</span>
          {!drawn && <span className="quiet-text">{t('verify.keep')}</span>}
        </Step>
        {drawn && (
          <li>
            {source.kind === 'drand' ? t('verify.valueDrand', { round: source.round }) : t('verify.valueAnnounced', { what: source.what })}
            <code>{drawn.value}</code>
            {source.kind === 'drand' && (
              <a href={addressOfRound(source.round)} target="_blank" rel="noreferrer">
                {t('verify.valueSource')}
              </a>
            )}
          </li>
        )}
        {seed !== null && (
          <>
            <li>
              {t('verify.seed')}
              <code>{seed}</code>
            </li>
            <Step name={t('verify.result')} value={again.join(' · ')} right={again.join() === winners.join()} />
          </>
        )}
      </ol>
    </section>
  );
}

function Step({ name, value, right, children }: { name: string; value: string; right: boolean; children?: ReactNode }) {
  const { t } = useTranslation('prizes');
  return (
    <li>
      {name} <span className={right ? 'raffle-right' : 'missing'}>{t(right ? 'verify.agrees' : 'verify.differs')}</span>
      <code>{value}</code>
      {children}
    </li>
  );
}
