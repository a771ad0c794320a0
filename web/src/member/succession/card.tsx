import { useTranslation } from 'react-i18next';
import { evidenceWords } from '../../shared/succession-words.ts';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { civilDay } from '../welcome/mine.ts';

type Mine = Awaited<ReturnType<typeof call.succession.mine>>;

/** 班委: what one is asked, where that waits; else saying that one is willing, the own trial with need, have and met. */
export default function SuccessionCard({ waits }: { waits: boolean }) {
  const { t } = useTranslation('succession');
  const { answer } = useAsk('succession', () => call.succession.mine({}, patience()));
  if (!answer || answer.communities.length === 0) return null;
  const { communities, offers, trials, ended } = answer;
  const shown = offers.filter(({ agreed }) => agreed !== waits);
  const asked = shown.map((offer) => <Offer key={offer.offerId} offer={offer} />);
  if (waits) return asked.length > 0 ? <Section title={t('mine.title')}>{asked}</Section> : null;
  return (
    <Section title={t('mine.title')}>
      {asked}
      {trials.map((trial) => (
        <Trial key={trial.trialId} trial={trial} />
      ))}
      {ended.map(({ role, how, at, reason }) => (
        <div key={`${role} ${at}`} className="step">
          <b>{t(how === 'ended' ? 'mine.ended' : 'mine.recalled', { role })}</b>
          {reason !== '' && <p className="quiet-text">{t('mine.reason', { reason })}</p>}
        </div>
      ))}
      {communities.map((community) => (
        <Willing key={community.communityId} of={community} several={communities.length > 1} />
      ))}
      <p className="quiet-text">{t('mine.willingNote')}</p>
    </Section>
  );
}

function Willing({ of: { communityId, community, willing }, several }: { of: Mine['communities'][number]; several: boolean }) {
  const { t } = useTranslation('succession');
  const { busy, problem, act } = useDeed();
  const say = () => void act(() => call.succession.sayWilling({ communityId, willing: !willing }, patience()));
  return (
    <div className="step">
      <div className="choices">
        <label>
          <input type="checkbox" checked={willing} disabled={busy} onChange={say} />
          {several ? t('mine.willingIn', { community }) : t('mine.willing')}
        </label>
      </div>
      <Problem of={problem} />
    </div>
  );
}

function Offer({ offer: { offerId, role, community, responsibilities, reward, trialDays, agreed } }: { offer: Mine['offers'][number] }) {
  const { t } = useTranslation('succession');
  const { busy, problem, act } = useDeed();
  const answer = (agree: boolean) => void act(() => call.succession.answer({ offerId, agree }, patience()));
  return (
    <div className="step">
      <b>{t('mine.offer', { role })}</b>
      <p className="quiet-text">{t('mine.offerIn', { community, days: trialDays })}</p>
      {responsibilities.length > 0 && (
        <ul>
          {responsibilities.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {reward !== '' && <p className="quiet-text">{reward}</p>}
      {agreed && <p role="status">{t('mine.agreed')}</p>}
      <Problem of={problem} />
      <div className="acts">
        {!agreed && (
          <button type="button" className="main" disabled={busy} onClick={() => answer(true)}>
            {t('mine.agree')}
          </button>
        )}
        <button type="button" className="quiet" disabled={busy} onClick={() => answer(false)}>
          {t(agreed ? 'mine.takeBack' : 'mine.decline')}
        </button>
      </div>
    </div>
  );
}

function Trial({ trial: { role, endsAt, state, needs } }: { trial: Mine['trials'][number] }) {
  const { t } = useTranslation('succession');
  const words = evidenceWords(t);
  if (state === 'broken') return null;
  return (
    <div className="step">
      <b>{t('mine.trial', { role })}</b>
      <p className="quiet-text">{state === 'due' ? t('mine.trialDue') : t('mine.trialTo', { day: dayName(civilDay(endsAt)) })}</p>
      <ul>
        {needs.map((one) => (
          <li key={one.fact}>
            {words.need(one)} <span className={one.met ? 'tag' : 'tag open'}>{t(one.met ? 'met' : 'metNot')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
