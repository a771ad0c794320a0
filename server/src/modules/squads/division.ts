/** Dividing people into squads of about the same size and strength. Pure: the same seed divides the same people alike. */

export interface Candidate {
  id: string;
  /** How active, on any scale. */
  strength: number;
  /** As somebody noted them, else null: nothing is guessed. */
  gender: string | null;
  region: string | null;
  /** Index of the squad in which this person stays whatever comes; null: free to go anywhere. */
  stays: number | null;
}

interface Filling {
  place: number;
  people: string[];
  genders: Map<string, number>;
  regions: Map<string, number>;
}

/** Squads that so many people need; `least`: as many as must stay in any case. */
export function squadsNeeded(people: number, size: number, least: number): number {
  return Math.max(Math.ceil(people / size), least);
}

/**
 * A snake draft: the strongest first, one for each squad in turn, and each round in the other direction. The next person always
 * goes to one of the smallest squads; among these to one with the fewest of the same gender, then of the same region, then in
 * the direction of the round. Equals are drawn by the seed. @returns ids by squad, those who stay first
 */
export function divide(people: readonly Candidate[], squads: number, seed: number): string[][] {
  const filling = Array.from({ length: squads }, (_, place): Filling => ({ place, people: [], genders: new Map(), regions: new Map() }));
  const put = (squad: Filling | undefined, { id, gender, region }: Candidate) => {
    if (!squad) return;
    squad.people.push(id);
    add(squad.genders, gender);
    add(squad.regions, region);
  };
  for (const person of people) if (person.stays !== null) put(filling[person.stays], person);
  const free = people.filter(({ stays }) => stays === null).map((person) => ({ person, lot: lotOf(seed, person.id) }));
  free.sort((a, b) => b.person.strength - a.person.strength || a.lot - b.lot || (a.person.id < b.person.id ? -1 : 1));
  for (const { person } of free) put(next(filling, person), person);
  return filling.map((squad) => squad.people);
}

function next(filling: readonly Filling[], { gender, region }: Candidate): Filling | undefined {
  const least = Math.min(...filling.map(({ people }) => people.length));
  const direction = least % 2 === 0 ? 1 : -1;
  let best: Filling | undefined;
  const before = (one: Filling, other: Filling) =>
    alike(one.genders, gender) - alike(other.genders, gender) ||
    alike(one.regions, region) - alike(other.regions, region) ||
    direction * (one.place - other.place);
  for (const squad of filling) if (squad.people.length === least && (!best || before(squad, best) < 0)) best = squad;
  return best;
}

const alike = (counts: Map<string, number>, value: string | null) => (value === null ? 0 : (counts.get(value) ?? 0));

function add(counts: Map<string, number>, value: string | null): void {
  if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** FNV-1a over seed and id (http://www.isthe.com/chongo/tech/comp/fnv/), so that the order people come in does not matter. */
function lotOf(seed: number, id: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${id}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

const genderTag = /^(?:性别\s*[:：]\s*)?(男|女)(?:生|士|性)?$/u;
const regionTag = /^(?:地区|城市|坐标|所在地|地域)\s*[:：]\s*(\S.*)$/u;

/** What tags say of gender and region; tags that say neither are not looked at. */
export function knownFrom(tags: readonly string[]): { gender: string | null; region: string | null } {
  const first = (pattern: RegExp) => tags.map((tag) => pattern.exec(tag.trim())?.[1]).find((found) => found !== undefined) ?? null;
  return { gender: first(genderTag), region: first(regionTag) };
}
