/** A class with squads, for tests of squads and roles. */
import type { Actor } from '#kernel';
import { personActor } from '../modules/admissions/index.ts';
import { type CampWorld, campWorld, type Person } from './camp.ts';

interface Placed {
  enrolmentId: string;
  nickname: string;
  today: string | null;
}

export interface Tree {
  sizes: object;
  squads: { id: string; name: string; leader: { nickname: string } | null; doneToday: number; people: Placed[] }[];
  without: Placed[];
  warnings: { code: string; need: number; have: number; squadId: string | null }[];
  lastChange: { id: string; kind: string; people: number } | null;
}

export interface Plan {
  anew: boolean;
  squads: { squadId: string | null; name: string; people: { enrolmentId: string; nickname: string; now: boolean; leads: boolean }[] }[];
  moved: number;
  balancedBy: string[];
}

export async function classWorld(at: string) {
  const camp: CampWorld = await campWorld(at);
  const { run, world } = camp;
  const tree = (communityId: string) => run<Tree>('squads.tree', { communityId });

  return {
    ...camp,
    tree,
    /** Names by squad, and under `''` of those in none. */
    names: async (communityId: string) => {
      const { squads, without } = await tree(communityId);
      const of = (people: Placed[]) => people.map(({ nickname }) => nickname).sort();
      return Object.fromEntries([...squads.map(({ name, people }) => [name, of(people)]), ['', of(without)]]);
    },
    plan: (communityId: string, anew = false, seed = 1) => run<Plan>('squads.plan', { communityId, anew, seed }),
    assign: (communityId: string, { anew, squads }: Plan) =>
      run<{ placed: number; unchanged: number; skipped: { nickname: string; reason: string }[] }>('squads.assign', {
        communityId,
        anew,
        squads: squads.map(({ people, ...squad }) => ({ ...squad, people: people.map(({ enrolmentId }) => enrolmentId) })),
      }),
    /** A squad with these people in it. */
    squad: async (communityId: string, name: string, people: readonly Person[]) => {
      const { id } = await run<{ id: string }>('squads.add', { communityId, name });
      if (people.length > 0) await run('squads.move', { communityId, enrolmentIds: people.map((one) => one.id), toSquadId: id });
      return id;
    },
    /** The role of a squad's leader as it is shipped. */
    leaderRole: async (communityId: string) => {
      const { offered } = await run<{ offered: { name: string }[] }>('roles.list', { communityId });
      return (await run<{ id: string }>('roles.make', { ...offered.find(({ name }) => name === '组长'), communityId })).id;
    },
    appoint: (roleId: string, { id: enrolmentId }: Person, inSquadId: string | null, more: object = {}) =>
      run<{ id: string; until: string | null }>('roles.appoint', { roleId, enrolmentId, inSquadId, ...more }),
    /** As the door finds out who calls. */
    actorOf: ({ memberId }: Person): Promise<Actor> => personActor(world.kernel, world.orgId, memberId),
  };
}
