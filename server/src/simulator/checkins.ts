/** Check-ins: by keyword, by number, by 接龙, each in its own habit. */
import { dayText, weekdayOf } from '#vocabulary/zone';
import { Bag, type Dice } from './dice.ts';
import { presentAt } from './people.ts';
import type { Rhythm, Week } from './rhythm.ts';
import type { Rows } from './rows.ts';
import type { CheckinHabit, CommunitySpec, SimulatedChat, SimulatedMember } from './spec.ts';
import { fill } from './talk/talk.ts';

const BY_NUMBER = 0.3;
const WITH_PICTURE = 0.12;

interface Due {
  member: SimulatedMember;
  at: number;
}

/** Adds the rows of all check-ins up to `end`. @returns the person-days */
export function checkIn(
  spec: CommunitySpec,
  members: readonly SimulatedMember[],
  weeks: readonly Week[],
  rhythm: Rhythm,
  rows: Rows,
  end: number,
  dice: Dice,
): SimulatedChat['checkins'] {
  const { checkins, talk } = spec;
  if (!checkins) return [];
  const found: SimulatedChat['checkins'] = [];
  const done = new Map<string, number>();
  const numbers = new Set(members.filter(() => dice.chance(BY_NUMBER)));
  const keyword = new Bag(dice.fork(), talk.checkins.keyword);
  const number = new Bag(dice.fork(), talk.checkins.number);

  for (const week of weeks) {
    for (let day = week.week; day < week.week + 7; day += 1) {
      const asked = checkins.weekdays.includes(weekdayOf(day));
      if (!asked) continue;
      const due = dueOn(day, checkins, members, week.zeal, rhythm, dice).filter(({ at }) => at <= end);
      const listed: string[] = [];
      const jielong = checkins.jielong.includes(weekdayOf(day));
      for (const { member, at } of due) {
        const count = (done.get(member.id) ?? 0) + 1;
        done.set(member.id, count);
        const how = jielong ? 'jielong' : numbers.has(member) ? 'number' : 'keyword';
        found.push({ who: member.id, day, how });
        const planted = { checkinDay: day, topic: 'checkin' };
        if (jielong) {
          listed.push(`${listed.length + 1}. ${member.name}`);
          rows.add({
            at,
            kind: 'text',
            who: member.id,
            text: `#接龙\n${dateOf(day)}${talk.checkins.jielong}\n\n${listed.join('\n')}`,
            planted,
          });
          continue;
        }
        const given = new Map([['day', String(count)]]);
        const line = how === 'number' ? number.draw() : keyword.draw();
        rows.add({ at, kind: 'text', who: member.id, text: fill(line, talk.slots, dice, given), planted });
        if (dice.chance(WITH_PICTURE)) rows.add({ at: at + dice.whole(5, 40) * 1000, kind: 'image', who: member.id, text: '[图片]' });
      }
    }
  }
  return found;
}

function dueOn(day: number, habit: CheckinHabit, members: readonly SimulatedMember[], zeal: number, rhythm: Rhythm, dice: Dice): Due[] {
  const [from, to] = habit.hours;
  const due: Due[] = [];
  for (const member of members) {
    if (!dice.chance(member.habit * zeal)) continue;
    // Most come in the middle of the window.
    const at = rhythm.instant(day, from + ((to - from) * (dice.unit() + dice.unit())) / 2);
    if (presentAt(member, at)) due.push({ member, at });
  }
  return due.sort((a, b) => a.at - b.at);
}

function dateOf(day: number): string {
  const [, month, date] = dayText(day).split('-').map(Number);
  return `${month}月${date}日`;
}
