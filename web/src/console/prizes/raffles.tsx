import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { RaffleForm } from './raffle-form.tsx';
import { CancelRaffle, DrawRaffle } from './raffle-steps.tsx';

export type Raffle = InferContractRouterOutputs<Contract>['raffles']['list']['raffles'][number];
const tones: Record<Raffle['state'], string> = { open: '', closing: 'amber', sealed: 'blue', drawn: '', cancelled: 'grey', missed: 'red' };

/** 抽奖: the raffles of the community, the latest first, and what can be done with each. */
export function Raffles({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { communityId } = camp;
  const [form, setForm] = useState(false);
  const query = useQuery({ ...api.raffles.list.queryOptions({ input: { communityId } }), refetchInterval: 30_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { raffles } = query.data;
  return (
    <>
      <Card title={t('prizes.raffle.title')} note={t('prizes.raffle.note')}>
        {raffles.length === 0 && <p className="sub">{t('prizes.raffle.none')}</p>}
        <Button type={raffles.length === 0 ? 'primary' : 'default'} onClick={() => setForm(true)}>
          {t('prizes.raffle.make')}
        </Button>
      </Card>
      {raffles.map((raffle) => (
        <OneRaffle key={raffle.id} raffle={raffle} />
      ))}
      <RaffleForm open={form} camp={camp} close={() => setForm(false)} />
    </>
  );
}

function OneRaffle({ raffle }: { raffle: Raffle }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'draw' | 'cancel' | null>(null);
  const { title, state, code, prizes, rule, entries, closesAt, drawsAt, zone, source, sealed, drawn, people, cancelled } = raffle;
  const lines = [
    prizes.map(({ name, count }) => `${name} × ${number(count)}`).join(t('prizes.comma')),
    rule.campaign ? t('prizes.raffle.days', { camp: rule.campaign.name, n: number(rule.days) }) : t('prizes.raffle.everybody'),
    `${t(`prizes.raffle.enters.${rule.enters}`)} · ${t(`prizes.raffle.lots.${rule.lots}`)}`,
    t('prizes.raffle.times', { closes: dateTime(closesAt, zone), draws: dateTime(drawsAt, zone) }),
    source.kind === 'drand' ? t('prizes.raffle.byDrand', { round: source.round }) : t('prizes.raffle.byAnnounced', { what: source.what }),
  ];
  const drawable = state === 'sealed' && Date.parse(drawsAt) <= Date.now();
  return (
    <Card
      title={
        <>
          {title} <span className={`tag ${tones[state]}`}>{t(`prizes.raffle.state.${state}`)}</span>
        </>
      }
      note={t('prizes.raffle.entries', { count: entries, n: number(entries) })}
    >
      {lines.map((line) => (
        <p key={line} className="frame">
          {line}
        </p>
      ))}
      {cancelled && <p className="frame">{t('prizes.raffle.reasonIs', { reason: cancelled.reason })}</p>}
      {state === 'missed' && <p className="frame">{t('prizes.raffle.missed')}</p>}
      {sealed && (
        <p className="frame prizes-hash">
          {t('prizes.raffle.commitment')} <code>{sealed.commitment}</code>
        </p>
      )}
      {drawn && people.length === 0 && <p>{t('prizes.raffle.noWinners')}</p>}
      {people.length > 0 && (
        <ol className="prizes-winners" aria-label={t('prizes.raffle.winners')}>
          {people.map(({ place, number: entry, nickname, prize }) => (
            <li key={place}>
              <b>{nickname ?? t('prizes.raffle.erased')}</b> <span className="frame">{t('prizes.raffle.winner', { prize, entry })}</span>
            </li>
          ))}
        </ol>
      )}
      <div className="prizes-acts">
        {drawable && (
          <Button type="primary" onClick={() => setOpen('draw')}>
            {t('prizes.raffle.draw')}
          </Button>
        )}
        <Announce raffle={raffle} />
        <a href={`/m/raffle#${code}`} target="_blank" rel="noreferrer">
          {t('prizes.raffle.page')}
        </a>
        {['open', 'closing', 'sealed'].includes(state) && (
          <Button aria-label={t('prizes.raffle.cancelOf', { title })} onClick={() => setOpen('cancel')}>
            {t('prizes.raffle.cancel')}
          </Button>
        )}
      </div>
      <DrawRaffle raffle={raffle} open={open === 'draw'} close={() => setOpen(null)} />
      <CancelRaffle raffle={raffle} open={open === 'cancel'} close={() => setOpen(null)} />
    </Card>
  );
}

/** What to say in the group at this point: the terms, the fingerprint, the winners. Said there, it cannot be taken back here. */
function Announce({ raffle }: { raffle: Raffle }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { title, state, code, prizes, people, sealed, zone, closesAt, drawsAt } = raffle;
  const kind = state === 'closing' ? 'open' : state;
  if (kind !== 'open' && kind !== 'sealed' && kind !== 'drawn') return null;
  const words = t(`prizes.raffle.announcement.${kind}`, {
    title,
    address: `${location.origin}/m/raffle#${code}`,
    prizes: prizes.map(({ name, count }) => `${name} × ${number(count)}`).join(t('prizes.comma')),
    closes: dateTime(closesAt, zone),
    draws: dateTime(drawsAt, zone),
    commitment: sealed?.commitment ?? '',
    winners: people
      .map(
        ({ nickname, number: entry, prize }) => `${nickname ?? t('prizes.raffle.erased')} ${t('prizes.raffle.winner', { prize, entry })}`,
      )
      .join('\n'),
  });
  const copy = () =>
    navigator.clipboard.writeText(words).then(
      () => message.success(t('prizes.raffle.copied')),
      () => message.error(t('prizes.raffle.notCopied')),
    );
  return <Button onClick={() => void copy()}>{t(`prizes.raffle.copy.${kind}`)}</Button>;
}
