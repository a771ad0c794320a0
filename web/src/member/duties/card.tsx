import { useTranslation } from 'react-i18next';
import { Link } from '../route.tsx';
import { useDuties } from './mine.ts';

/** The way to one's duties, where something waits for the caller or where nothing does; nothing for those who have none. */
export default function DutyCard({ waits }: { waits: boolean }) {
  const { t } = useTranslation();
  const { answer } = useDuties();
  if (!answer || (answer.items.length === 0 && answer.rosters.length === 0 && answer.swaps.length === 0)) return null;
  const asked = answer.swaps.filter(({ mine }) => mine).length;
  if (waits !== answer.open + asked > 0) return null;
  return (
    <section className="card glance">
      <div>
        <h2>{t('duties.title')}</h2>
        <p>{t(answer.open > 0 ? 'duties.open' : 'duties.noneOpen', { count: answer.open })}</p>
        {asked > 0 && <p>{t('duties.asked', { count: asked })}</p>}
      </div>
      <Link className={answer.open > 0 ? 'main' : 'second'} href="/m/duties">
        {t('duties.look')}
      </Link>
    </section>
  );
}
