/** A person of a picture ↔ a row of `member_picture`. */
import { hash } from 'node:crypto';
import type { PersonPicture, Requirement } from '#picture';
import { nameOrder } from './name-order.ts';

export interface PersonRow {
  who: string;
  name: string;
  search: string;
  nameOrder: string;
  segment: string;
  flags: string[];
  messages: number;
  messages28: number;
  firstAt: string | null;
  lastAt: string | null;
  more: string;
  rules: string;
  digest: string;
}

/** A row as it is read back. */
export interface StoredPerson {
  who: string;
  name: string;
  segment: PersonPicture['segment'];
  flags: PersonPicture['flags'];
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

export function personRow(person: PersonPicture): PersonRow {
  const { id, name, aliases, segment, flags, messages, messages28, firstAt, lastAt } = person;
  const { by, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers } = person;
  const more: More = [by, aliases, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers];
  const row = {
    who: id,
    name,
    search: [name, ...aliases].join('\n').toLowerCase(),
    nameOrder: nameOrder(name),
    segment,
    flags,
    messages,
    messages28,
    firstAt,
    lastAt,
    more: JSON.stringify(more),
    rules: packRules(person.rules),
  };
  return { ...row, digest: hash('sha1', JSON.stringify(row), 'base64url') };
}

export function personOf({ who, firstAt, lastAt, more, ...row }: StoredPerson): Omit<PersonPicture, 'rules'> {
  const [by, aliases, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers] = more;
  const rest = { by, aliases, inRoster, role, activeDays, checkinDays, longestStreak, answered, answers };
  return { id: who, ...row, ...rest, firstAt: instantOf(firstAt), lastAt: instantOf(lastAt) };
}

function instantOf(value: string | Date | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}

/** `active:messages28 >= 3 5 1,weeks28 >= 2 1 0|watching:…`: metric, op, need, have (- unknown), met. */
function packRules(rules: PersonPicture['rules']): string {
  return Object.entries(rules)
    .map(([name, needs]) => `${name}:${needs.map((n) => `${n.metric} ${n.op} ${n.need} ${n.have ?? '-'} ${n.met ? 1 : 0}`).join()}`)
    .join('|');
}

export function unpackRules(text: string): PersonPicture['rules'] {
  return Object.fromEntries(
    text.split('|').map((rule) => {
      const [name = '', needs = ''] = rule.split(':');
      return [name, needs === '' ? [] : needs.split(',').map(requirementOf)];
    }),
  );
}

function requirementOf(text: string): Requirement {
  const [metric, op, need, have, met] = text.split(' ');
  // Written by `packRules` from the same types.
  const known = { metric, op } as Pick<Requirement, 'metric' | 'op'>;
  return { ...known, need: Number(need), have: have === '-' ? null : Number(have), met: met === '1' };
}
