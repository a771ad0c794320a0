/** A camp with a planted truth: what everybody's days are to be, and the acts, at their instants, that make them so. */
import { zoneClock } from '#vocabulary/zone';
import { Dice } from './dice.ts';

export interface CampSpec {
  zone: string;
  people: number;
  /** Civil day number of the first day. */
  start: number;
  days: number;
  /** Minutes after midnight; check-ins are taken from `opens`, on time before `closes`; a day ends at `boundary` of the next one. */
  opens: number;
  closes: number;
  boundary: number;
  /** From this day of the camp on (counted from 0) the window closes at `closes` instead. */
  change: { from: number; closes: number };
  tickets: number;
  /** Days back that may be made up. */
  ticketDays: number;
  leaves: number;
  /** How many come later, on day `lateDay`, and how many go, before anything of day `goneDay`. */
  late: number;
  lateDay: number;
  gone: number;
  goneDay: number;
}

/** `chat`: said in the group only; `corrected`: staff put it right the day after. */
export type CampDay = 'onTime' | 'late' | 'madeUp' | 'leave' | 'missed' | 'chat' | 'corrected' | 'outside';

export type CampAct =
  | { at: number; who: number; act: 'submit'; refused: boolean }
  | { at: number; who: number; act: 'undo' | 'join' | 'go' | 'say' }
  | { at: number; who: number; act: 'makeUp' | 'leave' | 'giveBack' | 'correct'; day: number }
  | { at: number; who: -1; act: 'change' | 'bring' };

export interface SimulatedCamp {
  /** By person, by day of the camp. */
  planted: CampDay[][];
  /** In the order of their instants. */
  acts: CampAct[];
}

const MINUTE = 60_000;
const WEEK = 7;

/** The same spec and seed make the same camp. */
export function simulateCamp(spec: CampSpec, seed: number): SimulatedCamp {
  const dice = new Dice(seed);
  const made = Array.from({ length: spec.people }, (_, who) => onePerson(spec, who, dice.fork()));
  const staff: CampAct[] = [{ at: instant(spec, spec.change.from - 1, 600), who: -1, act: 'change' }];
  // On the evening of every seventh day staff bring the chat of the week in.
  for (let day = WEEK - 1; day < spec.days; day += WEEK) staff.push({ at: instant(spec, day, 1350), who: -1, act: 'bring' });
  const acts = [...made.flatMap((person) => person.acts), ...staff].sort((a, b) => a.at - b.at);
  return { planted: made.map((person) => person.days), acts };
}

/** `minute` after midnight of a day of the camp; from 1440 on it is the night that still belongs to it. */
function instant({ zone, start }: CampSpec, day: number, minute: number): number {
  const date = new Date((start + day + Math.floor(minute / 1440)) * 86_400_000);
  const [hour, rest] = [Math.floor((minute % 1440) / 60), minute % 60];
  return zoneClock(zone).instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), hour, rest, 0);
}

function onePerson(spec: CampSpec, who: number, dice: Dice): { days: CampDay[]; acts: CampAct[] } {
  const from = who < spec.late ? spec.lateDay + 1 : 0;
  const until = who >= spec.people - spec.gone ? spec.goneDay : spec.days;
  const diligence = dice.between(0.3, 1);
  const acts: CampAct[] = [];
  if (from > 0) acts.push({ at: instant(spec, spec.lateDay, 720), who, act: 'join' });
  if (until < spec.days) acts.push({ at: instant(spec, until, spec.boundary + 1), who, act: 'go' });
  const left = { tickets: spec.tickets, leaves: spec.leaves };
  const days = Array.from({ length: spec.days }, (_, day): CampDay => {
    if (day < from || day >= until) return 'outside';
    const planted = plan(spec, day, until, left, diligence, dice);
    acts.push(...actsOf(spec, { who, day, from, until }, planted, dice));
    return planted;
  });
  return { days, acts };
}

function plan(
  { days }: CampSpec,
  day: number,
  until: number,
  left: { tickets: number; leaves: number },
  diligence: number,
  dice: Dice,
): CampDay {
  if (dice.chance(diligence)) return dice.chance(0.15) ? 'chat' : 'onTime';
  const otherwise = dice.unit();
  if (otherwise < 0.2) return 'late';
  // What happens on the day after needs one on which they still take part.
  const followed = day + 1 < Math.min(until, days);
  if (otherwise < 0.5 && followed && left.tickets > 0) {
    left.tickets -= 1;
    return 'madeUp';
  }
  if (otherwise < 0.7 && left.leaves > 0) {
    left.leaves -= 1;
    return 'leave';
  }
  return otherwise < 0.75 && followed ? 'corrected' : 'missed';
}

interface PersonDay {
  who: number;
  day: number;
  /** First day, and the one after the last, on which they take part. */
  from: number;
  until: number;
}

function actsOf(spec: CampSpec, { who, day, from, until }: PersonDay, planted: CampDay, dice: Dice): CampAct[] {
  const { opens, boundary, change, ticketDays } = spec;
  const closes = day >= change.from ? change.closes : spec.closes;
  const at = (minute: number, onDay = day) => instant(spec, onDay, minute);
  const within = at(dice.whole(opens, closes - 3));
  const submit = (when: number, refused = false): CampAct => ({ at: when, who, act: 'submit', refused });
  if (planted === 'onTime') {
    const acts = [submit(within)];
    if (dice.chance(0.1)) acts.unshift(submit(at(opens - 20), true));
    // Pressed on two devices at once, pressed again later, taken back and sent anew.
    if (dice.chance(0.1)) acts.push(submit(within));
    if (dice.chance(0.1)) acts.push(submit(at(closes + 30)));
    if (dice.chance(0.1)) acts.push({ at: within + MINUTE, who, act: 'undo' }, submit(within + 2 * MINUTE));
    // Said in the group as well.
    if (dice.chance(0.2)) acts.push({ at: within + MINUTE, who, act: 'say' });
    return acts;
  }
  if (planted === 'chat') return [{ at: within, who, act: 'say' }];
  if (planted === 'late') return [submit(at(dice.whole(closes, boundary + 1440 - 1)))];
  if (planted === 'leave') {
    const leave: CampAct = { at: day > from && dice.chance(0.5) ? at(1260, day - 1) : at(opens + 5), who, act: 'leave', day };
    if (dice.chance(0.8)) return [leave];
    return [leave, { ...leave, at: leave.at + MINUTE, act: 'giveBack' }, { ...leave, at: leave.at + 2 * MINUTE }];
  }
  if (planted === 'madeUp') return [{ at: at(1290, dice.whole(day + 1, Math.min(day + ticketDays, until - 1))), who, act: 'makeUp', day }];
  if (planted === 'corrected') return [{ at: at(720, day + 1), who, act: 'correct', day }];
  return [];
}
