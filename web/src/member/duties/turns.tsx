import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeIn } from '../../shared/times.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import type { DueItem, Roster, Swap } from './mine.ts';

type Turn = Roster['turns'][number];
const spanName = ({ turn, to }: Pick<Turn, 'turn' | 'to'>) => (turn === to ? dayName(turn) : `${dayName(turn)}–${dayName(to)}`);

/** The caller's next turns. */
export const shownTurns = ({ turns }: Roster) => turns.filter(({ mine }) => mine).slice(0, 6);
export const belongs = (item: DueItem, roster: Roster, { turn }: Turn) =>
  item.source === 'roster' && item.sourceId === roster.id && item.turn === turn;

/** Swaps that wait: for the caller's answer, or for somebody else's. */
export function Swaps({ swaps }: { swaps: readonly Swap[] }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const answer = (swapId: string, agree: boolean) => void act(() => call.duties.answerSwap({ swapId, agree }, patience()));
  return (
    <Section title={t('duties.swaps')}>
      <ul className="lines">
        {swaps.map(({ id, mine, by, of, turn, otherTurn, roster }) => (
          <li key={id}>
            <span>
              {t(mine ? 'duties.swapAsked' : 'duties.swapAsking', {
                name: (mine ? by : of).nickname,
                theirs: dayName(mine ? turn : otherTurn),
                yours: dayName(mine ? otherTurn : turn),
                roster,
              })}
            </span>
            <span className="choices-row">
              {mine && (
                <button type="button" className="main" disabled={busy} onClick={() => answer(id, true)}>
                  {t('duties.agree')}
                </button>
              )}
              <button type="button" className="second" disabled={busy} onClick={() => answer(id, false)}>
                {t(mine ? 'duties.decline' : 'duties.takeBack')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <Problem of={problem} />
    </Section>
  );
}

/** The caller's turns to come in one roster, what is to be done in each, and asking somebody to swap. */
export function Turns({ roster, toCome }: { roster: Roster; toCome: readonly DueItem[] }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Turn | null>(null);
  return (
    <Section title={roster.name} note={roster.community}>
      <ul className="lines">
        {shownTurns(roster).map((turn) => (
          <li key={turn.turn}>
            <div className="duty-line">
              <b>{spanName(turn)}</b>
              <button type="button" className="second" onClick={() => setAsking(turn)}>
                {t('duties.swap')}
                <span className="visually-hidden">{spanName(turn)}</span>
              </button>
            </div>
            {toCome
              .filter((item) => belongs(item, roster, turn))
              .map(({ id, day, zone, dueAt, title }) => (
                <p key={id} className="quiet-text">
                  {[turn.turn === turn.to ? '' : dayName(day), timeIn(zone, dueAt), title].filter((part) => part !== '').join(' ')}
                </p>
              ))}
          </li>
        ))}
      </ul>
      {asking && <Asking roster={roster} turn={asking} onClose={() => setAsking(null)} />}
    </Section>
  );
}

function Asking({ roster, turn, onClose }: { roster: Roster; turn: Turn; onClose: () => void }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const others = roster.turns.filter(({ mine, person }) => !mine && person !== null && !person.gone);
  const ask = async (otherTurn: string) => {
    if (await act(() => call.duties.askSwap({ dutyRosterId: roster.id, turn: turn.turn, otherTurn }, patience()))) onClose();
  };
  return (
    <Sheet title={t('duties.swapWhich', { turn: spanName(turn) })} onClose={onClose}>
      <p>{t(others.length === 0 ? 'duties.nobodyElse' : 'duties.swapHow')}</p>
      <ul className="lines">
        {others.map((other) => (
          <li key={other.turn}>
            <div className="duty-line">
              <span>
                {spanName(other)} · {other.person?.nickname}
              </span>
              <button type="button" className="second" disabled={busy} onClick={() => void ask(other.turn)}>
                {t('duties.ask')}
                <span className="visually-hidden">
                  {other.person?.nickname} {spanName(other)}
                </span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      <Problem of={problem} />
    </Sheet>
  );
}
