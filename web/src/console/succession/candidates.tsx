import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { evidenceWords } from '../../shared/succession-words.ts';
import { StartTrial } from './start-trial.tsx';
import { type Bench, type Candidate, type Role, useTold } from './state.ts';

/** At first so many that what stands below is not pushed off the screen. */
const FIRST = 8;

/** In the order of evidence, with the reasons in words and what may be done next. */
export function Candidates({ role, bench }: { role: Role; bench: Bench }) {
  const { t } = useTranslation('succession');
  const [whole, setWhole] = useState(false);
  const [starting, setStarting] = useState<Candidate | null>(null);
  const { people, compared, enough, suspended } = bench;
  if (people.length === 0) return <p className="sub">{t('nobody')}</p>;
  const kinds = compared.map((fact) => t(`fact.${fact}`)).join(t('comma'));
  return (
    <>
      <p className="frame">{enough ? t('how', { kinds }) : t('howFew')}</p>
      <ol className="bench">
        {people.slice(0, whole ? people.length : FIRST).map((person) => (
          <Line key={person.enrolmentId} role={role} person={person} start={() => setStarting(person)} />
        ))}
      </ol>
      {people.length > FIRST && !whole && (
        <Button type="link" className="more" onClick={() => setWhole(true)}>
          {t('all', { n: people.length })}
        </Button>
      )}
      {suspended > 0 && <p className="frame">{t('suspended', { count: suspended })}</p>}
      {starting && <StartTrial role={role} person={starting} days={bench.rules.trial.days} close={() => setStarting(null)} />}
    </>
  );
}

function Line({ role, person, start }: { role: Role; person: Candidate; start(): void }) {
  const { t } = useTranslation('succession');
  const words = evidenceWords(t);
  const { enrolmentId, nickname, squad, place, willing, holds, offer, needs, met, reasons } = person;
  const ready = willing || offer?.state === 'agreed';
  return (
    <li aria-label={nickname}>
      <div className="bench-who">
        <span className="frame">{place === null ? t('noPlace') : t('place', { n: place })}</span> <b>{nickname}</b>
        {squad && <span className="frame"> · {squad.name}</span>} <Tags willing={willing} holds={holds} state={offer?.state} met={met} />
        <div>{reasons.length === 0 ? t('noReason') : reasons.map(words.reason).join(t('dot'))}</div>
        <ul className="bench-needs">
          {needs.map((one) => (
            <li key={one.fact} className={one.met ? 'met' : ''}>
              {words.need(one)} <span className="visually-hidden">{t(one.met ? 'met' : 'metNot')}</span>
            </li>
          ))}
        </ul>
      </div>
      {!holds && (
        <span className="bench-acts">
          {ready && (
            <Button type="primary" onClick={start} aria-label={t('startOf', { name: nickname, role: role.name })}>
              {t('start')}
            </Button>
          )}
          <Asking roleId={role.id} role={role.name} enrolmentId={enrolmentId} nickname={nickname} offer={offer} asked={ready} />
        </span>
      )}
    </li>
  );
}

function Tags({ willing, holds, state, met }: { willing: boolean; holds: boolean; state: string | undefined; met: boolean }) {
  const { t } = useTranslation('succession');
  return (
    <>
      {holds && <span className="tag blue">{t('tag.holds')}</span>} {willing && <span className="tag">{t('tag.willing')}</span>}{' '}
      {state && <span className={`tag ${state === 'agreed' ? '' : 'grey'}`}>{t(`tag.${state}`)}</span>}{' '}
      {met && <span className="tag">{t('tag.met')}</span>}
    </>
  );
}

interface Asked {
  roleId: string;
  role: string;
  enrolmentId: string;
  nickname: string;
  offer: Candidate['offer'];
  /** Whoever is willing need not be asked. */
  asked: boolean;
}

/** Puts the question to somebody, and takes it back as long as no trial has begun. */
export function Asking({ roleId, role, enrolmentId, nickname, offer, asked }: Asked) {
  const { t } = useTranslation('succession');
  const told = useTold();
  const ask = useMutation({ ...api.succession.offer.mutationOptions(), ...told });
  const withdraw = useMutation({ ...api.succession.withdraw.mutationOptions(), ...told });
  if (offer && offer.state !== 'declined')
    return (
      <Button
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ offerId: offer.offerId })}
        aria-label={t('withdrawOf', { name: nickname })}
      >
        {t('withdraw')}
      </Button>
    );
  if (asked) return null;
  return (
    <Button loading={ask.isPending} onClick={() => ask.mutate({ roleId, enrolmentId })} aria-label={t('askOf', { name: nickname, role })}>
      {t('ask')}
    </Button>
  );
}
