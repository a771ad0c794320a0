import { useTranslation } from 'react-i18next';
import { ladderWords } from '../../shared/credit-words.ts';
import { fullDayName } from '../days.ts';
import { Notice, Section, Trouble, Waiting } from '../parts.tsx';
import { OfCommunity } from '../welcome/of-community.tsx';
import './credit.css';
import { EntryLine } from './entry.tsx';
import { Exam } from './exam.tsx';
import { type Licence, useLicences } from './mine.ts';
import RulesChanged from './rules-changed.tsx';

/** 信用分与申诉: the licence with its points, every entry, the rules, the exam; seen by nobody but its holder and staff. */
export default function CreditPage() {
  const { t } = useTranslation('credit');
  return (
    <OfCommunity page="credit" title={() => t('mine.title')}>
      {({ communityId }) => <Credit key={communityId} communityId={communityId} />}
    </OfCommunity>
  );
}

function Credit({ communityId }: { communityId: string }) {
  const { t } = useTranslation('credit');
  const { answer, error, again } = useLicences();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const licence = answer.licences.find((one) => one.communityId === communityId);
  if (!licence) return <Notice title={t('mine.none')} />;
  const { entries, rules, times } = licence;
  const broken = new Map(times.map(({ number, have }) => [number, have]));
  return (
    <>
      <RulesChanged communityId={communityId} />
      <Standing licence={licence} />
      <Exam licence={licence} />
      <Section title={t('mine.ledger')}>
        {entries.length === 0 && <p>{t('person.empty')}</p>}
        <ul className="lines">
          {entries.map((entry) => (
            <EntryLine key={entry.id} entry={entry} />
          ))}
        </ul>
      </Section>
      <Section title={t('mine.rules')} note={t('rules.note', { version: rules.version })}>
        <p className="quiet-text">{t('rules.appeal', rules.appeal)}</p>
        <p className="quiet-text">{t('rules.exam', rules.exam)}</p>
        <ul className="lines">
          {rules.rules.map(({ number, name, text, steps, withinDays }) => (
            <li key={number}>
              <b>{t('rule.named', { number, name })}</b>
              <span>{text}</span>
              <span className="quiet-text">
                {ladderWords(t, steps).join(t('mine.and'))} · {t('rule.within', { days: withinDays })}
                {(broken.get(number) ?? 0) > 0 && ` · ${t('mine.times', { count: broken.get(number) })}`}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

const MARKS = Array.from({ length: 12 }, (_, at) => at + 1);

/** Twelve points as on a licence: a mark for each that is left. */
function Standing({ licence: { community, standing } }: { licence: Licence }) {
  const { t } = useTranslation('credit');
  const { balance, full, suspendedSince, renewsOn } = standing;
  return (
    <section className="card licence">
      <p className="quiet-text">{community}</p>
      <p className="licence-points">
        <b>{t('mine.points', { balance })}</b> <span className="quiet-text">{t('mine.of')}</span>
      </p>
      <div className="licence-marks" aria-hidden="true">
        {MARKS.map((mark) => (
          <span key={mark} className={mark <= balance ? 'left' : ''} />
        ))}
      </div>
      {suspendedSince !== null ? (
        <p className="warn">{t('mine.suspended')}</p>
      ) : (
        balance < full && <p>{t('mine.renews', { day: fullDayName(renewsOn) })}</p>
      )}
      <p className="quiet-text">
        {t('mine.onlyYou')}
        <br />
        {t('mine.notPoints')}
      </p>
    </section>
  );
}
