/** A person of a picture ↔ a row of `member_picture`. */
import { hash } from 'node:crypto';
import { type MemberFacts, type MetricName, metricNames, type PersonPicture, type Requirement } from '#picture';
import { type NameKey, nameKeys, nameOrder } from './names.ts';

export interface PersonRow {
  who: string;
  name: string;
  search: string;
  segment: string;
  flags: string[];
  messages: number;
  messages28: number;
  firstAt: string | null;
  lastAt: string | null;
  more: string;
  rules: string;
  facts: string;
  judged: string | null;
  /** Of all the rest, and behind a dot of the names alone. */
  digest: string;
}

/** A row with what the search and the order of names need; null where the stored row has the same names. */
export interface NamedRow extends PersonRow {
  nameOrder: string | null;
  keys: NameKey[] | null;
}

/**
 * Apart from the row, because it costs more than all else: with every day all rows change, and few names.
 * @param stored the digest that is stored now
 */
export function withNames(row: PersonRow, stored: string | undefined): NamedRow {
  if (stored?.startsWith(UNNAMED) === false && namesOf(stored) === namesOf(row.digest)) return { ...row, nameOrder: null, keys: null };
  return { ...row, nameOrder: nameOrder(row.name), keys: nameKeys(row.search.split('\n')) };
}

function namesOf(digest: string): string {
  return digest.slice(digest.indexOf('.'));
}

/** Before the digest of a row that came without names and found none stored: it is written again with the next picture. */
export const UNNAMED = '!';

/** A row as it is read back. */
export interface StoredPerson {
  who: string;
  name: string;
  segment: PersonPicture['segment'];
  /** Flags, and the community's own segments behind a tilde. */
  flags: string[];
  judged: PersonPicture['segment'] | null;
  messages: number;
  messages28: number;
  firstAt: string | Date | null;
  lastAt: string | Date | null;
  more: More;
}

type More = [
  by: PersonPicture['by'],
  aliases: string[],
  inRoster: boolean,
  role: PersonPicture['role'],
  activeDays: number,
  checkinDays: number,
  longestStreak: number,
  answered: number,
  answers: number,
];

const OWN = '~';

export function personRow(person: PersonPicture, facts: MemberFacts): PersonRow {
  const { id, name, aliases, segment, flags, messages, messages28, firstAt, lastAt } = person;
  const { by, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers } = person;
  const more: More = [by, aliases, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers];
  const row = {
    who: id,
    name,
    search: [name, ...aliases].join('\n').toLowerCase(),
    segment,
    flags: [...flags, ...(person.custom ?? []).map((key) => OWN + key)],
    messages,
    messages28,
    firstAt,
    lastAt,
    more: JSON.stringify(more),
    rules: packRules({ ...person.rules, ...ownKeys(person.customRules ?? {}) }),
    facts: packFacts(facts),
    judged: person.judged ?? null,
  };
  return { ...row, digest: `${hash('sha1', JSON.stringify(row), 'base64url')}.${hash('sha1', row.search, 'base64url').slice(0, 12)}` };
}

export function personOf({ who, firstAt, lastAt, more, flags, judged, ...row }: StoredPerson): Omit<PersonPicture, 'rules'> {
  const [by, aliases, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers] = more;
  const rest = { by, aliases, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers };
  const own = flags.flatMap((flag) => (flag.startsWith(OWN) ? [flag.slice(1)] : []));
  return {
    id: who,
    ...row,
    ...rest,
    flags: flags.filter((flag): flag is PersonPicture['flags'][number] => !flag.startsWith(OWN)),
    firstAt: instantOf(firstAt),
    lastAt: instantOf(lastAt),
    ...(judged ? { judged } : {}),
    ...(own.length === 0 ? {} : { custom: own }),
  };
}

function instantOf(value: string | Date | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}

/** `active:messages28 >= 3 5 1,weeks28 >= 2 1 0|watching:…`: metric, op, need, have (- unknown), met. */
function packRules(rules: Record<string, Requirement[]>): string {
  return Object.entries(rules)
    .map(([name, needs]) => `${name}:${needs.map((n) => `${n.metric} ${n.op} ${n.need} ${n.have ?? '-'} ${n.met ? 1 : 0}`).join()}`)
    .join('|');
}

export function unpackRules(text: string): Pick<PersonPicture, 'rules' | 'customRules'> {
  const entries = text.split('|').map((rule): [string, Requirement[]] => {
    const [name = '', needs = ''] = rule.split(':');
    return [name, needs === '' ? [] : needs.split(',').map(requirementOf)];
  });
  const own = entries.flatMap(([name, needs]): [string, Requirement[]][] => (name.startsWith(OWN) ? [[name.slice(1), needs]] : []));
  return {
    rules: Object.fromEntries(entries.filter(([name]) => !name.startsWith(OWN))),
    ...(own.length === 0 ? {} : { customRules: Object.fromEntries(own) }),
  };
}

function ownKeys(rules: Record<string, Requirement[]>): Record<string, Requirement[]> {
  return Object.fromEntries(Object.entries(rules).map(([key, needs]) => [OWN + key, needs]));
}

/** Figures by their place in the list of metrics; `-` unknown. */
function packFacts(facts: MemberFacts): string {
  return metricNames.map((name) => facts[name] ?? '-').join(' ');
}

/** null: stored before there were facts. Metrics that came later are unknown. */
export function unpackFacts(text: string): MemberFacts | null {
  if (text === '') return null;
  const words = text.split(' ');
  const facts: Partial<Record<MetricName, number | null>> = {};
  for (const [place, name] of metricNames.entries()) {
    const word = words[place] ?? '-';
    facts[name] = word === '-' ? null : Number(word);
  }
  return facts;
}

function requirementOf(text: string): Requirement {
  const [metric, op, need, have, met] = text.split(' ');
  // Written by `packRules` from the same types.
  const known = { metric, op } as Pick<Requirement, 'metric' | 'op'>;
  return { ...known, need: Number(need), have: have === '-' ? null : Number(have), met: met === '1' };
}
