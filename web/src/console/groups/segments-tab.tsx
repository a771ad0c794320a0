import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { useAppearanceContext } from '../../shared/appearance.ts';
import { Card, Metric } from '../../shared/card.tsx';
import { Chart } from '../../shared/charts/chart.tsx';
import { segmentsOption } from '../../shared/charts/history-options.ts';
import { day, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { TabProps } from './group-page.tsx';

const names = ['active', 'watching', 'lurking'] as const;

/** 分层: where everybody stands, how that changed week by week, and who never said a word. */
export default function SegmentsTab({ channelId, picture }: TabProps) {
  const { t } = useTranslation(['console', 'picture']);
  const { segments } = picture;
  const group = useQuery(api.insights.group.queryOptions({ input: { channelId } }));
  return (
    <div className="grid">
      <div className="grid kpis-even">
        {names.map((segment) => (
          <Card key={segment} title={<Metric name={segment} />}>
            <div className="figure">{number(segments[segment])}</div>
            <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ segment }}>
              {t('overview.seeRows')}
            </Link>
          </Card>
        ))}
      </div>
      <SegmentWeeks picture={picture} />
      <Card
        title={t('segments.rules')}
        note={segments.version ? t('rules.byVersion', { version: segments.version }) : t(`picture:segmentRule.${segments.rule}`)}
      >
        <p>{t('segments.rulesNote')}</p>
        {group.data && (
          <p style={{ marginTop: 10 }}>
            <Link to="/communities/$communityId/segment-rules" params={{ communityId: group.data.communityId }} search={{ channelId }}>
              <Button>{t('segments.openRules')}</Button>
            </Link>
          </p>
        )}
      </Card>
      <ZeroMessages channelId={channelId} picture={picture} />
    </div>
  );
}

function SegmentWeeks({ picture }: { picture: TabProps['picture'] }) {
  const { t } = useTranslation(['console', 'picture']);
  const { isDark } = useAppearanceContext();
  const weeks = picture.history?.segments ?? [];
  const option = useMemo(
    () =>
      segmentsOption(weeks, isDark, {
        active: t('picture:metric.active.name'),
        watching: t('picture:metric.watching.name'),
        lurking: t('picture:metric.lurking.name'),
      }),
    [weeks, isDark, t],
  );
  return (
    <Card title={<Metric name="segmentHistory" />} note={t('segments.weeksNote', { n: weeks.length })}>
      {weeks.length < 2 ? (
        <p className="sub">{t('segments.noWeeks')}</p>
      ) : (
        <Chart
          option={option}
          height={260}
          label={t('segments.label')}
          table={{
            columns: [t('segments.until'), ...names.map((name) => t(`picture:metric.${name}.name`))],
            rows: weeks.map((week) => [week.day, week.active, week.watching, week.lurking]),
          }}
          file="qunce-segments"
        />
      )}
    </Card>
  );
}

const PAGE = 50;

/** 零发言名单: on the roster, never wrote. */
function ZeroMessages({ channelId, picture }: TabProps) {
  const { t } = useTranslation();
  const roster = picture.members.roster !== null;
  const people = useInfiniteQuery({
    ...api.insights.people.infiniteOptions({
      input: (offset: number) => ({ channelId, neverSpoke: true, sort: 'name' as const, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length * PAGE : undefined),
    }),
    enabled: roster,
  });
  const shown = people.data?.pages.flatMap((page) => page.people) ?? [];
  const total = people.data?.pages[0]?.total ?? 0;
  return (
    <Card title={<Metric name="zeroMessage" />} note={roster ? t('segments.zero', { count: total, n: number(total) }) : undefined}>
      {!roster && (
        <p>
          {t('segments.needsRoster')}{' '}
          <Link to="/import" search={{ channelId }}>
            {t('segments.bringRoster')}
          </Link>
        </p>
      )}
      {people.error && <Problem error={people.error} retry={() => people.refetch()} />}
      {roster && people.isLoading && <Skeleton active />}
      {roster && people.data && total === 0 && <p className="sub">{t('segments.nobodySilent')}</p>}
      {shown.length > 0 && (
        <ul className="names columns">
          {shown.map(({ id, name }) => (
            <li key={id}>
              <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ person: id }}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {people.hasNextPage && (
        <Button loading={people.isFetchingNextPage} onClick={() => people.fetchNextPage()}>
          {t('segments.more')}
        </Button>
      )}
      <p className="frame">{t('segments.asOf', { day: day(picture.asOf, picture.zone) })}</p>
    </Card>
  );
}
