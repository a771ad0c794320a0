/** Talk: arrivals become threads of exchanges; who speaks follows propensity, recency and who is asked. */
import type { Dice } from './dice.ts';
import { Bag } from './dice.ts';
import { type Arrival, arrivals, type Excitation } from './hawkes.ts';
import { presentAt } from './people.ts';
import type { Rhythm, Week } from './rhythm.ts';
import type { Rows } from './rows.ts';
import type { CommunitySpec, SimulatedMember } from './spec.ts';
import { type Exchange, fill } from './talk/talk.ts';

/** Each message calls forth .68 more, after 2.2 minutes on average: gaps come near those of real rooms. */
const excitation: Excitation = { a: 0.68 / 2.2, b: 1 / 2.2 };
const OWN_SHARE = 1 - excitation.a / excitation.b;
const MINUTE = 60_000;
const RECENT_MS = 3 * 86_400_000;

/** How much likelier than their propensity says. */
const liking = { recent: 1.6, inThread: 2, leaderAsked: 5, leaderAsks: 0.25 };
const RETURNS = 0.35;
const OWN_RUN = 0.06;
const WORDLESS = 0.07;
/** A quote is likelier where something else came between. */
const quotes = { adjacent: 0.16, apart: 0.55 };
const NAMES = 0.16;
/** Every second question has its mark: on a phone it costs a change of keyboard. */
const MARKED = 0.5;
/** Where the matter is talked out, somebody comes to something else instead of nodding on. */
const DRIFTS = 0.65;
const TALKED_OUT = 3;
/** What was begun so recently is not begun again. */
const JUST_BEGUN = 12;
const tails = ['～', '哈哈', '😂', '👍', '🌹', '😊', '！', '呀', '💪'];

interface Thread {
  id: string;
  exchange: Exchange;
  opener: SimulatedMember;
  speakers: Set<string>;
  said: Set<string>;
  given: Map<string, string>;
}
interface Said {
  row: string;
  by: SimulatedMember;
  thread: Thread;
  /** What may be said to it: the answer to an answer is not another answer. */
  depth: number;
}

export class Conversation {
  private readonly spec: CommunitySpec;
  private readonly members: readonly SimulatedMember[];
  private readonly rhythm: Rhythm;
  private readonly rows: Rows;
  private readonly dice: Dice;
  /** Of their own, so that another wording does not make another community. */
  private readonly times: Dice;
  private readonly wording: Dice;
  private readonly lastSpoke = new Map<string, number>();
  private readonly begun = new Map<Exchange, number>();
  private justBegun: Exchange[] = [];
  private readonly openers: Map<Exchange, Bag<string>>;
  private readonly reactions: Bag<string>;
  private here: { day: number; members: SimulatedMember[] } = { day: Number.NaN, members: [] };

  constructor(spec: CommunitySpec, members: readonly SimulatedMember[], rhythm: Rhythm, rows: Rows, dice: Dice) {
    this.spec = spec;
    this.members = members;
    this.rhythm = rhythm;
    this.rows = rows;
    this.dice = dice;
    this.times = dice.fork();
    this.wording = dice.fork();
    this.openers = new Map(spec.talk.exchanges.map((exchange) => [exchange, new Bag(this.wording.fork(), exchange.openers)]));
    this.reactions = new Bag(this.wording.fork(), spec.talk.reactions);
  }

  run(weeks: readonly Week[]): void {
    for (const week of weeks) {
      const from = this.rhythm.instant(week.week, 0) / MINUTE;
      const rate = (at: number) => this.rhythm.rate(at * MINUTE, OWN_SHARE);
      const found = arrivals(this.times, from, from + 7 * 1440, rate, this.rhythm.highest(week, OWN_SHARE), excitation);
      this.speak(found);
    }
  }

  private speak(found: readonly Arrival[]): void {
    const said: (Said | null)[] = [];
    for (const [index, { at, parent }] of found.entries()) {
      const before = parent === null ? null : (said[parent] ?? null);
      said.push(before ? this.answer(at * MINUTE, before, parent === index - 1) : this.begin(at * MINUTE));
    }
  }

  private begin(at: number): Said | null {
    const here = this.presentOn(at);
    const exchange = this.choose(this.rhythm.clock.hourOf(at));
    const candidates = exchange.byHost ? here.filter(({ type }) => type === 'leader') : here;
    const by = this.speaker(candidates, at, ({ type }) => (exchange.asks && type === 'leader' ? liking.leaderAsks : 1));
    const opener = this.openers.get(exchange);
    if (!by || !opener) return null;
    const given = new Map<string, string>();
    const words = fill(opener.draw(), this.spec.talk.slots, this.wording, given);
    const text = exchange.asks && /[\p{L}\p{N}]$/u.test(words) && this.wording.chance(MARKED) ? `${words}？` : words;
    const thread: Thread = { id: '', exchange, opener: by, speakers: new Set([by.id]), said: new Set(), given };
    const planted = { topic: exchange.topic, question: exchange.asks || text.includes('？') };
    thread.id = this.rows.add({ at, kind: 'text', who: by.id, text, planted });
    this.spoke(by, at);
    return { row: thread.id, by, thread, depth: 0 };
  }

  private answer(at: number, before: Said, adjacent: boolean): Said | null {
    const { thread } = before;
    const returning = before.depth === 1 && before.by !== thread.opener && thread.exchange.returns.length > 0 && this.dice.chance(RETURNS);
    const spent = before.depth >= TALKED_OUT || thread.exchange.replies.every((line) => thread.said.has(line));
    if (!returning && spent && this.dice.chance(DRIFTS)) return this.begin(at);
    const own = !returning && this.dice.chance(OWN_RUN);
    const by = returning ? thread.opener : own ? before.by : this.responder(at, before);
    if (!by || !presentAt(by, at)) return null;
    const planted = { parent: before.row, thread: thread.id, topic: thread.exchange.topic };
    this.spoke(by, at);
    if (own || this.dice.chance(WORDLESS)) {
      const [kind, text] = this.dice.chance(0.5) ? (['image', '[图片]'] as const) : (['sticker', '[动画表情]'] as const);
      return { row: this.rows.add({ at, kind, who: by.id, text, planted }), by, thread, depth: before.depth + 1 };
    }
    const fresh = returning ? thread.exchange.returns : before.depth < TALKED_OUT ? thread.exchange.replies : [];
    const words = this.words(fresh, thread);
    thread.speakers.add(by.id);
    const open = by !== before.by;
    const named = open && this.dice.chance(NAMES);
    const quoted = open && !named && this.dice.chance(adjacent ? quotes.adjacent : quotes.apart);
    const text = named ? `@${before.by.name} ${words}` : words;
    const row = this.rows.add({ at, kind: 'text', who: by.id, text, replyTo: quoted ? before.row : null, planted });
    return { row, by, thread, depth: before.depth + 1 };
  }

  /** Something to the matter nobody said in this thread, else a reaction. */
  private words(fresh: readonly string[], thread: Thread): string {
    const left = fresh.filter((line) => !thread.said.has(line));
    const line = left.length > 0 ? this.wording.pick(left) : this.reactions.draw();
    thread.said.add(line);
    const text = fill(line, this.spec.talk.slots, this.wording, thread.given);
    return /[\p{L}\p{N}]$/u.test(text) && this.wording.chance(0.14) ? text + this.wording.pick(tails) : text;
  }

  private responder(at: number, { by, thread, depth }: Said): SimulatedMember | undefined {
    const others = this.presentOn(at).filter((member) => member !== by && (depth === 0 || member !== thread.opener));
    const asked = thread.exchange.asks && depth === 0;
    return this.speaker(others, at, (member) => {
      const leads = asked && member.type === 'leader' ? liking.leaderAsked : 1;
      return leads * (thread.speakers.has(member.id) ? liking.inThread : 1);
    });
  }

  private speaker(
    candidates: readonly SimulatedMember[],
    at: number,
    liked: (member: SimulatedMember) => number,
  ): SimulatedMember | undefined {
    const weights = candidates.map((member) => {
      const recent = at - (this.lastSpoke.get(member.id) ?? 0) < RECENT_MS ? liking.recent : 1;
      return presentAt(member, at) ? member.propensity * recent * liked(member) : 0;
    });
    return candidates[this.dice.weighted(weights)];
  }

  /** One of the least used, so that no talk comes again too soon. */
  private choose(hour: number): Exchange {
    const fitting = this.spec.talk.exchanges.filter(({ hours }) => hours === null || (hours[0] <= hour && hour < hours[1]));
    const used = (exchange: Exchange) => this.begun.get(exchange) ?? 0;
    const fresh = fitting.filter((exchange) => !this.justBegun.includes(exchange));
    const least = Math.min(...fresh.map(used));
    const chosen = this.wording.pick(fresh.filter((exchange) => used(exchange) <= least + 1));
    this.begun.set(chosen, used(chosen) + 1);
    this.justBegun = [chosen, ...this.justBegun].slice(0, JUST_BEGUN);
    return chosen;
  }

  private presentOn(at: number): SimulatedMember[] {
    const day = this.rhythm.clock.dayOf(at);
    if (this.here.day !== day) {
      const [from, to] = [this.rhythm.instant(day, 0), this.rhythm.instant(day, 24)];
      this.here = {
        day,
        members: this.members.filter((member) => member.joinedAt < to && (member.goneAt === null || member.goneAt > from)),
      };
    }
    return this.here.members;
  }

  private spoke({ id }: SimulatedMember, at: number): void {
    this.lastSpoke.set(id, at);
  }
}
