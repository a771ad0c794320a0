/** What other rules would do, from the figures each picture leaves behind: no message is read, no picture taken. */
import type { QueryContext } from '#kernel';
import { DomainError } from '#kernel';
import { type Flag, judge, meets, type Requirement, type RuleSet, type Segment, segmentBy } from '#picture';
import { unpackFacts } from '../chat/index.ts';
import { findCommunity, visibleChannels } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { RuleSetText } from './contract.ts';
import { rulesInForce } from './find.ts';

const SHOWN = 20;
const PAGE = 5_000;
const segmentNames = ['active', 'watching', 'lurking'] as const;
const flagNames = ['newcomer', 'atRisk', 'lost', 'core'] as const;

interface Member {
  who: string;
  name: string;
  segment: Segment;
  flags: string[];
  facts: string;
}

interface Mover {
  channelId: string;
  id: string;
  name: string;
  reason: Requirement[];
}

/** Counts all, names the first of each kind. */
class Movers {
  private count = 0;
  private readonly people: Mover[] = [];

  add(channelId: string, { who, name }: Member, reason: () => Requirement[]): void {
    this.count += 1;
    if (this.people.length < SHOWN) this.people.push({ channelId, id: who, name, reason: reason() });
  }

  told(): { count: number; people: Mover[] } {
    return { count: this.count, people: this.people };
  }
}

/** Of one mark that overlaps with others (a flag, a tag by rule): who has it, who gets it, who loses it. */
class Marks {
  private before = 0;
  private after = 0;
  private readonly enters = new Movers();
  private readonly leaves = new Movers();

  /** @param stored the mark as `member_picture.flags` writes it */
  look(channelId: string, member: Member, stored: string, is: boolean, reason: () => Requirement[]): void {
    const was = member.flags.includes(stored);
    if (was) this.before += 1;
    if (is) this.after += 1;
    if (was !== is) this[is ? 'enters' : 'leaves'].add(channelId, member, reason);
  }

  told() {
    return { before: this.before, after: this.after, enters: this.enters.told(), leaves: this.leaves.told() };
  }
}

interface PreviewInput extends RuleSetText {
  communityId: string;
  channelId?: string | undefined;
}

/** @throws DomainError `channel.unknown` where the channel is not this community's */
export async function preview(ctx: QueryContext, input: PreviewInput, rules: RuleSet) {
  await findCommunity(ctx, input.communityId);
  const channels = (await visibleChannels(ctx)).filter(
    ({ communityId, id }) => communityId === input.communityId && (input.channelId === undefined || id === input.channelId),
  );
  if (input.channelId !== undefined && channels.length === 0) throw new DomainError('channel.unknown', { channelId: input.channelId });
  const counting = new Counting(rules, (await rulesInForce(ctx, input.communityId)).rules);
  for (const { id } of channels) {
    for (let after: string | null = ''; after !== null; ) {
      const page: Member[] = await membersAfter(ctx, id, after);
      for (const member of page) counting.look(id, member);
      after = page.length < PAGE ? null : (page.at(-1)?.who ?? null);
    }
  }
  return counting.outcome();
}

function membersAfter(ctx: QueryContext, channelId: string, after: string): Promise<Member[]> {
  return rowsOf<Member>(
    ctx,
    sql`SELECT who, name, segment, flags, facts FROM member_picture
        WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND who > ${after} ORDER BY who LIMIT ${PAGE}`,
  );
}

class Counting {
  private readonly rules: RuleSet;
  private members = 0;
  private unknown = 0;
  private several = 0;
  private none = 0;
  private readonly moves = new Map<string, Movers>();
  private readonly flags = flagNames.map((flag) => ({ flag, marks: new Marks() }));
  private readonly tags: { key: string; name: string; rule: RuleSet['rules'][Flag] | null; marks: Marks }[];

  /** @param inForce its tags that the new rules leave out are lost by whoever has them */
  constructor(rules: RuleSet, inForce: RuleSet) {
    this.rules = rules;
    const gone = inForce.custom.filter(({ key }) => !rules.custom.some((kept) => kept.key === key)).map((tag) => ({ ...tag, rule: null }));
    this.tags = [...rules.custom, ...gone].map((tag) => ({ ...tag, marks: new Marks() }));
  }

  look(channelId: string, member: Member): void {
    const facts = unpackFacts(member.facts);
    this.members += 1;
    if (!facts) {
      this.unknown += 1;
      return;
    }
    const { rules } = this.rules;
    // Most people stay where they are: the rows that explain are made only for those who are named.
    const explained = () => judge(this.rules, facts);
    const met = segmentNames.filter((name) => meets(rules[name], facts));
    if (met.length > 1) this.several += 1;
    if (met.length === 0) this.none += 1;
    const to = segmentBy((name) => met.includes(name));
    if (to !== member.segment) {
      this.moving(member.segment, to).add(channelId, member, () => deciding(explained().rules, member.segment, to));
    }
    for (const { flag, marks } of this.flags) {
      marks.look(channelId, member, flag, meets(rules[flag], facts), () => explained().rules[flag] ?? []);
    }
    for (const { key, rule, marks } of this.tags) {
      marks.look(channelId, member, `~${key}`, rule !== null && meets(rule, facts), () => explained().customRules?.[key] ?? []);
    }
  }

  private moving(from: Segment, to: Segment): Movers {
    const key = `${from} ${to}`;
    const movers = this.moves.get(key) ?? new Movers();
    this.moves.set(key, movers);
    return movers;
  }

  outcome() {
    const moves = segmentNames.flatMap((from) =>
      segmentNames.flatMap((to) => {
        const movers = this.moves.get(`${from} ${to}`);
        return movers ? [{ from, to, ...movers.told() }] : [];
      }),
    );
    const flags = this.flags.map(({ flag, marks }) => ({ flag, ...marks.told() }));
    const custom = this.tags.map(({ key, name, marks }) => ({ key, name, ...marks.told() }));
    return { members: this.members, unknown: this.unknown, moves, flags, custom, several: this.several, none: this.none };
  }
}

/** The rows that moved somebody: of the rule that now holds, or of the one that no longer does where nothing names the new segment. */
export function deciding(rules: Partial<Record<Segment | Flag, Requirement[]>>, from: Segment, to: Segment): Requirement[] {
  const reached = rules[to] ?? [];
  return reached.length > 0 && reached.every(({ met }) => met) ? reached : (rules[from] ?? []);
}
