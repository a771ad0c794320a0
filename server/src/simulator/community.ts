/** One community from its description and a seed: the same in, the same out. */
import { checkIn } from './checkins.ts';
import { Conversation } from './conversation.ts';
import { Dice } from './dice.ts';
import { advertise, comeAndGo } from './incidents.ts';
import { population } from './people.ts';
import { Rhythm, weeksOf } from './rhythm.ts';
import { Rows } from './rows.ts';
import type { CommunitySpec, SimulatedChat } from './spec.ts';

/** @param end epoch ms at which the record breaks off */
export function simulate(spec: CommunitySpec, seed: number, end: number): SimulatedChat {
  const dice = new Dice(seed);
  const weeks = weeksOf(spec, end, dice.fork());
  const rhythm = new Rhythm(spec, weeks);
  const members = population(spec, weeks, rhythm, end, dice.fork());
  const rows = new Rows();
  new Conversation(spec, members, rhythm, rows, dice.fork()).run(weeks);
  const checkins = checkIn(spec, members, weeks, rhythm, rows, end, dice.fork());
  comeAndGo(spec, members, rhythm, rows, dice.fork());
  const spammers = advertise(spec, weeks, rhythm, rows, end, dice.fork());
  return {
    name: spec.name,
    zone: spec.zone,
    rows: rows.until(end),
    members: [...members, ...spammers],
    weeks: weeks.map(({ week, stage }) => ({ week, stage })),
    changePoints: weeks.filter(({ phase }, i) => i > 0 && phase !== weeks[i - 1]?.phase).map(({ week }) => week),
    checkins,
  };
}
