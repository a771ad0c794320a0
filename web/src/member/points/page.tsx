import { useTranslation } from 'react-i18next';
import { dayName } from '../days.ts';
import { Back, Notice, Picker, Section, Trouble, Waiting } from '../parts.tsx';
import { Link, useRoute } from '../route.tsx';
import { ContestCard } from './contest.tsx';
import { Ledger } from './ledger.tsx';
import { type OwnPoints, usePoints } from './mine.ts';
import './points.css';

/** 积分: what there is, what runs out when, how to earn, badges, and every entry with its reason. */
export default function PointsPage() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = usePoints();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const on = answer.communities.filter((one) => one.on);
  const own = on.find(({ communityId }) => communityId === query.get('community')) ?? on[0];
  return (
    <div className="page">
      <Back to="me" />
      <h1>{t('points.title')}</h1>
      {own ? (
        <>
          <Picker
            label={t('points.where')}
            current={own.communityId}
            of={on.map(({ communityId, community }) => ({ id: communityId, name: community }))}
            to={(id) => `/m/points?community=${id}`}
          />
          <Balance own={own} />
          {own.contest && <ContestCard contest={own.contest} />}
          <Badges own={own} />
          <Ways own={own} />
          <Ledger key={own.communityId} communityId={own.communityId} />
        </>
      ) : (
        <Notice title={t('points.off')}>
          <p>{t('points.offNote')}</p>
        </Notice>
      )}
    </div>
  );
}

function Balance({ own: { balance, today, runsOut, community } }: { own: OwnPoints }) {
  const { t } = useTranslation();
  return (
    <Section title={community} note={today > 0 ? t('points.today', { points: `+${today}` }) : undefined}>
      <p className="points-balance">{t('points.of', { count: balance })}</p>
      {runsOut.length > 0 && (
        <ul className="points-lines">
          {runsOut.map(({ until, points }) => (
            <li key={until}>
              <span>{t('points.runsOut', { day: dayName(until) })}</span>
              <span>{t('points.of', { count: points })}</span>
            </li>
          ))}
        </ul>
      )}
      <Link className="second" href="/m/ranking?by=points">
        {t('points.board')}
      </Link>
    </Section>
  );
}

function Badges({ own: { badges } }: { own: OwnPoints }) {
  const { t } = useTranslation();
  if (badges.length === 0) return null;
  const met = badges.filter(({ earnedAt, revoked }) => earnedAt && !revoked).length;
  return (
    <Section title={t('points.badges')} note={t('points.badgesMet', { met, all: badges.length })}>
      <ul className="points-lines">
        {badges.map(({ key, name, isTitle, measure, need, have, earnedAt, revoked }) => (
          <li key={key}>
            <span>
              <b>{name}</b> {isTitle && <span className="tag">{t('points.isTitle')}</span>}
              {measure && <small>{t(`points.need.${measure}`, { count: need })}</small>}
              {revoked && <small>{t('points.revoked', { reason: revoked.reason })}</small>}
            </span>
            <span>{earnedAt ? t(revoked ? 'points.gone' : 'points.earned') : t('points.have', { have: Math.min(have, need), need })}</span>
            {!earnedAt && (
              <div className="bar" aria-hidden="true">
                <i style={{ width: `${Math.min(100, (have / need) * 100)}%` }} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Ways({ own: { rules, caps } }: { own: OwnPoints }) {
  const { t } = useTranslation();
  const facts = Object.entries(rules.facts);
  if (facts.length + rules.runs.length === 0) return null;
  return (
    <Section title={t('points.ways')}>
      <ul className="points-lines">
        {facts.map(([kind, way]) => (
          <li key={kind}>
            <span>
              {t(`points.kind.${kind}`)}
              {way.dailyCap !== null && (
                <small>{t('points.cap', { cap: way.dailyCap, have: caps.find((one) => one.kind === kind)?.have ?? 0 })}</small>
              )}
            </span>
            <b>+{way.points}</b>
          </li>
        ))}
        {rules.runs.map(({ days, points }) => (
          <li key={days}>
            <span>{t('points.runOf', { count: days })}</span>
            <b>+{points}</b>
          </li>
        ))}
      </ul>
      {rules.expiry !== 'never' && <p className="quiet-text">{t(`points.expiry.${rules.expiry}`)}</p>}
    </Section>
  );
}
