/** A community whose people take part, for tests of campaigns: moves the clock, acts as its members. */
import type { Actor, QueryContext } from '#kernel';
import { asTenant } from '../kernel/database.ts';
import { modules } from '../modules.ts';
import { type World, world } from './world.ts';

export interface Person {
  id: string;
  memberId: string;
  nickname: string;
  actor: Actor;
}

export interface CheckinRow {
  who: string;
  day: string;
  kind: string;
  counted: boolean;
  source: string;
}

/** One for each test file. @param at instant its clock begins at */
export async function campWorld(at: string) {
  const w = await world({ at });

  async function people(communityId: string, names: readonly string[]): Promise<[Person, Person, ...Person[]]> {
    const input = { communityId, people: names.map((name) => ({ name })) };
    const { enrolments } = await w.run<{ enrolments: { id: string; memberId: string; nickname: string }[] }>('admissions.enrol', input);
    const [first, second = first, ...others] = names.map((name): Person => {
      const { id = '', memberId = '' } = enrolments.find(({ nickname }) => nickname === name) ?? {};
      return { id, memberId, nickname: name, actor: { kind: 'member', accountId: memberId, orgId: w.orgId, enrolled: [communityId] } };
    });
    if (!first || !second) throw new TypeError('somebody takes part');
    return [first, second, ...others];
  }

  return {
    world: w,
    run: w.run,
    sql: w.sql,
    at: w.clock.set,
    advance: w.clock.advance,
    community: async () => (await w.run<{ id: string }>('communities.create', { name: '晨读营' })).id,
    people,
    /** From 2 March 2026 on, a Monday. */
    campaign: async (communityId: string, policy: object, endsOn: string) => {
      const input = { communityId, name: '晨读打卡', startsOn: '2026-03-02', endsOn, policy };
      return (await w.run<{ id: string }>('checkins.createCampaign', input)).id;
    },
    /** So many round trips to the database later: what is begun then comes in at another place of what runs beside it. */
    later: async (trips: number) => {
      for (let trip = 0; trip < trips; trip += 1) await w.sql('SELECT 1');
    },
    leave: ({ id }: Person) => w.run('admissions.leave', { enrolmentId: id }),
    comeBack: ({ id }: Person) => w.run('admissions.comeBack', { enrolmentId: id }),
    rowsOf: (campaignId: string) =>
      w.sql<CheckinRow>(
        'SELECT enrolment_id AS who, day::text AS day, kind, counted, source FROM checkin WHERE campaign_id = $1 ORDER BY day, enrolment_id',
        [campaignId],
      ),
    standings: (campaignId: string) =>
      w.sql<{ who: string; total: number; streak: number; lastDay: string | null }>(
        'SELECT enrolment_id AS who, total, streak, last_day::text AS "lastDay" FROM checkin_standing WHERE campaign_id = $1',
        [campaignId],
      ),
    /** How often the check-in page of somebody asks the database. */
    statementsOfToday: async ({ actor }: Person): Promise<number> => {
      const verb = modules.find(({ name }) => name === 'checkins')?.verbs.today;
      if (typeof verb !== 'function') throw new TypeError('there is a check-in page');
      const page: (ctx: QueryContext, input: object) => Promise<unknown> = untyped(verb);
      return w.database.transaction(asTenant(w.orgId), async ({ db }) => {
        let asked = 0;
        const counted = new Proxy(db, {
          get: (target, key) => {
            if (['execute', 'select', 'insert', 'update', 'delete'].includes(String(key))) asked += 1;
            const value: unknown = Reflect.get(target, key);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
        const ground = { orgId: w.orgId, actor, requestId: w.orgId, dataDir: w.dataDir, now: w.clock.now, newId: w.kernel.newId };
        await page({ ...ground, db: counted }, {});
        return asked;
      });
    },
  };
}

export type CampWorld = Awaited<ReturnType<typeof campWorld>> & { world: World };

/** The runner lets the types of verbs go as well; the contract's parser is left out because the page asks for nothing. */
function untyped(verb: (ctx: never, input: never) => Promise<unknown>): (ctx: QueryContext, input: object) => Promise<unknown> {
  return verb as (ctx: QueryContext, input: object) => Promise<unknown>;
}
