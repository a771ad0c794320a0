import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draw, entriesOf, seal, seedOf } from '../../../../server/src/modules/raffles/recompute/draw.ts';
import { asAnnounced, readRound } from '../../../../server/src/modules/raffles/recompute/public-number.ts';
import { coded } from '../../shared/call.ts';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { LanguageSwitch } from '../language.tsx';
import { Arriving, Front, NotOpened } from '../parts.tsx';
import { Steps } from './steps.tsx';
import { type Published, RaffleState, Terms, WhyNot, Winners } from './terms.tsx';
import './words.ts';

/** What the code of a raffle leads to: the terms, the sealed list and the winners, worked out again here, for anybody. */
export default function RafflePage() {
  const { t } = useTranslation('prizes');
  const [code] = useState(() => location.hash.slice(1));
  useEffect(() => {
    document.title = t('verify.title');
  }, [t]);
  return code.length < 16 ? <Unknown /> : <Raffle code={code} />;
}

/** Trying again would be answered the same. */
function Unknown() {
  const { t } = useTranslation('prizes');
  return (
    <Front title={t('verify.title')}>
      <p role="alert">{t('raffle.unknown')}</p>
      <LanguageSwitch />
    </Front>
  );
}

function Raffle({ code }: { code: string }) {
  const { t } = useTranslation('prizes');
  const { answer, error, again } = useAsk(`raffle ${code}`, () => call.raffles.published({ code }, patience()));
  if (error && ['raffle.unknown', 'input.invalid'].includes(coded(error).code)) return <Unknown />;
  if (!answer) return error ? <NotOpened error={error} again={again} /> : <Arriving />;
  const { title, community, drawn, sealed, winners } = answer;
  return (
    <Front title={title}>
      <p className="quiet-text">
        {community} <RaffleState raffle={answer} />
      </p>
      <WhyNot raffle={answer} />
      {sealed && <Verdict raffle={answer} />}
      {!sealed && !answer.cancelled && <p>{t('verify.openYet')}</p>}
      {drawn && (
        <section>
          <h2>{t('raffle.winners')}</h2>
          <Winners raffle={answer} numbers={winners} />
        </section>
      )}
      <Terms raffle={answer} />
      {sealed && <Steps raffle={answer} />}
      {answer.state === 'sealed' && Date.parse(answer.drawsAt) <= Date.now() && <WhatIf raffle={answer} />}
      <p>{t('verify.proves')}</p>
      <a className="second wide" href={`/api/v1/raffles/${code}`} download={`${title}.json`}>
        {t('verify.save')}
      </a>
      <p className="quiet-text">{t('verify.saveHow')}</p>
      <LanguageSwitch />
    </Front>
  );
}

/** Said first; how it was found stands below. */
function Verdict({ raffle }: { raffle: Published }) {
  const { t } = useTranslation('prizes');
  const good = adds(raffle);
  const said = raffle.drawn ? 'good' : 'sealedGood';
  return (
    <p className={good ? 'raffle-good' : 'missing'} role="status">
      {t(`verify.${good ? said : 'bad'}`)}
    </p>
  );
}

/** Whether hashes, public number and winners are what follows from the published list. */
function adds(raffle: Published): boolean {
  const { sealed, drawn, list, prizes, winners, source } = raffle;
  if (!sealed || list === null) return false;
  const { listHash, commitment } = seal(raffle, list);
  if (listHash !== sealed.listHash || commitment !== sealed.commitment || sealed.at >= raffle.drawsAt) return false;
  if (!drawn) return true;
  if (source.kind === 'drand' && !readRound(JSON.stringify({ round: source.round, randomness: drawn.value, signature: drawn.signature })))
    return false;
  const again = draw(entriesOf(list), prizes, seedOf(commitment, drawn.value));
  return again.length === winners.length && again.every((number, index) => number === winners[index]);
}

/** The number is out and nobody has drawn yet: whoever wants to knows the winners at once. */
function WhatIf({ raffle }: { raffle: Published }) {
  const { t } = useTranslation('prizes');
  const [typed, setTyped] = useState('');
  const [result, setResult] = useState<number[] | 'wrong'>();
  const { source, prizes, list, sealed } = raffle;
  const round = source.kind === 'drand' ? source.round : null;
  const work = () => {
    const found = round === null ? null : readRound(typed);
    if (round !== null && found?.round !== round) return setResult('wrong');
    const value = found ? found.randomness : asAnnounced(typed);
    setResult(draw(entriesOf(list ?? ''), prizes, seedOf(sealed?.commitment ?? '', value)));
  };
  return (
    <section>
      <h2>{t('verify.whatIf')}</h2>
      <p>{t('verify.whatIfHow')}</p>
      <div className="field">
        <label htmlFor="raffle-value">{round === null ? t('verify.whatIfLabel') : t('verify.whatIfDrand', { round })}</label>
        <textarea id="raffle-value" rows={2} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <button type="button" className="main wide" disabled={typed.trim() === ''} onClick={work}>
        {t('verify.whatIfGo')}
      </button>
      {result === 'wrong' && (
        <p role="alert" className="missing">
          {t('verify.whatIfWrong', { round })}
        </p>
      )}
      {Array.isArray(result) && <Winners raffle={raffle} numbers={result} />}
    </section>
  );
}
