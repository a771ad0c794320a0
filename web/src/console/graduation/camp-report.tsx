import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number, percent } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import './camp-report.css';

type Report = InferContractRouterOutputs<Contract>['reports']['camp'];
type Say = (key: string, values?: Record<string, unknown>) => string;
interface Parts {
  report: Report;
  say: Say;
}

/** 营期报告: what a camp was, for those who run it; its words are those of the printable page. */
export function CampReport({ campaignId }: { campaignId: string }) {
  const { t, i18n } = useTranslation();
  const query = useQuery(api.reports.camp.queryOptions({ input: { campaignId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const report = query.data;
  const say: Say = (key, values) => t(`picture:camp.${key}`, { ...values });
  const { people, checkins, gaps } = report;
  const lead =
    checkins.rate === null
      ? say('leadNone')
      : say('lead', {
          people: number(people.all),
          checkedIn: number(people.checkedIn),
          counted: number(checkins.counted),
          rate: checkins.rate,
        });
  const address = `/api/v1/campaigns/${campaignId}/report.html?${new URLSearchParams({ language: i18n.language })}`;
  return (
    <div className="grid one-column">
      <Card title={say('title')} note={report.over ? undefined : say('until', { day: report.until })}>
        <div className="report-head">
          <p className="weekly-lead">{lead}</p>
          <div className="filters">
            <Button href={address} download>
              {say('html')}
            </Button>
          </div>
          <p className="sub">{say('staffOnly')}</p>
        </div>
      </Card>
      <div className="grid split">
        <Next report={report} say={say} />
        <Card title={say('gaps')}>
          <ul className="names">
            {gaps.map(({ code, count }) => (
              <li key={code}>{say(`gap.${code}`, { n: number(count) })}</li>
            ))}
          </ul>
        </Card>
      </div>
      <div className="grid split">
        <Happened report={report} say={say} />
        <Days report={report} say={say} />
      </div>
      <div className="grid split">
        <StoodOut report={report} say={say} />
        <Lost report={report} say={say} />
      </div>
      <Rituals report={report} say={say} />
      <p className="sub">{say('asOf', { moment: dateTime(report.madeAt, report.zone), zone: report.zone })}</p>
    </div>
  );
}

function Next({ report: { conclusions }, say }: Parts) {
  return (
    <Card title={say('conclusions')}>
      {conclusions.length === 0 && <p className="sub">{say('conclusionsNone')}</p>}
      {conclusions.map(({ code, values, sure }, index) => (
        <div className="todo" key={code}>
          <span className="rank">{index + 1}</span>
          <div>
            <div className="what">
              {say(`conclusion.${code}.title`, values)} {!sure && <span className="tag amber">{say('hint')}</span>}
            </div>
            <div className="frame">{say(`conclusion.${code}.why`, values)}</div>
          </div>
        </div>
      ))}
    </Card>
  );
}

function Happened({ report: { people, checkins, completion }, say }: Parts) {
  const all = say('ofPeople', { people: number(people.all) });
  const rows: [string, string, string?][] = [
    ['people', number(people.all)],
    ['checkedIn', number(people.checkedIn), all],
    ['left', number(people.left), all],
    ['rate', percent(checkins.rate), say('ofPossible', { counted: number(checkins.counted), possible: number(checkins.possible) })],
    ['met', number(completion.met), say('metBy', { need: number(completion.need) })],
    ['certificates', number(completion.awarded)],
    ['late', number(checkins.late)],
    ['madeUp', number(checkins.madeUp)],
    ['leave', number(checkins.leave)],
  ];
  return (
    <Card title={say('happened')}>
      <dl className="report-figures">
        {rows.map(([key, value, note]) => (
          <div key={key}>
            <dt>{say(`figure.${key}`)}</dt>
            <dd>
              <b>{value}</b> {note && <span className="frame">{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

const HEIGHT = 100;

/** A bar a day: who checked in, of those who were there. The weeks below say the same as text. */
function Days({ report: { days, weeks }, say }: Parts) {
  const most = Math.max(1, ...days.map(({ people }) => people));
  const high = (value: number) => (value / most) * HEIGHT;
  return (
    <Card title={say('days')}>
      <svg
        className="report-days"
        viewBox={`0 0 ${days.length * 10} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('days')}
      >
        {days.map(({ day, counted, people }, index) => (
          <g key={day}>
            <title>{say('dayRow', { day, counted: number(counted), people: number(people) })}</title>
            <rect x={index * 10 + 1} width="8" y={HEIGHT - high(people)} height={high(people)} className="there" />
            <rect x={index * 10 + 1} width="8" y={HEIGHT - high(counted)} height={high(counted)} className="done" />
          </g>
        ))}
      </svg>
      <ul className="report-weeks">
        {weeks.map(({ week, from, to, counted, possible, rate }) => (
          <li key={week}>
            <span>
              {say('week', { week })}{' '}
              <span className="frame">
                {from.slice(5)} – {to.slice(5)}
              </span>
            </span>
            <span>
              <b>{percent(rate)}</b>{' '}
              <span className="frame">{say('weekRow', { counted: number(counted), possible: number(possible) })}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function StoodOut({ report: { stoodOut }, say }: Parts) {
  return (
    <Card title={say('stoodOut')}>
      {stoodOut.length === 0 && <p className="sub">{say('stoodOutNone')}</p>}
      <ul className="report-people">
        {stoodOut.map(({ enrolmentId, nickname, evidence }) => (
          <li key={enrolmentId}>
            <b>{nickname}</b>
            <div className="frame">{evidence.map(({ code, count }) => say(`evidence.${code}`, { n: number(count) })).join(' · ')}</div>
          </li>
        ))}
      </ul>
      {stoodOut.length > 0 && <p className="sub">{say('stoodOutNote')}</p>}
    </Card>
  );
}

function Lost({ report: { lost, lostAll }, say }: Parts) {
  const more = lostAll - lost.length;
  return (
    <Card title={say('lost')} note={lostAll > 0 ? number(lostAll) : undefined}>
      {lost.length === 0 && <p className="sub">{say('lostNone')}</p>}
      <ul className="report-people">
        {lost.map(({ enrolmentId, nickname, how, lastDay, leftOn, notes, notedOn }) => (
          <li key={enrolmentId}>
            <b>{nickname}</b>{' '}
            <span>
              {[say(`how.${how}`, { day: leftOn }), lastDay !== null && say('lastDay', { day: lastDay })].filter(Boolean).join(' · ')}
            </span>
            <div className="frame">{notes === 0 ? say('noNotes') : say('notes', { n: number(notes), day: notedOn })}</div>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{say('lostMore', { n: number(more) })}</p>}
      {lost.length > 0 && <p className="sub">{say('lostNote')}</p>}
    </Card>
  );
}

function Rituals({ report: { rituals, duties, zone }, say }: Parts) {
  return (
    <Card title={say('rituals')}>
      {rituals.length === 0 && <p className="sub">{say('ritualsNone')}</p>}
      <ul className="report-people">
        {rituals.map(({ name, at, items, done }) => (
          <li key={`${name} ${at}`}>
            <b>{name}</b>{' '}
            <span className="frame">
              {dateTime(at, zone)} · {say('ritualRow', { items: number(items), done: number(done) })}
            </span>
          </li>
        ))}
      </ul>
      {duties.items > 0 && (
        <p>{say('dutiesRow', { items: number(duties.items), done: number(duties.done), missed: number(duties.missed) })}</p>
      )}
    </Card>
  );
}
