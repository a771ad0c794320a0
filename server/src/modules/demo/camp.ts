/** The camp in the demo: the early risers' group on the twelfth day of 21, in squads, its check-ins found in what was said. */
import type { QueryContext, TaskContext } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { DEMO_PLATFORM, findChannel } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { demoName } from './rules.ts';

const GROUP = '晨光早起营';
const [DAY, DAYS] = [12, 21];
/** A class. */
const PEOPLE = 77;

const campaign = {
  name: '早起 21 天',
  goal: '全班一起早起满 1000 次',
  policy: {
    zone: 'Asia/Shanghai',
    // The days of its first and last day are counted from midnight, at whatever hour the demo is made.
    boundary: '00:00',
    opens: '04:30',
    closes: '09:00',
    needPerWeek: 6,
    content: {},
    chat: { keywords: ['打卡'], jielong: true, number: false },
  },
};

interface Wanted {
  communityId: string;
  zone: string;
}

/** Where the camp is still to be opened: the demo's group, pictured and without a campaign. */
export async function campWanted(ctx: QueryContext, { channelId }: { channelId: string }): Promise<Wanted | null> {
  const { communityId, platform, name, zone } = await findChannel(ctx, channelId);
  if (platform !== DEMO_PLATFORM || name !== demoName(GROUP)) return null;
  const open = await rowsOf(ctx, sql`SELECT 1 FROM campaign WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} LIMIT 1`);
  return open.length > 0 ? null : { communityId, zone };
}

/** By the operations that anybody has: whoever speaks takes part, and the camp began eleven days ago. */
export async function openCamp(ctx: TaskContext, { channelId }: { channelId: string }): Promise<void> {
  const wanted = await ctx.call<Wanted | null>('demo.campWanted', { channelId });
  if (!wanted) return;
  const { communityId, zone } = wanted;
  const { people } = await ctx.call<{ people: { id: string; name: string }[] }>('insights.people', {
    channelId,
    sort: 'messages28',
    limit: PEOPLE,
  });
  const chosen = people.map(({ id, name }) => ({ name, from: { channelId, personId: id } }));
  await ctx.call('admissions.enrol', { communityId, people: chosen });
  await divide(ctx, communityId);
  const today = zoneClock(zone).dayOf(ctx.now());
  const [startsOn, endsOn] = [dayText(today - DAY + 1), dayText(today - DAY + DAYS)];
  await ctx.call('checkins.createCampaign', { communityId, ...campaign, startsOn, endsOn });
}

interface Placed {
  enrolmentId: string;
}

/** Into squads with a leader each. What an interrupted try has done already is left. */
async function divide(ctx: TaskContext, communityId: string): Promise<void> {
  const plan = await ctx.call<{ squads: { squadId: string | null; name: string; people: Placed[] }[]; moved: number }>('squads.plan', {
    communityId,
  });
  const squads = plan.squads.map((squad) => ({ ...squad, people: squad.people.map(({ enrolmentId }) => enrolmentId) }));
  if (plan.moved > 0) await ctx.call('squads.assign', { communityId, anew: false, squads });
  const known = await ctx.call<{ roles: LeadingRole[]; offered: LeadingRole[] }>('roles.list', { communityId });
  const shipped = known.offered.find(({ leads }) => leads);
  const leader = known.roles.find(({ leads }) => leads) ?? (await ctx.call<LeadingRole>('roles.make', { communityId, ...shipped }));
  const tree = await ctx.call<{ squads: { id: string; leader: Placed | null; people: Placed[] }[] }>('squads.tree', { communityId });
  for (const squad of tree.squads) {
    const [first] = squad.people;
    if (first && !squad.leader) await ctx.call('roles.appoint', { roleId: leader.id, enrolmentId: first.enrolmentId, inSquadId: squad.id });
  }
}

interface LeadingRole {
  id: string;
  leads: boolean;
}
