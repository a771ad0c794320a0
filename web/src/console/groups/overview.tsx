import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearanceContext } from '../../shared/appearance.ts';
import { Card, Figure, Metric, Sparkline } from '../../shared/card.tsx';
import { Chart } from '../../shared/charts/chart.tsx';
import { hoursOption, weeksOption } from '../../shared/charts/options.ts';
import { duration, number, percent } from '../../shared/format.ts';
import { segmentColour } from '../../shared/tokens.ts';
import { HeadCountCard } from '../rosters/head-count-card.tsx';
import type { GroupSearch, GroupTab } from '../router.tsx';
import type { TabProps } from './group-page.tsx';
import { Outlook } from './outlook.tsx';
import { Senses } from './senses.tsx';
import { Suggestions } from './suggestions.tsx';

type Rows = { tab: GroupTab; search?: GroupSearch };

/** Where the rows behind a figure are. */
const rowsOf: Record<string, Rows> = {
  wau: { tab: 'members', search: { sort: 'lastAt' } },
  newcomersAnswered: { tab: 'members', search: { sort: 'firstAt' } },
  checkins: { tab: 'members' },
  responsiveness: { tab: 'network' },
  halfBy: { tab: 'members', search: { sort: 'messages' } },
  gini: { tab: 'members', search: { sort: 'messages' } },
  top20Share: { tab: 'members', search: { sort: 'messages' } },
  frequency: { tab: 'retention' },
  stickiness: { tab: 'retention' },
  zeroMessage: { tab: 'members', search: { segment: 'lurking' } },
};

/** 概览: what state the group is in, what proves it, what to do this week. */
export default function Overview({ channelId, picture }: TabProps) {
  const { t } = useTranslation();
  const { activity, newcomers, checkins, responsiveness, concentration, silence } = picture;
  const change = activity.wauBefore === null ? 0 : activity.wau - activity.wauBefore;
  const rows = (name: string) => {
    const to = rowsOf[name];
    return (
      to && (
        <Link to="/groups/$channelId/$tab" params={{ channelId, tab: to.tab }} search={to.search ?? {}}>
          {t('overview.seeRows')}
        </Link>
      )
    );
  };
  const names = (people: { name: string }[]) =>
    people
      .slice(0, 3)
      .map(({ name }) => name)
      .join(t('list.separator'));
  const facts: [name: string, value: string][] = [
    ['halfBy', number(concentration.halfBy)],
    ['gini', concentration.gini === null ? '—' : concentration.gini.toFixed(2)],
    ['top20Share', percent(concentration.top20Share)],
    ['frequency', percent(activity.frequency)],
    ['stickiness', percent(activity.stickiness)],
    ['responsiveness', duration(responsiveness.medianSeconds)],
    ['zeroMessage', picture.members.zeroMessage === null ? t('overview.needsRoster') : number(picture.members.zeroMessage)],
  ];
  return (
    <div className="grid">
      <div className="grid kpis">
        <Outlook picture={picture} />
        <Figure
          name="wau"
          rows={rows('wau')}
          value={number(activity.wau)}
          frame={[
            picture.members.total > 0 && percent(activity.wau / picture.members.total),
            activity.wauBefore !== null && t('overview.weekBefore', { n: number(activity.wauBefore) }),
          ]
            .filter(Boolean)
            .join(' · ')}
          {...(change !== 0 && { tone: change > 0 ? ('up' as const) : ('down' as const) })}
        >
          <Sparkline
            width={220}
            height={56}
            values={activity.weeks.slice(-26).map(({ covered, speakers }) => (covered ? speakers : null))}
            falling={change < 0}
            label={t('overview.weeksLabel')}
          />
        </Figure>
        <Figure
          name="newcomersAnswered"
          rows={rows('newcomersAnswered')}
          value={percent(newcomers.answeredShare)}
          frame={
            newcomers.total === 0
              ? t('overview.noNewcomers')
              : t('overview.newcomersFrame', {
                  answered: number(newcomers.answered),
                  total: number(newcomers.total),
                  days: newcomers.windowDays,
                })
          }
        >
          {newcomers.unanswered.length > 0 && <p className="frame">{t('overview.waiting', { names: names(newcomers.unanswered) })}</p>}
        </Figure>
        {picture.segments.rule === 'checkins' ? (
          <Figure
            name="checkins"
            rows={rows('checkins')}
            value={number(checkins.found)}
            frame={t('overview.checkinsFrame', { people: number(checkins.people), longest: number(checkins.longestStreak) })}
          >
            {checkins.streaks.length > 0 && <p className="frame">{t('overview.streaks', { names: names(checkins.streaks) })}</p>}
          </Figure>
        ) : (
          <Figure
            name="responsiveness"
            rows={rows('responsiveness')}
            value={duration(responsiveness.medianSeconds)}
            frame={t('overview.responsivenessFrame', { share: percent(responsiveness.withinHour) })}
          >
            {silence.longest && <p className="frame">{`${t('overview.longestSilence')} ${duration(silence.longest.hours * 3600)}`}</p>}
          </Figure>
        )}
      </div>
      <div className="grid split">
        <Weeks picture={picture} />
        <Suggestions channelId={channelId} suggestions={picture.suggestions} zone={picture.zone} />
      </div>
      <div className="grid halves">
        <Segments channelId={channelId} picture={picture} />
        <Hours picture={picture} />
      </div>
      <HeadCountCard channelId={channelId} />
      <Senses picture={picture} />
      <Card title={t('overview.more')}>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>
                <Metric name={name} rows={rows(name)} />
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}

function Weeks({ picture }: { picture: TabProps['picture'] }) {
  const { t } = useTranslation();
  const { isDark } = useAppearanceContext();
  // A year and a half is what a screen can carry; the table and CSV of the same weeks stand beside it.
  const weeks = useMemo(() => picture.activity.weeks.slice(-78), [picture]);
  const option = useMemo(
    () =>
      weeksOption(weeks, isDark, {
        speakers: t('chart.speakers'),
        newSpeakers: t('chart.newSpeakers'),
        gap: t('chart.gap'),
        partial: t('chart.partial'),
      }),
    [weeks, isDark, t],
  );
  const columns = [
    t('chart.week'),
    t('chart.messages'),
    t('chart.speakers'),
    t('chart.newSpeakers'),
    t('chart.checkins'),
    t('chart.joins'),
    t('chart.leaves'),
  ];
  const rows = weeks.map((week) => [
    week.week,
    ...(week.covered
      ? [week.messages, week.speakers, week.newSpeakers, week.checkins, week.joins, week.leaves]
      : [null, null, null, null, null, null]),
  ]);
  return (
    <Card title={t('overview.weeks')} note={t('overview.weeksNote')}>
      <Chart option={option} height={280} label={t('overview.weeksLabel')} table={{ columns, rows }} file="qunce-weeks" />
    </Card>
  );
}

function Segments({ channelId, picture }: TabProps) {
  const { t } = useTranslation(['console', 'picture']);
  const { segments, members } = picture;
  const exclusive = ['active', 'watching', 'lurking'] as const;
  const flags = ['core', 'newcomer', 'atRisk', 'lost'] as const;
  const link = (search: { segment?: (typeof exclusive)[number]; flag?: (typeof flags)[number] }, key: keyof typeof segmentColour) => (
    <Link key={key} to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={search}>
      <span className="dot" style={{ background: segmentColour[key] }} aria-hidden />
      {t(`picture:metric.${key}.name`)} <b>{number(segments[key])}</b>
    </Link>
  );
  return (
    <Card
      title={t('overview.segments')}
      note={segments.version ? t('rules.byVersion', { version: segments.version }) : t(`picture:segmentRule.${segments.rule}`)}
    >
      <div className="bar" aria-hidden>
        {exclusive.map(
          (key) =>
            segments[key] > 0 && (
              <span key={key} style={{ width: `${(segments[key] / Math.max(1, members.total)) * 100}%`, background: segmentColour[key] }} />
            ),
        )}
      </div>
      <div className="legend">{exclusive.map((key) => link({ segment: key }, key))}</div>
      <p className="frame" style={{ marginTop: 14 }}>
        {t('overview.flags')}
      </p>
      <div className="legend">{flags.map((key) => link({ flag: key }, key))}</div>
      <p style={{ marginTop: 14 }}>
        <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }}>
          <Button>{t('overview.seeMembers')}</Button>
        </Link>
      </p>
    </Card>
  );
}

function Hours({ picture }: { picture: TabProps['picture'] }) {
  const { t, i18n } = useTranslation();
  const { isDark } = useAppearanceContext();
  // 2024-01-01 was a Monday.
  const weekdays = useMemo(
    () =>
      Array.from({ length: 7 }, (_, i) =>
        new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + i)),
      ),
    [i18n.language],
  );
  const option = useMemo(() => hoursOption(picture.hours.grid, weekdays, isDark), [picture, weekdays, isDark]);
  const best = picture.hours.best.map(({ weekday, hour }) => `${weekdays[weekday]} ${hour}:00`).join(t('list.separator'));
  return (
    <Card title={t('overview.hours')} note={best && t('overview.best', { hours: best })}>
      <Chart
        option={option}
        height={220}
        label={t('overview.hoursLabel')}
        table={{
          columns: [t('chart.weekday'), ...Array.from({ length: 24 }, (_, hour) => `${hour}`)],
          rows: picture.hours.grid.map((row, i) => [weekdays[i] ?? '', ...row]),
        }}
        file="qunce-hours"
      />
    </Card>
  );
}
