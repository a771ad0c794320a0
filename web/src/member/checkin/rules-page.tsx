import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { wallName } from '../../shared/times.ts';
import { serverNow } from '../clock.ts';
import { dayName, zoneName } from '../days.ts';
import { type Campaign, chosen, useToday } from '../mine.ts';
import { Notice, Trouble, Waiting } from '../parts.tsx';
import { Link, useRoute } from '../route.tsx';
import { contentLines, windowLine } from '../rules.ts';

/** The rules in plain sentences, made from the rules themselves. */
export default function RulesPage() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = useToday();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const campaign = chosen(answer.campaigns, query.get('campaign'));
  if (!campaign)
    return (
      <div className="page">
        <h1>{t('rules.title')}</h1>
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      </div>
    );
  return (
    <div className="page">
      <Link className="back" href={`/m/checkin?campaign=${campaign.id}`}>
        {t('rules.back')}
      </Link>
      <h1>{t('rules.of', { name: campaign.name })}</h1>
      <div className="card">
        <dl className="sentences">
          {sentencesOf(campaign).map(([key, sentence]) => (
            <div key={key}>
              <dt>{t(`rules.${key}.name`)}</dt>
              <dd>{sentence}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

function sentencesOf({ policy, goal, startsOn, endsOn, days }: Campaign): [string, string][] {
  const t = i18next.t;
  const { boundary, late, needPerWeek, tickets, ticketDays, leaves, chat } = policy;
  const content = contentLines(policy);
  const found: [string, string | false][] = [
    ['goal', goal],
    ['days', t('rules.days.say', { from: dayName(startsOn), to: dayName(endsOn), count: days })],
    ['window', t('rules.window.say', { window: windowLine(policy), zone: zoneName(policy.zone, serverNow()) })],
    ['boundary', boundary !== '00:00' && t('rules.boundary.say', { time: wallName(boundary) })],
    ['late', t(`rules.late.${late}`)],
    ['content', content.length > 0 ? t('rules.content.say', { what: content.join(t('list.comma')) }) : t('rules.content.nothing')],
    ['week', needPerWeek === 7 ? t('rules.week.every') : t('rules.week.say', { count: needPerWeek, free: 7 - needPerWeek })],
    ['streak', t('rules.streak.say')],
    ['tickets', tickets > 0 && ticketDays > 0 ? t('rules.tickets.say', { count: tickets, days: ticketDays }) : t('rules.tickets.none')],
    ['leaves', leaves > 0 ? t('rules.leaves.say', { count: leaves }) : t('rules.leaves.none')],
    ['once', t('rules.once.say')],
    ['chat', chat !== null && (chat.keywords.length > 0 || chat.jielong) && chatSentence(chat)],
  ];
  return found.filter((row): row is [string, string] => typeof row[1] === 'string' && row[1] !== '');
}

function chatSentence({ keywords, jielong }: { keywords: string[]; jielong: boolean }): string {
  const t = i18next.t;
  const said = keywords.map((word) => t('rules.chat.word', { word })).join(t('list.or'));
  const ways = [...(said ? [t('rules.chat.say', { said })] : []), ...(jielong ? [t('rules.chat.jielong')] : [])];
  return t('rules.chat.counts', { ways: ways.join(t('list.or')) });
}
