/** Were those who spoke for the first time answered? */
import { DAY_MS, type ZoneClock, zoneClock } from '#vocabulary/zone';
import { byKey, instant, type Refer } from '../collect/people.ts';
import { ANSWER_MS } from '../days/day.ts';
import { type Naming, namings, type Resolve } from '../days/edges.ts';
import type { MemberTotal, PictureInput, ReplyEdge } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';

const SHOWN = 20;

/**
 * Newcomers: first observed message in the 28 days before the end of coverage. Answered: within 24 h of it somebody
 * replied to them explicitly or named them, or was the first to speak after their opening, within 5 minutes. Those still
 * unanswered whose 24 h are not over are in `total` and `unanswered`, and in no share.
 */
export function measureNewcomers(input: PictureInput, resolve: Resolve, refer: Refer): Picture['newcomers'] {
  const end = endOfCoverage(input.coverage, input.asOf);
  const clock = zoneClock(input.zone);
  const { today, since28 } = pictureWindows(end, clock);
  const newcomers = input.totals.filter(({ messages, firstAt }) => messages > 0 && clock.dayOf(firstAt) >= since28);
  const answers = new Answers(input, resolve);
  const unanswered = newcomers.filter((newcomer) => !answers.has(newcomer));
  const waiting = unanswered.filter(({ firstAt }) => firstAt + DAY_MS > end).length;
  const answered = newcomers.length - unanswered.length;
  const decided = newcomers.length - waiting;
  return {
    windowDays: today - since28 + 1,
    total: newcomers.length,
    answered,
    answeredShare: decided > 0 ? answered / decided : null,
    unanswered: unanswered
      .sort((a, b) => b.firstAt - a.firstAt || byKey(a.who, b.who))
      .slice(0, SHOWN)
      .map(({ who, firstAt }) => {
        const text = input.pseudonymous ? undefined : input.firstTexts.get(who);
        return { ...refer(who), firstAt: instant(firstAt), ...(text === undefined ? {} : { text }) };
      }),
  };
}

class Answers {
  private readonly edges: Map<string, ReplyEdge[]>;
  private readonly named = new Map<string, Naming[]>();
  /** `instant who`: the message at this instant is no weak answer to `who`, because it names somebody else. */
  private readonly elsewhere = new Set<string>();

  private readonly clock: ZoneClock;

  constructor(input: PictureInput, resolve: Resolve) {
    this.clock = zoneClock(input.zone);
    this.edges = Map.groupBy(input.edges, ({ to }) => to);
    for (const naming of namings(input.mentions, resolve)) {
      for (const who of naming.named) {
        if (who === naming.from) continue;
        const own = this.named.get(who);
        if (own) own.push(naming);
        else this.named.set(who, [naming]);
      }
      if (naming.fallback !== null && naming.named.size > 0) this.elsewhere.add(`${naming.at} ${naming.fallback}`);
    }
  }

  has({ who, firstAt, firstAnsweredAt }: MemberTotal): boolean {
    const soon = (at: number | null) => at !== null && at >= firstAt && at <= firstAt + DAY_MS;
    if (firstAnsweredAt !== null && soon(firstAnsweredAt) && !this.elsewhere.has(`${firstAnsweredAt} ${who}`)) return true;
    if (this.named.get(who)?.some(({ at }) => soon(at))) return true;
    const edges = this.edges.get(who) ?? [];
    if (edges.some(({ firstStrongAt }) => soon(firstStrongAt))) return true;
    // The first day ends before the five minutes of a late opening do: then the next day's first weak edge shows it.
    const tomorrow = this.clock.dayOf(firstAt) + 1;
    return edges.some(({ day, firstWeakAt }) => day === tomorrow && firstWeakAt !== null && firstWeakAt - firstAt <= ANSWER_MS);
  }
}
