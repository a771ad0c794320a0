/** A whole camp, driven act by act at its instants through the operations that everybody has, ends as it was planted. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type CampWorld, campWorld, type Person } from '#testing/camp';
import { importing } from '#testing/imports';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { type CampAct, type CampDay, type CampSpec, simulateCamp } from '../../simulator/index.ts';
import { wallText } from '../../simulator/qq.ts';

let c: CampWorld;
beforeAll(async () => {
  c = await campWorld('2026-02-01T00:00:00Z');
});

const camp: CampSpec = {
  zone: 'Asia/Shanghai',
  people: 77,
  start: dayNumber('2026-03-02'),
  days: 21,
  opens: 300,
  closes: 540,
  boundary: 240,
  change: { from: 10, closes: 480 },
  tickets: 2,
  ticketDays: 3,
  leaves: 2,
  late: 7,
  lateDay: 3,
  gone: 4,
  goneDay: 12,
};

const wall = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const nameOf = (who: number) => `学员${who}`;
const WORDS = '打卡，今天写了三百字';

/** Somebody of the camp may come later: until then there is no enrolment. */
type People = (Person | null)[];

interface Place {
  communityId: string;
  channelId: string;
  campaignId: string;
  senders: Map<string, string>;
}

class Running {
  private readonly said: string[] = [];
  readonly people: People;
  readonly place: Place;
  private readonly spec: CampSpec;
  constructor(spec: CampSpec, place: Place) {
    this.spec = spec;
    this.place = place;
    this.people = Array.from({ length: spec.people }, () => null);
  }

  async enrol(who: number): Promise<void> {
    const { communityId, channelId, senders } = this.place;
    const name = nameOf(who);
    const from = { channelId, personId: senders.get(name) ?? '' };
    const { enrolments } = await c.run<{ enrolments: { id: string; memberId: string }[] }>('admissions.enrol', {
      communityId,
      people: [{ name, from }],
    });
    const [{ id, memberId } = { id: '', memberId: '' }] = enrolments;
    const actor = { kind: 'member' as const, accountId: memberId, orgId: c.world.orgId, enrolled: [communityId] };
    this.people[who] = { id, memberId, nickname: name, actor };
  }

  policy(closes: number) {
    const { zone, opens, boundary, tickets, ticketDays, leaves } = this.spec;
    const times = { boundary: wall(boundary), opens: wall(opens), closes: wall(closes) };
    return { zone, ...times, late: 'withoutCredit', tickets, ticketDays, leaves, content: { text: { needed: true, min: 4 } } };
  }

  async act(one: CampAct): Promise<void> {
    const { campaignId, channelId } = this.place;
    const day = 'day' in one ? dayText(this.spec.start + one.day) : '';
    if (one.act === 'change') {
      const effectiveOn = dayText(this.spec.start + this.spec.change.from);
      await c.run('checkins.changePolicy', { campaignId, effectiveOn, policy: this.policy(this.spec.change.closes) });
      return;
    }
    if (one.act === 'bring') {
      await importing(c.world, this.spec.zone).importText(this.said.join('\n'), { channelId });
      return;
    }
    if (one.act === 'say') {
      this.said.push(line(this.spec.zone, one.at, nameOf(one.who), WORDS));
      return;
    }
    if (one.act === 'join') return this.enrol(one.who);
    const person = this.people[one.who];
    if (!person) throw new Error(`${nameOf(one.who)} does not take part`);
    const { id: enrolmentId, actor } = person;
    const content = { text: WORDS };
    if (one.act === 'go') await c.run('admissions.leave', { enrolmentId });
    if (one.act === 'undo') await c.run('checkins.undo', { campaignId }, actor);
    if (one.act === 'makeUp') await c.run('checkins.makeUp', { campaignId, day, content }, actor);
    if (one.act === 'leave') await c.run('checkins.takeLeave', { campaignId, day }, actor);
    if (one.act === 'giveBack') await c.run('checkins.cancelLeave', { campaignId, day }, actor);
    if (one.act === 'correct')
      await c.run('checkins.correct', { campaignId, enrolmentId, day, becomes: 'onTime', reason: '停电了，截图为证' });
    if (one.act === 'submit') {
      const sent = c.run('checkins.submit', { campaignId, content }, actor);
      if (one.refused) await expect(sent).rejects.toMatchObject({ code: 'checkin.closed' });
      else await sent;
    }
  }
}

const line = (zone: string, at: number, who: string, text: string) => `${wallText(zoneClock(zone), at)} ${who}\n${text}\n`;

/** Everybody has spoken once before the camp, so that their senders are known. */
async function begin(spec: CampSpec): Promise<Running> {
  const { zone, people, start, days } = spec;
  const dawn = zoneClock(zone).startOfDay(start - 1);
  c.at(dawn + 9 * 3_600_000);
  const communityId = await c.community();
  const { id: channelId } = await c.run<{ id: string }>('communities.createChannel', { communityId, name: '晨读一班' });
  const names = Array.from({ length: people }, (_, who) => nameOf(who));
  await importing(c.world, zone).importText(names.map((name, n) => line(zone, dawn + n * 1000, name, '大家好')).join('\n'), { channelId });
  const { people: seen } = await c.run<{ people: { id: string; name: string }[] }>('insights.people', { channelId, limit: 200 });
  const senders = new Map(seen.map(({ id, name }) => [name, id]));
  const place = { communityId, channelId, campaignId: '', senders };
  const running = new Running(spec, place);
  for (let who = spec.late; who < people; who += 1) await running.enrol(who);
  const { id } = await c.run<{ id: string }>('checkins.createCampaign', {
    communityId,
    name: '晨读 21 天',
    startsOn: dayText(start),
    endsOn: dayText(start + days - 1),
    policy: running.policy(spec.closes),
  });
  place.campaignId = id;
  await c.world.drain();
  return running;
}

/** What is kept of a planted day. */
const kept: Record<CampDay, string | null> = {
  onTime: 'onTime true page',
  chat: 'onTime true chat',
  late: 'late false page',
  madeUp: 'madeUp true page',
  leave: 'leave false page',
  corrected: 'onTime true staff',
  missed: null,
  outside: null,
};
const counts = (day: CampDay) => kept[day]?.includes('true') ?? false;

/** The run at the end, counted backwards: a leave neither counts nor breaks it. */
function streakOf(days: readonly CampDay[]): number {
  let streak = 0;
  for (const day of days.toReversed()) {
    if (counts(day)) streak += 1;
    else if (day !== 'leave') break;
  }
  return streak;
}

describe.each([
  ['21 days of a class of 77', camp, 20_260_302],
  [
    'a smaller one over the night in which the clocks go forward',
    { ...camp, zone: 'Europe/Berlin', start: dayNumber('2026-03-16'), people: 12, late: 2, gone: 1 },
    7,
  ],
] as const)('%s', (_name, spec, seed) => {
  const { planted, acts } = simulateCamp(spec, seed);
  let running: Running;
  let campaignId: string;

  beforeAll(async () => {
    running = await begin(spec);
    campaignId = running.place.campaignId;
    for (const [at, together] of Map.groupBy(acts, (one) => one.at)) {
      c.at(at);
      await Promise.all(together.map((one) => running.act(one)));
    }
    // The noon after the last day.
    c.at(zoneClock(spec.zone).startOfDay(spec.start + spec.days) + 12 * 3_600_000);
    await c.world.drain();
  }, 240_000);

  it('keeps every day of everybody as it was planted, and nothing else', async () => {
    const who = new Map(running.people.map((person, index) => [person?.id ?? '', index]));
    const rows = await c.rowsOf(campaignId);
    const found = new Map(rows.map((row) => [`${who.get(row.who)} ${row.day}`, `${row.kind} ${row.counted} ${row.source}`]));
    expect(found.size).toBe(rows.length);
    const wanted = planted.flatMap((days, person) =>
      days.flatMap((day, index) => (kept[day] === null ? [] : [[`${person} ${dayText(spec.start + index)}`, kept[day]] as const])),
    );
    expect(found).toEqual(new Map(wanted));
  });

  it('tells everybody their days, their run, and what is left of tickets and leaves', async () => {
    const { people } = await c.run<{ people: { enrolmentId: string; standing: Record<string, unknown> }[] }>('checkins.people', {
      campaignId,
    });
    const standing = new Map(people.map((row) => [row.enrolmentId, row.standing]));
    expect(people).toHaveLength(spec.people - spec.gone);
    for (const [index, days] of planted.slice(0, spec.people - spec.gone).entries()) {
      expect(standing.get(running.people[index]?.id ?? ''), nameOf(index)).toMatchObject({
        total: days.filter(counts).length,
        streak: streakOf(days),
        ticketsLeft: spec.tickets - days.filter((day) => day === 'madeUp').length,
        leavesLeft: spec.leaves - days.filter((day) => day === 'leave').length,
      });
    }
  });

  it('ranks by the days that count, and shares places', async () => {
    const [reader] = running.people.slice(spec.late);
    const { people, top } = await c.run<{ people: number; top: { nickname: string; rank: number; total: number }[] }>(
      'checkins.ranking',
      { campaignId, limit: 100 },
      reader?.actor ?? null,
    );
    const totals = planted.slice(0, spec.people - spec.gone).map((days) => days.filter(counts).length);
    const wanted = totals.map((total, index) => [nameOf(index), total, 1 + totals.filter((other) => other > total).length] as const);
    expect(people).toBe(totals.length);
    expect(new Set(top.map(({ nickname, total, rank }) => `${nickname} ${total} ${rank}`))).toEqual(
      new Set(wanted.map((row) => row.join(' '))),
    );
  });
});
