import { useTranslation } from 'react-i18next';
import { serverNow } from '../clock.ts';
import { longDayName } from '../days.ts';
import { Back, Notice, Section, Trouble, Waiting } from '../parts.tsx';
import './duties.css';
import { Item } from './item.tsx';
import { type DueItem, useDuties } from './mine.ts';
import { belongs, Swaps, shownTurns, Turns } from './turns.tsx';

const keyOf = ({ id, sourceId, squadId }: DueItem) => id ?? `${sourceId} ${squadId}`;
/** Civil day of the server's clock in a community's zone. */
const todayIn = (zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(serverNow());

/** 我的值日: today as a checklist, then what comes, and swapping turns. */
export default function Duties() {
  const { t } = useTranslation();
  const { answer, error, again } = useDuties();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { items, rosters, swaps } = answer;
  const now = items.filter(({ day, zone }) => day <= todayIn(zone));
  const toCome = items.filter((item) => !now.includes(item));
  const later = Map.groupBy(
    toCome.filter((item) => !rosters.some((roster) => shownTurns(roster).some((turn) => belongs(item, roster, turn)))),
    ({ day }) => day,
  );
  const nothing = items.length === 0 && rosters.length === 0 && swaps.length === 0;
  return (
    <div className="page">
      <Back to="me" />
      <h1>{t('duties.title')}</h1>
      {nothing ? (
        <Notice title={t('duties.nothing')}>
          <p>{t('duties.nothingHow')}</p>
        </Notice>
      ) : (
        <p className="lead">{t(answer.open > 0 ? 'duties.open' : 'duties.noneOpen', { count: answer.open })}</p>
      )}
      {swaps.length > 0 && <Swaps swaps={swaps} />}
      {now.length > 0 && (
        <Section title={t('duties.today')}>
          <ul className="lines">
            {now.map((item) => (
              <Item key={keyOf(item)} item={item} />
            ))}
          </ul>
        </Section>
      )}
      {rosters.map((roster) => (
        <Turns key={roster.id} roster={roster} toCome={toCome} />
      ))}
      {[...later].map(([day, ofDay]) => (
        <Section key={day} title={longDayName(day)}>
          <ul className="lines">
            {ofDay.map((item) => (
              <Item key={keyOf(item)} item={item} later />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
