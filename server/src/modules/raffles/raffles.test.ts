/** What a raffle promises: terms that stay, a list sealed before the number, winners that anybody can derive. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import type { OwnRaffle, Raffle } from './contract.ts';
import { draw as drawn, entriesOf, seal, seedOf } from './recompute/draw.ts';
import { timeOfRound } from './recompute/public-number.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;
const nobody = { kind: 'nobody', orgId: home.orgId } as const;
const prizes = [
  { name: '写作课一门', count: 1 },
  { name: '明信片', count: 2 },
];
type Shown = Raffle & { id: string; people: { place: number; number: number; nickname: string | null; prize: string }[] };

/** A raffle of a community with these people, open for a day and drawn an hour later. */
async function begun(names: readonly string[], terms: object = {}) {
  camp.at('2026-03-02T00:00:00Z');
  const communityId = await camp.community();
  const people = await camp.people(communityId, names);
  const times = { closesAt: '2026-03-03T00:00:00Z', drawsAt: '2026-03-03T01:00:00Z' };
  const input = { communityId, title: '周末抽奖', prizes, announced: '福彩双色球第 2026024 期', ...times, ...terms };
  const { id: raffleId } = await run<{ id: string }>('raffles.open', input);
  const one = async () => (await run<{ raffles: Shown[] }>('raffles.list', { communityId })).raffles[0] as Shown;
  return {
    communityId,
    people,
    raffleId,
    one,
    enter: ({ actor }: Person) => run<{ number: number }>('raffles.enter', { raffleId }, actor),
    withdraw: ({ actor }: Person) => run('raffles.withdraw', { raffleId }, actor),
    own: async ({ actor }: Person) => (await run<{ raffles: OwnRaffle[] }>('raffles.mine', { communityId }, actor)).raffles[0] as OwnRaffle,
    seal: async () => {
      camp.at('2026-03-03T00:00:01Z');
      await run('raffles.sealDue', {}, { kind: 'system', orgId: home.orgId });
    },
    draw: (value = '01 07 12 20 28 33 + 05') => run<{ winners: number[] }>('raffles.draw', { raffleId, value }),
    published: async () => run<Raffle & { list: string | null }>('raffles.published', { code: (await one()).code }, nobody),
  };
}
const five = ['林夏', '阿树', '小满', '周周', '北北'] as const;
const afterwards = () => camp.at('2026-03-03T01:00:01Z');

describe('entering', () => {
  it('is once a person under a number of one’s own, however often it is pressed', async () => {
    const { enter, people, own, one } = await begun(five);
    const [first, second] = people;
    expect(await Promise.all([enter(first), enter(first), enter(first)])).toEqual([{ number: 1 }, { number: 1 }, { number: 1 }]);
    expect(await enter(second)).toEqual({ number: 2 });
    expect((await own(first)).own).toEqual({ number: 1, lots: 1, place: null });
    expect(await one()).toMatchObject({ state: 'open', entries: 2, lots: 2, sealed: null, winners: [] });
  });

  it('may be withdrawn until it closes, and not afterwards', async () => {
    const { enter, withdraw, people, one } = await begun(five);
    const [first, second] = people;
    await enter(first);
    await withdraw(first);
    expect((await one()).entries).toBe(0);
    expect(await enter(first)).toEqual({ number: 2 });
    camp.at('2026-03-03T00:00:00Z');
    await expect(withdraw(first)).rejects.toMatchObject({ code: 'raffle.shut' });
    await expect(enter(second)).rejects.toMatchObject({ code: 'raffle.shut' });
  });

  it('asks for the days the rule names, and says how many there are', async () => {
    camp.at('2026-03-02T00:00:00Z');
    const communityId = await camp.community();
    const [keen, late] = await camp.people(communityId, ['林夏', '阿树']);
    const campaignId = await camp.campaign(communityId, {}, '2026-03-08');
    await run('checkins.submit', { campaignId }, keen.actor);
    const times = { closesAt: '2026-03-04T00:00:00Z', drawsAt: '2026-03-04T01:00:00Z' };
    const input = { communityId, title: '满勤抽奖', prizes, campaignId, days: 1, lots: 'days', ...times };
    const { id: raffleId } = await run<{ id: string }>('raffles.open', input);
    await run('raffles.enter', { raffleId }, keen.actor);
    await expect(run('raffles.enter', { raffleId }, late.actor)).rejects.toMatchObject({
      code: 'raffle.notMet',
      data: { need: 1, have: 0 },
    });
    camp.at('2026-03-03T00:00:00Z');
    await run('checkins.submit', { campaignId }, keen.actor);
    await run('checkins.submit', { campaignId }, late.actor);
    await run('raffles.enter', { raffleId }, late.actor);
    camp.at('2026-03-04T00:00:01Z');
    await run('raffles.sealDue', {}, { kind: 'system', orgId: home.orgId });
    const { raffles } = await run<{ raffles: Shown[] }>('raffles.list', { communityId });
    const { list } = await run<{ list: string }>('raffles.published', { code: raffles[0]?.code }, nobody);
    expect(entriesOf(list)).toEqual([
      { number: 1, lots: 2 },
      { number: 2, lots: 1 },
    ]);
  });

  it('needs nothing where everybody who may is in: those who are there when it closes', async () => {
    const { enter, people, seal: close, one } = await begun(five, { enters: 'all' });
    await expect(enter(people[0])).rejects.toMatchObject({ code: 'raffle.everybody' });
    await camp.leave(people[1]);
    await close();
    expect(await one()).toMatchObject({ state: 'sealed', entries: 4 });
  });
});

describe('the list', () => {
  it('is sealed at closing without those who left, and published by numbers alone before the number is known', async () => {
    const { enter, people, seal: close, published } = await begun(five);
    for (const person of people) await enter(person);
    await camp.leave(people[1]);
    expect((await published()).list).toBe(null);
    await close();
    const { list, sealed, code, closesAt, drawsAt, source, prizes: all, ...rest } = await published();
    expect(list).toBe('1 1\n3 1\n4 1\n5 1');
    expect(sealed).toMatchObject(seal({ code, closesAt, drawsAt, source, prizes: all }, list ?? ''));
    expect(Date.parse(sealed?.at ?? '')).toBeLessThan(Date.parse(drawsAt));
    for (const name of five) expect(JSON.stringify(rest)).not.toContain(name);
  });

  it('is sealed by a task that waits for the instant of closing', async () => {
    const { raffleId, one, enter, people } = await begun(five);
    const [job] = await home.sql<{ seconds: number }>(
      `SELECT extract(epoch FROM start_after - created_on)::int4 AS seconds FROM pgboss.job WHERE name = 'raffles.seal' AND singleton_key LIKE $1`,
      [`%${raffleId}`],
    );
    expect(job?.seconds).toBe(86_400);
    await enter(people[0]);
    camp.at('2026-03-03T00:00:00Z');
    expect((await one()).state).toBe('closing');
  });

  it('is not sealed any more once the number is known: there is no draw then', async () => {
    const { enter, people, one, draw } = await begun(five);
    await enter(people[0]);
    afterwards();
    await run('raffles.sealDue', {}, { kind: 'system', orgId: home.orgId });
    expect(await one()).toMatchObject({ state: 'missed', sealed: null });
    await expect(draw()).rejects.toMatchObject({ code: 'raffle.notSealed' });
  });
});

describe('somebody who is erased at the same moment as the list is sealed', () => {
  it('is out of it or stays as a number, and the draw goes on', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { enter, people, seal: close, draw } = await begun(['林夏', '阿树']);
      for (const person of people) await enter(person);
      const erased = run('privacy.eraseEnrolment', { enrolmentId: people[1].id, understood: true });
      await Promise.all([erased, camp.later(5 * round).then(close)]);
      afterwards();
      expect((await draw()).winners).toContain(1);
    }
  });
});

describe('the draw', () => {
  it('gives the winners that follow from what is published, once and for all', async () => {
    const { enter, people, raffleId, seal: close, draw, one, own, published } = await begun(five);
    for (const person of people) await enter(person);
    await close();
    await expect(draw()).rejects.toMatchObject({ code: 'raffle.notYet' });
    afterwards();
    const { winners } = await draw('01 07 12 20 28 33 ＋ 05 ');
    const page = await published();
    expect(page.drawn?.value).toBe('01 07 12 20 28 33 + 05');
    const seed = seedOf(page.sealed?.commitment ?? '', page.drawn?.value ?? '');
    expect(drawn(entriesOf(page.list ?? ''), page.prizes, seed)).toEqual(winners);
    expect(page.winners).toEqual(winners);
    const { people: won } = await one();
    expect(won.map(({ prize }) => prize)).toEqual(['写作课一门', '明信片', '明信片']);
    expect(won.map(({ nickname }) => nickname)).toEqual(winners.map((number) => five[number - 1]));
    const places = await Promise.all(people.map(async (person) => (await own(person)).own));
    expect(winners.map((winner) => places.find((entry) => entry?.number === winner)?.place)).toEqual([1, 2, 3]);
    await expect(draw('02 02 02')).rejects.toMatchObject({ code: 'raffle.alreadyDrawn' });
    await expect(run('raffles.cancel', { raffleId, reason: '不想发了' })).rejects.toMatchObject({ code: 'raffle.alreadyDrawn' });
  });

  it('takes the named round of drand alone, and only where it agrees with itself', async () => {
    const { enter, people, seal: close, draw, one, published } = await begun(five, { announced: null });
    for (const person of people) await enter(person);
    await close();
    const { source, drawsAt } = await one();
    if (source.kind !== 'drand') throw new TypeError('goes by drand');
    expect(Date.parse(drawsAt)).toBe(timeOfRound(source.round));
    camp.at(timeOfRound(source.round));
    const signature = 'a'.repeat(192);
    const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
    const round = { round: source.round, randomness, signature };
    await expect(draw(JSON.stringify({ ...round, round: source.round + 1 }))).rejects.toMatchObject({ code: 'raffle.otherRound' });
    await expect(draw(JSON.stringify({ ...round, randomness: '0'.repeat(64) }))).rejects.toMatchObject({ code: 'raffle.notARound' });
    await draw(JSON.stringify(round));
    expect((await published()).drawn).toMatchObject({ value: randomness, signature });
  });

  it('does not happen where the list is no longer what was sealed', async () => {
    const { enter, people, seal: close, draw, raffleId } = await begun(five);
    for (const person of people) await enter(person);
    await close();
    await home.sql('UPDATE raffle_entry SET lots = 99 WHERE raffle_id = $1 AND number = 2', [raffleId]);
    afterwards();
    await expect(draw()).rejects.toMatchObject({ code: 'raffle.listChanged' });
  });

  it('of a cancelled raffle never happens, and its reason stays', async () => {
    const { enter, people, raffleId, one, seal: close, draw } = await begun(five);
    await enter(people[0]);
    await run('raffles.cancel', { raffleId, reason: '奖品没有到货' });
    await close();
    afterwards();
    expect(await one()).toMatchObject({ state: 'cancelled', sealed: null, cancelled: { reason: '奖品没有到货' } });
    await expect(draw()).rejects.toMatchObject({ code: 'raffle.notSealed' });
  });
});

describe('terms', () => {
  it.each([
    ['closes before now', { closesAt: '2026-03-01T00:00:00Z' }, 'raffle.times'],
    ['is drawn when it closes', { drawsAt: '2026-03-03T00:00:00Z' }, 'raffle.times'],
    ['asks for days of no camp', { days: 3 }, 'raffle.rule'],
    ['has too many prizes', { prizes: [500, 500, 1].map((count) => ({ name: '书', count })) }, 'raffle.tooMany'],
    ['has a prize of two lines', { prizes: [{ name: '书\nprize 9 车', count: 1 }] }, 'input.invalid'],
  ])('are refused where a raffle %s', async (_what, terms, code) => {
    await expect(begun(['林夏'], terms)).rejects.toMatchObject({ code });
  });
});

describe('who is erased', () => {
  it('is out of a raffle that is open', async () => {
    const { enter, people, one } = await begun(['钱进来', '阿树']);
    for (const person of people) await enter(person);
    await run('privacy.eraseMine', { understood: true }, people[0].actor);
    expect((await one()).entries).toBe(1);
  });

  it('leaves a number that is nobody’s in a drawn one, which can still be recomputed', async () => {
    const { enter, people, seal: close, draw, one, published } = await begun(['赵钱孙', '阿树', '小满']);
    for (const person of people) await enter(person);
    await close();
    afterwards();
    const { winners } = await draw();
    const copy = await run<{ raffleEntries: object[] }>('privacy.exportMine', {}, people[0].actor);
    expect(copy.raffleEntries).toMatchObject([{ title: '周末抽奖', number: 1, lots: 1 }]);
    await run('privacy.eraseMine', { understood: true }, people[0].actor);
    await home.drain();
    expect(await everythingKept(home)).not.toContain('赵钱孙');
    const page = await published();
    expect(seal(page, page.list ?? '')).toEqual({ listHash: page.sealed?.listHash, commitment: page.sealed?.commitment });
    expect(page.winners).toEqual(winners);
    expect((await one()).people.find(({ number }) => number === 1)?.nickname).toBe(null);
  });
});
