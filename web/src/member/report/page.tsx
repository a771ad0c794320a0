import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { fullDayName } from '../days.ts';
import { chosen, useToday } from '../mine.ts';
import { Back, CampaignPicker, Notice, Section, Trouble, Waiting } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import { ReportCard } from './card.tsx';
import './report.css';

export type Report = Awaited<ReturnType<typeof call.reports.mine>>;

/** 我的营期报告: what the caller did in a campaign, and what others said to it. */
export default function ReportPage() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = useToday();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const campaign = chosen(answer.campaigns, query.get('campaign'));
  return (
    <div className="page">
      <Back to="me" />
      <h1>{t('report.title')}</h1>
      {campaign ? (
        <>
          <CampaignPicker campaigns={answer.campaigns} current={campaign.id} to="/m/report" />
          <Told key={campaign.id} campaignId={campaign.id} />
        </>
      ) : (
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      )}
    </div>
  );
}

function Told({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`report ${campaignId}`, () => call.reports.mine({ campaignId }, patience()));
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { days, campaign, over, startsOn, endsOn } = answer;
  const span = t('report.span', { from: fullDayName(startsOn), to: fullDayName(endsOn) });
  if (days === 0)
    return (
      <Notice title={campaign}>
        <p>{t(over ? 'report.noneOver' : 'report.none')}</p>
        <p className="quiet-text">{span}</p>
      </Notice>
    );
  return (
    <>
      <p className="lead">{t(over ? 'report.leadOver' : 'report.lead', { count: days, campaign })}</p>
      <p className="quiet-text">{span}</p>
      <Figures report={answer} />
      <Milestones report={answer} />
      <Praises report={answer} />
      <MostLiked report={answer} />
      <ReportCard report={answer} />
    </>
  );
}

/** What there is none of is not spoken of. */
function Figures({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { place } = report;
  const shown = (['days', 'best', 'praised', 'liked', 'likes', 'duties'] as const).filter((key) => report[key] > 0);
  return (
    <section className="card">
      <dl className="report-figures">
        {shown.map((key) => (
          <div key={key}>
            <dt>{t(`report.figure.${key}`)}</dt>
            <dd>{t(`report.value.${key}`, { count: report[key] })}</dd>
          </div>
        ))}
        {place && (
          <div>
            <dt>{t('report.figure.place')}</dt>
            <dd>{t('report.place', place)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Milestones({ report: { milestones } }: { report: Report }) {
  const { t } = useTranslation();
  return (
    <Section title={t('report.milestones')}>
      <ul className="lines">
        {milestones.map(({ code, on }) => (
          <li key={code}>
            <b>{t(`report.milestone.${code}`)}</b>
            <span className="quiet-text">{fullDayName(on)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Praises({ report: { praises } }: { report: Report }) {
  const { t } = useTranslation();
  if (praises.length === 0) return null;
  return (
    <Section title={t('report.praises')}>
      <ul className="lines">
        {praises.map(({ text, by, at }) => (
          <li key={`${at} ${text}`}>
            <span>{text}</span>
            <span className="quiet-text">{by === null ? t('report.byStaff') : by}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MostLiked({ report: { mostLiked } }: { report: Report }) {
  const { t } = useTranslation();
  if (!mostLiked) return null;
  return (
    <Section title={t('report.mostLiked')}>
      {mostLiked.text !== '' && <blockquote className="liked">{mostLiked.text}</blockquote>}
      <p className="quiet-text">
        {fullDayName(mostLiked.day)} · {t('report.value.liked', { count: mostLiked.likes })}
      </p>
    </Section>
  );
}
