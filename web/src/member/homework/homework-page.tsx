import { useTranslation } from 'react-i18next';
import { useNow } from '../clock.ts';
import { momentIn } from '../days.ts';
import { useMine } from '../mine.ts';
import { Back, Section, Trouble, Waiting } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import { contentLines } from '../rules.ts';
import { Consent } from './consent.tsx';
import { Due } from './due.tsx';
import { OwnGrade } from './grade.tsx';
import './homework.css';
import { asksOf, type Own, useOwn } from './mine.ts';
import { OwnWork } from './own-work.tsx';
import { Received } from './received.tsx';
import { Rubric } from './rubric.tsx';
import { ToGive } from './to-give.tsx';

/** One assignment: what is asked, the own work, reviews to give, reviews received, the grade. */
export default function HomeworkPage() {
  const id = useRoute().query.get('assignment') ?? '';
  const { answer, error, again } = useOwn(id);
  const mine = useMine();
  const now = useNow();
  if (!answer || !mine.answer) {
    const problem = error ?? mine.error;
    return problem ? <Trouble error={problem} again={again} /> : <Waiting />;
  }
  const who = mine.answer.enrolments.find(({ communityId }) => communityId === answer.communityId)?.enrolmentId ?? '';
  return (
    <div className="page">
      <Back to="course" />
      <h1>{answer.title}</h1>
      <Asked own={answer} now={now} />
      <OwnWork key={who} own={answer} who={who} now={now} />
      {answer.policy.reviews > 0 && <ToGive own={answer} />}
      {answer.submission && <Received own={answer} />}
      {answer.submission && answer.policy.graded && <OwnGrade own={answer} />}
      {answer.feature && <Consent own={answer} feature={answer.feature} />}
    </div>
  );
}

function Asked({ own, now }: { own: Own; now: number }) {
  const { t } = useTranslation();
  const { asked, policy, zone, closesAt } = own;
  const lines = contentLines(asksOf(own));
  const how = [
    policy.reviews === 0 ? t('homework.how.none') : t('homework.how.reviews', { count: policy.reviews }),
    t(policy.graded ? 'homework.how.graded' : 'homework.how.comments'),
    policy.authorsHidden && t('homework.how.authorsHidden'),
    policy.reviewersHidden && t('homework.how.reviewersHidden'),
    policy.reviews > 0 && policy.giveFirst && t('homework.how.giveFirst'),
    policy.reviews > 0 && policy.seen === 'afterwards' && t('homework.how.afterwards', { at: momentIn(zone, closesAt) }),
  ];
  return (
    <Section title={t('homework.asked')} note={own.community}>
      <div className="homework-part">
        {asked && <p className="written">{asked}</p>}
        <Due of={own} now={now} />
        <p>{lines.length > 0 ? t('homework.bring', { what: lines.join(t('list.comma')) }) : t('homework.bringNothing')}</p>
        <ul className="quiet-text">{how.map((line) => line && <li key={line}>{line}</li>)}</ul>
        <Rubric rubric={policy.rubric} graded={policy.graded} />
      </div>
    </Section>
  );
}
