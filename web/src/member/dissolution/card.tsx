import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { longDayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Link } from '../route.tsx';

type Notice = Awaited<ReturnType<typeof call.dissolution.mine>>['dissolutions'][number];

const mine = () => call.dissolution.mine({}, patience());

/** 解散: the last day, the words, what to save, and whether one goes along. Nothing for everybody else. */
export default function DissolutionNotices() {
  const { answer } = useAsk('dissolutions', mine);
  return answer?.dissolutions.map((one) => <Told key={one.communityId} of={one} />);
}

function Told({ of }: { of: Notice }) {
  const { t } = useTranslation('dissolution');
  const { communityId, community, lastDay, words, refund, successor, over, dissolvedAt, outcome } = of;
  const day = longDayName(lastDay);
  return (
    <Section title={t(dissolvedAt ? 'member.titleDone' : 'member.title', { community })}>
      <div className="step">
        {!dissolvedAt && <p>{t(over ? 'member.overSoon' : 'member.lastDay', { day })}</p>}
        <p className="written">{words}</p>
        {refund !== '' && <p>{t('member.refund', { refund })}</p>}
        {dissolvedAt && <p>{t('member.stays')}</p>}
        {outcome && successor && <p role="status">{t(`member.outcome.${outcome}`, { name: successor.name })}</p>}
        {!over && successor && <Going of={of} to={successor.name} day={day} />}
        <p className="quiet-text">{t('member.todo')}</p>
        <span className="choices-row">
          <Link className="to" href="/m/me">
            {t('member.own')}
          </Link>
          <Link className="to" href="/m/report">
            {t('member.report')}
          </Link>
          {!dissolvedAt && (
            <Link className="to" href={`/m/shop?community=${communityId}`}>
              {t('member.shop')}
            </Link>
          )}
        </span>
      </div>
    </Section>
  );
}

function Going({ of: { communityId, version, comes }, to, day }: { of: Notice; to: string; day: string }) {
  const { t } = useTranslation('dissolution');
  const { busy, problem, act } = useDeed();
  const say = (going: boolean) => void act(() => call.dissolution.answer({ communityId, version, comes: going }, patience()));
  return (
    <div className="step">
      <b>{t('member.ask', { name: to })}</b>
      <div className="choices-row">
        {([true, false] as const).map((going) => (
          <button
            key={String(going)}
            type="button"
            className={comes === going ? 'main' : 'second'}
            aria-pressed={comes === going}
            disabled={busy}
            onClick={() => say(going)}
          >
            {t(going ? 'member.yes' : 'member.no')}
          </button>
        ))}
      </div>
      <p role="status" className="quiet-text">
        {comes !== null && `${t(comes ? 'member.saidYes' : 'member.saidNo')} `}
        {t('member.until', { day })}
      </p>
      <Problem of={problem} />
    </div>
  );
}
