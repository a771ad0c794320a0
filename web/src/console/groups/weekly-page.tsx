import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Select, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { useAppearanceContext } from '../../shared/appearance.ts';
import { Card, Figure, StageTag } from '../../shared/card.tsx';
import { Chart } from '../../shared/charts/chart.tsx';
import { weeksOption } from '../../shared/charts/options.ts';
import { DrawnPictureButton } from '../../shared/drawn-picture.tsx';
import { dateTime, number, percent } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useSuggestionWords } from '../../shared/suggestion.tsx';
import './groups.css';

type Report = NonNullable<InferContractRouterOutputs<Contract>['insights']['weekly']['report']>;
const separator = 'list.separator';

/** 周报: one civil week of a group, for its staff; the card for the group itself is behind a button of its own. */
export function WeeklyPage() {
  const { t, i18n } = useTranslation();
  const { channelId } = useParams({ from: '/inside/groups/$channelId/weekly' });
  const { week } = useSearch({ from: '/inside/groups/$channelId/weekly' });
  const navigate = useNavigate();
  const weekly = useQuery(api.insights.weekly.queryOptions({ input: { channelId, ...(week && { week }) } }));
  if (weekly.error) return <Problem error={weekly.error} retry={() => weekly.refetch()} />;
  if (!weekly.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { name, report } = weekly.data;
  const query = new URLSearchParams({ language: i18n.language, ...(report && { week: report.week.from }) });
  return (
    <>
      <PageHead title={t('picture:weekly.titleOf', { group: name })} sub={report && t('picture:weekly.span', report.week)}>
        <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'overview' }}>
          <Button>{t('weekly.back')}</Button>
        </Link>
        {report && (
          <>
            <Select
              aria-label={t('weekly.choose')}
              value={report.week.from}
              style={{ minWidth: 140 }}
              onChange={(to: string) => navigate({ to: '/groups/$channelId/weekly', params: { channelId }, search: { week: to } })}
              options={[...new Set([report.week.from, ...report.known])]
                .sort((a, b) => (a < b ? 1 : -1))
                .map((monday) => ({ value: monday, label: monday }))}
            />
            <Button href={`/api/v1/channels/${channelId}/weekly.html?${query}`} download>
              {t('weekly.html')}
            </Button>
            <DrawnPictureButton
              primary
              address={`/api/v1/channels/${channelId}/weekly.png?${query}`}
              file={name}
              words={{
                open: t('weekly.card'),
                title: t('weekly.cardTitle'),
                note: t('weekly.cardNote'),
                alt: t('weekly.cardAlt', { name }),
              }}
            />
          </>
        )}
      </PageHead>
      {report ? <Body channelId={channelId} report={report} /> : <Card>{t('weekly.none')}</Card>}
    </>
  );
}

function Body({ channelId, report }: { channelId: string; report: Report }) {
  const { t } = useTranslation();
  const { isDark } = useAppearanceContext();
  const say = (key: string, values?: Record<string, unknown>) => t(`picture:weekly.${key}`, { ...values });
  const { spoke, newcomers, checkins, questions, week } = report;
  const shownWeeks = report.weeks;
  return (
    <div className="grid one-column">
      <p className="weekly-lead">{spokeSentence(spoke, say)}</p>
      {report.gaps.length > 0 && (
        <Card title={say('gaps')}>
          <ul className="names">
            {report.gaps.map((gap) => (
              <li key={gap}>{say(`gap.${gap}`)}</li>
            ))}
          </ul>
        </Card>
      )}
      <div className="grid kpis-even">
        <Figure
          name="speakers"
          label={say('spoke')}
          value={number(spoke.now)}
          frame={[
            spoke.before !== null && say('before', { count: spoke.before }),
            spoke.messages !== null && say('messages', { shown: number(spoke.messages) }),
          ]
            .filter(Boolean)
            .join(' · ')}
          {...(spoke.now !== null &&
            spoke.before !== null &&
            spoke.now !== spoke.before && { tone: spoke.now > spoke.before ? ('up' as const) : ('down' as const) })}
        />
        <Figure
          name="newcomersAnswered"
          label={say('newcomers')}
          value={number(newcomers.total)}
          frame={
            newcomers.total === 0
              ? say('newcomersNone')
              : newcomers.answered === null
                ? say('newcomersUnknown')
                : say('newcomersAnswered', { answered: newcomers.answered })
          }
        >
          {newcomers.waiting.length > 0 && (
            <span>{say('newcomersWaiting', { names: newcomers.waiting.map((one) => one.name).join(t(`picture:${separator}`)) })}</span>
          )}
        </Figure>
        <Figure
          name="openQuestions"
          label={say('questions')}
          value={number(questions.open)}
          frame={questions.open === null ? say('questionsUnknown') : say('questionsFrame')}
        />
        <Figure
          name="checkins"
          label={say('checkins')}
          value={number(checkins.now)}
          frame={
            checkins.now === 0 ? say('checkinsNone') : checkins.before === null ? '' : say('checkinsBefore', { count: checkins.before })
          }
        />
      </div>
      <div className="grid split">
        <Card title={say('weeks', { count: shownWeeks.length })}>
          <Chart
            option={weeksOption(shownWeeks, isDark, {
              speakers: t('chart.speakers'),
              newSpeakers: t('chart.newSpeakers'),
              gap: t('chart.gap'),
              partial: t('chart.partial'),
            })}
            height={220}
            label={say('weeks', { count: shownWeeks.length })}
            file={`weekly-${week.from}`}
            table={{
              columns: [t('chart.week'), t('chart.speakers'), t('chart.newSpeakers'), t('chart.messages')],
              rows: shownWeeks.map((one) =>
                one.covered ? [one.week, one.speakers, one.newSpeakers, one.messages] : [one.week, null, null, null],
              ),
            }}
          />
        </Card>
        <Standing report={report} say={say} />
      </div>
      <div className="grid split">
        <Next channelId={channelId} report={report} say={say} />
        <Card title={say('stoodOut')}>
          {report.stoodOut.length === 0 && (
            <p className="sub">{report.gaps.includes('notLatest') ? say('gap.notLatest') : say('stoodOutNone')}</p>
          )}
          <ul className="weekly-people">
            {report.stoodOut.map(({ id, name, why, value }) => (
              <li key={id}>
                <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ person: id }}>
                  {name}
                </Link>
                <span className="sub">{say(`why.${why}`, { count: value })}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
      {questions.rows.length > 0 && (
        <Card title={say('questions')} note={say('questionsFrame')}>
          <ul className="evidence">
            {questions.rows.map(({ at, person, text }) => (
              <li key={`${at}${person.id}`}>
                {dateTime(at, report.zone)} ·{' '}
                <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ person: person.id }}>
                  {person.name}
                </Link>
                {say('colon')}
                <q>{text}</q>
              </li>
            ))}
          </ul>
          {questions.open !== null && questions.open > questions.rows.length && (
            <p className="sub">{say('questionsMore', { count: questions.open - questions.rows.length })}</p>
          )}
        </Card>
      )}
      <p className="sub">
        {say('asOf', { moment: dateTime(report.asOf, report.zone), zone: report.zone })} {say('staffOnly')}
      </p>
    </div>
  );
}

type Say = (key: string, values?: Record<string, unknown>) => string;

function spokeSentence({ now, before }: Report['spoke'], say: Say): string {
  if (now === null) return say('spokeSentence.unknown');
  if (before === null) return say('spokeSentence.only', { now });
  if (now === before) return say('spokeSentence.same', { now });
  return now > before ? say('spokeSentence.more', { now, by: now - before }) : say('spokeSentence.fewer', { now, by: before - now });
}

function Standing({ report, say }: { report: Report; say: Say }) {
  const { stage, outlook, atRisk, gaps } = report;
  if (gaps.includes('notLatest')) return <Card title={say('stage')}>{say('gap.notLatest')}</Card>;
  return (
    <Card title={say('stage')}>
      <p>{stage ? <StageTag stage={stage.stage} trend={stage.trend} /> : say('stageUnknown')}</p>
      <p style={{ margin: '8px 0' }}>
        {outlook ? say('outlook', { low: percent(outlook.interval[0]), high: percent(outlook.interval[1]) }) : say('outlookNone')}
      </p>
      {atRisk !== null && <p>{atRisk > 0 ? say('atRisk', { count: atRisk }) : say('atRiskNone')}</p>}
    </Card>
  );
}

function Next({ channelId, report, say }: { channelId: string; report: Report; say: Say }) {
  const words = useSuggestionWords();
  if (report.next.length === 0) {
    return <Card title={say('next')}>{report.gaps.includes('notLatest') ? say('nextOld') : say('nextNone')}</Card>;
  }
  return (
    <Card title={say('next')}>
      {report.next.map((doing) => {
        const { title, why, todo } = words(doing);
        return (
          <div className="todo" key={doing.kind}>
            <span className="rank">{doing.rank}</span>
            <div>
              <div className="what">{title}</div>
              <div className="frame">{why}</div>
              <div>{todo}</div>
              {doing.people.length > 0 && (
                <div className="frame">
                  {doing.people.slice(0, 5).map(({ id, name }, at) => (
                    <span key={id}>
                      {at > 0 && ' · '}
                      <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ person: id }}>
                        {name}
                      </Link>
                    </span>
                  ))}
                </div>
              )}
            </div>
          </div>
        );
      })}
    </Card>
  );
}
