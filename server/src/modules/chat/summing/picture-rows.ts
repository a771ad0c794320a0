/** Stored aggregates → what a picture is taken from → rows to store. Runs in the worker. */
import {
  type Coverage,
  endOfCoverage,
  type MemberTotal,
  mergeCoverage,
  type PersonObservation,
  type PersonPicture,
  type Picture,
  type PictureInput,
  peopleOf,
  pictureWindows,
  type RuleSet,
  type Segment,
  type Taken,
  takePicture,
} from '#picture';
import { zoneClock } from '#vocabulary/zone';
import {
  type NameOf,
  type PackedTotal,
  unpackCheckins,
  unpackEdges,
  unpackListed,
  unpackMembers,
  unpackMemberYear,
  unpackMentions,
  unpackQuestions,
  unpackTotal,
  unpackTotalOf,
} from './day-columns.ts';
import type { Groups } from './grouping.ts';
import { type IdentityDay, mergeCheckins, mergeDays, mergeTotals, mergeWeeks, standIns } from './members.ts';
import { type NamedRow, personRow, withNames } from './person-columns.ts';
import { unpackTopics } from './topic-columns.ts';

type Text = string | null;
/** `[day, packed json]` of the days that have any. */
export type DayTexts = [number, string][];
type DaysKey = 'days' | 'memberDays' | 'edges' | 'mentions' | 'listed' | 'checkins' | 'questions' | 'topics';

/** Everything as the database gives it: json left unread until it is here. */
export interface PictureRows {
  zone: string;
  asOf: number;
  coverage: Coverage[];
  pseudonymous: boolean;
  /** `[[identity, who, by, inRoster, role, joinedAt]]` and `[[identity, name, first, last]]` in order of place. */
  people: Text;
  names: Text;
  /** Identities that are one person, and all their years: `[[identity, {day: word}]]`. */
  groups: Groups;
  years: Text;
  totals: Text;
  weeks: Text;
  days: DayTexts;
  memberDays: DayTexts;
  edges: DayTexts;
  mentions: DayTexts;
  listed: DayTexts;
  checkins: DayTexts;
  questions: DayTexts;
  topics: DayTexts;
  firstTexts: [number, string][];
  /** `[[who, digest]]` of the people stored now. */
  digests: Text;
  /** The community's rules, null: the shipped; and the levels that are held until a review. */
  judges: { rules: RuleSet | null; held: [string, Segment][] };
}

export interface ChangedPeople {
  changed: NamedRow[];
  /** Stored people the picture no longer holds; with the last page. */
  gone: string[];
  last: boolean;
}

/** What the portfolio shows of a picture. */
export interface PortfolioLine {
  stage: Picture['lifecycle']['stage'];
  trend: Picture['lifecycle']['trend'];
  /** 95 % interval of the chance of falling silent within 90 days. */
  d90: [number, number] | null;
  tooLittleData: boolean;
  wau: number;
  wauBefore: number | null;
  members: number;
  active: number;
  atRisk: number;
  newcomersAnswered: number | null;
  newcomersUnanswered: number;
  silencePercentile: number | null;
  weeks: (number | null)[];
  lastAt: string | null;
  firstSuggestion: Picture['suggestions'][number] | null;
}

/** Instants and days a reader of the database must know before it reads. */
export function windowsOf(zone: string, coverage: readonly Coverage[], asOf: number) {
  const clock = zoneClock(zone);
  return pictureWindows(endOfCoverage(mergeCoverage(coverage, asOf), asOf), clock);
}

/** A picture and, page by page, the rows of the people it changes: all of them at once would be the peak of its memory. */
export class StoredPicture {
  readonly picture: string;
  readonly line: string;
  private readonly people: PersonPicture[];
  private readonly facts: Taken['facts'];
  private readonly stored: Map<string, string>;
  private at = 0;

  /** @param rows are emptied on the way, for the same reason */
  constructor(rows: PictureRows) {
    const { rules, held } = rows.judges;
    this.stored = new Map<string, string>(parsed<[string, string]>(take(rows, 'digests')));
    const { picture, people, facts } = takePicture(inputOf(rows), { rules: rules ?? undefined, held: new Map(held) });
    this.people = people;
    this.facts = facts;
    this.picture = JSON.stringify(picture);
    this.line = JSON.stringify(lineOf(picture, people));
  }

  /** The next people whose rows differ from what is stored, `limit` at most. */
  changed(limit: number): ChangedPeople {
    const changed: NamedRow[] = [];
    while (changed.length < limit) {
      const person = this.people[this.at];
      if (!person) break;
      this.at += 1;
      const row = personRow(person, this.facts.get(person.id) ?? {});
      const stored = this.stored.get(row.who);
      if (stored !== row.digest) changed.push(withNames(row, stored));
      this.stored.delete(row.who);
    }
    const last = this.at >= this.people.length;
    return { changed, gone: last ? [...this.stored.keys()] : [], last };
  }
}

/** Takes a text out of the rows, so that it need not be held once it is read. */
function take<K extends 'people' | 'names' | 'totals' | 'weeks' | 'years' | 'digests'>(rows: PictureRows, key: K): Text {
  const text = rows[key];
  rows[key] = null;
  return text;
}

function takeDays(rows: PictureRows, key: DaysKey): DayTexts {
  const days = rows[key];
  rows[key] = [];
  return days;
}

function inputOf(rows: PictureRows): PictureInput {
  const keys = new Map<string, string>();
  const identities = parsed<IdentityRow>(take(rows, 'people'));
  const keysOf = new Map(identities.map(([identity, who, by]) => [identity, { who, by }]));
  const standIn = standIns(rows.groups, (identity) => keysOf.get(identity)?.by === 'id');
  const totals = parsed<PackedTotal>(take(rows, 'totals'));
  const spoke = new Set(totals.filter(([, messages]) => messages > 0).map(([identity]) => identity));
  const observations = new Map<number, PersonObservation>();
  for (const [identity, who, by, inRoster, role, joinedAt] of identities) {
    const shown = keysOf.get(standIn.get(identity) ?? identity) ?? { who, by };
    keys.set(String(identity), shown.who);
    observations.set(identity, { ...shown, key: who, names: [], inRoster, spoke: spoke.has(identity), role, joinedAt });
  }
  for (const [identity, name, first, last] of parsed<NameRow>(take(rows, 'names')))
    observations.get(identity)?.names.push({ name, first, last });
  const nameOf: NameOf = (identity) => keys.get(String(identity)) ?? String(identity);
  const people = peopleOf(observations.values());
  const merged = new Set(rows.groups.map(([identity]) => nameOf(identity)));
  const ownDays = parsed<[number, Record<string, string>]>(take(rows, 'years')).flatMap(([identity, words]) =>
    unpackMemberYear(nameOf(identity), words).map((day): IdentityDay => ({ ...day, identity })),
  );
  const apart = totals.map((packed) => unpackTotalOf(packed, nameOf));
  const together = mergeTotals(apart, ownDays, merged);
  return {
    zone: rows.zone,
    asOf: rows.asOf,
    coverage: mergeCoverage(rows.coverage, rows.asOf),
    people,
    hasRoster: people.some(({ inRoster }) => inRoster),
    days: takeDays(rows, 'days').map(([, text]) => unpackTotal(text, nameOf)),
    weeks: mergeWeeks(parsed(take(rows, 'weeks')), ownDays),
    totals: together,
    memberDays: mergeDays(
      takeDays(rows, 'memberDays').flatMap(([day, text]) => unpackMembers(day, text, nameOf)),
      merged,
    ),
    edges: takeDays(rows, 'edges')
      .flatMap(([day, text]) => unpackEdges(day, text, nameOf))
      .filter(({ from, to }) => from !== to),
    mentions: takeDays(rows, 'mentions').flatMap(([day, text]) => unpackMentions(day, text, nameOf)),
    listed: takeDays(rows, 'listed').flatMap(([day, text]) => unpackListed(day, text)),
    checkinDays: mergeCheckins(
      takeDays(rows, 'checkins').flatMap(([day, text]) => unpackCheckins(day, text, nameOf)),
      merged,
    ),
    questions: takeDays(rows, 'questions').flatMap(([, text]) => unpackQuestions(text, nameOf)),
    firstTexts: firstTextsOf(rows, nameOf, together, new Map(totals.map((packed) => [packed[0], packed[6]]))),
    pseudonymous: rows.pseudonymous,
    topicDays: takeDays(rows, 'topics').map(([day, text]) => unpackTopics(day, text, nameOf)),
  };
}

/** A member's first words are those of the identity that came first; of one who came before the window there are none. */
function firstTextsOf(rows: PictureRows, nameOf: NameOf, totals: readonly MemberTotal[], firstAt: ReadonlyMap<number, number>) {
  const { since28 } = windowsOf(rows.zone, rows.coverage, rows.asOf);
  const firstDays = new Map(totals.map(({ who, firstDay }) => [who, firstDay]));
  const order = rows.firstTexts.toSorted(([a], [b]) => (firstAt.get(b) ?? 0) - (firstAt.get(a) ?? 0) || b - a);
  return new Map(
    order
      .map(([identity, text]): [string, string] => [nameOf(identity), text])
      .filter(([who]) => (firstDays.get(who) ?? since28) >= since28),
  );
}

type IdentityRow = [number, string, 'id' | 'name', boolean, PersonObservation['role'], number | null];
type NameRow = [number, string, number | null, number | null];

function parsed<T>(text: Text): T[] {
  return text === null ? [] : JSON.parse(text);
}

function lineOf(picture: Picture, people: readonly PersonPicture[]): PortfolioLine {
  const { activity, newcomers } = picture;
  return {
    stage: picture.lifecycle.stage,
    trend: picture.lifecycle.trend,
    d90: picture.risk?.interval.d90 ?? null,
    tooLittleData: picture.tooLittleData,
    wau: activity.wau,
    wauBefore: activity.wauBefore,
    members: picture.members.total,
    active: picture.segments.active,
    // Those a greeting can still reach: the lost are at risk by the letter, too.
    atRisk: people.filter(({ flags }) => flags.includes('atRisk') && !flags.includes('lost')).length,
    newcomersAnswered: newcomers.answeredShare,
    newcomersUnanswered: newcomers.total - newcomers.answered,
    silencePercentile: picture.silence.currentPercentile,
    weeks: activity.weeks.slice(-12).map(({ covered, speakers }) => (covered ? speakers : null)),
    lastAt: picture.period.last,
    firstSuggestion: picture.suggestions[0] ?? null,
  };
}
