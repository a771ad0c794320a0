import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Notice, Problem, Section, Trouble, Waiting } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { OfCommunity } from '../welcome/of-community.tsx';
import { prizeAt, RaffleState, Terms, WhyNot } from './terms.tsx';
import './words.ts';
import { said } from './words.ts';

/** 抽奖: the full terms first, then entering; afterwards the own number and what it won. */
export default function RafflesPage() {
  const { t } = useTranslation('prizes');
  return (
    <OfCommunity page="raffles" title={() => t('raffle.title')}>
      {({ communityId }) => <Raffles key={communityId} communityId={communityId} />}
    </OfCommunity>
  );
}

function Raffles({ communityId }: { communityId: string }) {
  const { t } = useTranslation('prizes');
  const { answer, error, again } = useAsk(`raffles ${communityId}`, () => call.raffles.mine({ communityId }, patience()));
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  if (answer.raffles.length === 0)
    return (
      <Notice title={t('raffle.noneTitle')}>
        <p>{t('raffle.none')}</p>
      </Notice>
    );
  return answer.raffles.map((raffle) => <OneRaffle key={raffle.id} raffle={raffle} />);
}

type Own = Awaited<ReturnType<typeof call.raffles.mine>>['raffles'][number];

function OneRaffle({ raffle }: { raffle: Own }) {
  const { t } = useTranslation('prizes');
  const { title, code, state } = raffle;
  return (
    <Section title={title} note={<RaffleState raffle={raffle} />}>
      <WhyNot raffle={raffle} />
      {state === 'drawn' && <Result raffle={raffle} />}
      {state === 'open' ? (
        <Terms raffle={raffle} />
      ) : (
        <details className="raffle-more">
          <summary>{t('raffle.allTerms')}</summary>
          <Terms raffle={raffle} />
        </details>
      )}
      <Standing raffle={raffle} />
      <p className="raffle-way">
        <a className="second wide" href={`/m/raffle#${code}`}>
          {t('raffle.look')}
          <span className="visually-hidden">{t('raffle.lookOf', { title })}</span>
        </a>
      </p>
    </Section>
  );
}

function Result({ raffle }: { raffle: Own }) {
  const { t } = useTranslation('prizes');
  const { own } = raffle;
  if (!own) return <p>{t('raffle.notIn')}</p>;
  return own.place === null ? (
    <p>{t('raffle.lost')}</p>
  ) : (
    <p className="raffle-won">{t('raffle.won', { prize: prizeAt(raffle, own.place) })}</p>
  );
}

/** The own place in it, and the one thing to do. */
function Standing({ raffle }: { raffle: Own }) {
  const { t } = useTranslation('prizes');
  const { busy, problem, act } = useDeed();
  const [leaving, setLeaving] = useState(false);
  const { id: raffleId, own, state, need, have, met, rule, lots } = raffle;
  const withdraw = async () => {
    if (await act(() => call.raffles.withdraw({ raffleId }, patience()))) setLeaving(false);
  };
  return (
    <div className="raffle-standing">
      {own && (
        <p>
          <b>{t('raffle.own', { n: own.number })}</b>
          <span className="quiet-text"> {t('raffle.ownNote')}</span>
        </p>
      )}
      {own && rule.lots === 'days' && lots !== null && <p>{t('raffle.oddsLots', { own: said(own.lots), all: said(lots) })}</p>}
      {state === 'open' && !own && !met && <p className="warn">{t('raffle.need', { need: said(need), have: said(have) })}</p>}
      {state === 'open' && rule.enters === 'all' && met && <p>{t('raffle.willBeIn')}</p>}
      {state === 'open' && rule.enters === 'self' && !own && met && (
        <>
          <Problem of={problem} />
          <button
            type="button"
            className="main wide"
            disabled={busy}
            onClick={() => void act(() => call.raffles.enter({ raffleId }, patience()))}
          >
            {t('raffle.enter')}
          </button>
        </>
      )}
      {state === 'open' && rule.enters === 'self' && own && (
        <button type="button" className="quiet" onClick={() => setLeaving(true)}>
          {t('raffle.withdraw')}
        </button>
      )}
      {leaving && (
        <Sheet title={t('raffle.withdraw')} onClose={() => setLeaving(false)}>
          <p>{t('raffle.withdrawAsk')}</p>
          <Problem of={problem} />
          <button type="button" className="danger wide" disabled={busy} onClick={() => void withdraw()}>
            {t('raffle.withdraw')}
          </button>
        </Sheet>
      )}
    </div>
  );
}
