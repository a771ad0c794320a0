/** A raffle of 100,000 entries: sealing the list and drawing 100 winners, alone and through the runner on the embedded database. */
import { createHash } from 'node:crypto';
import type { Actor } from '../src/kernel/context.ts';
import { draw, listText, seal, seedOf, type Terms } from '../src/modules/raffles/recompute/draw.ts';
import { onFreshKernel } from './fresh-kernel.ts';
import { type Measure, type Result, timeWork } from './measure.ts';

const PEOPLE = 100_000;
const MOST_MS = 1_000;
const NOW = Date.parse('2026-03-12T04:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

export const raffles: Measure = { name: 'raffles', run: async () => [await alone(), await whole()] };

async function alone(): Promise<Result> {
  const source = { kind: 'announced', what: 'bench' } as const;
  const terms: Terms = { code: 'x'.repeat(20), closesAt: at(1), drawsAt: at(2), source, prizes: [{ name: 'prize', count: 100 }] };
  const entries = Array.from({ length: PEOPLE }, (_, index) => ({ number: index + 1, lots: 1 + (index % 30) }));
  const took = await timeWork(() => draw(entries, terms.prizes, seedOf(seal(terms, listText(entries)).commitment, '1')));
  const hashing = await timeWork(() => createHash('sha256').update(listText(entries)).digest());
  return resultOf('sealing and drawing 100 of 100,000 entries with lots of their own, as a browser does', took, hashing);
}

function whole(): Promise<Result> {
  const clock = { now: NOW };
  return onFreshKernel(
    () => clock.now,
    async ({ kernel, database, orgId }) => {
      const owner: Actor = { kind: 'staff', accountId: orgId, orgId, grants: [{ role: 'owner', communityId: null }] };
      const { id: communityId } = await kernel.run<{ id: string }>('communities.create', { name: 'bench' }, owner);
      await database.query(
        `WITH m AS (INSERT INTO member (org_id, id, name, created_at)
            SELECT $1::uuid, gen_random_uuid(), 'person ' || i, now() FROM generate_series(1, $2::int) i RETURNING id, name)
         INSERT INTO enrolment (org_id, id, community_id, member_id, nickname, joined_at)
            SELECT $1::uuid, id, $3::uuid, id, name, now() FROM m`,
        [orgId, PEOPLE, communityId],
      );
      const terms = {
        title: 'bench',
        prizes: [{ name: 'prize', count: 100 }],
        enters: 'all',
        announced: 'bench',
        closesAt: at(1),
        drawsAt: at(2),
      };
      const { id: raffleId } = await kernel.run<{ id: string }>('raffles.open', { communityId, ...terms }, owner);
      clock.now = Date.parse(at(1));
      const sealing = await timeWork(() => kernel.run('raffles.sealDue', {}, { kind: 'system', orgId }));
      clock.now = Date.parse(at(2));
      const drawing = await timeWork(() => kernel.run('raffles.draw', { raffleId, value: '1' }, owner));
      return resultOf('drawing a raffle of 100,000 entries through the runner, embedded', drawing, sealing, 'writing and sealing its list');
    },
  );
}

function resultOf(name: string, took: number, beside: number, baseline = 'SHA-256 of the same list by Node'): Result {
  const value = `${took.toFixed(0)} ms processor`;
  return { name, value, baseline: `${baseline} ${beside.toFixed(0)} ms`, ratio: took / beside, target: '≤ 1 s', met: took <= MOST_MS };
}
