/**
 * Boards and ledgers of points in a community of 100,000 people beside one of 77: on PostgreSQL with ten million entries, on the
 * embedded database with a tenth of that. Rows are written by statements; what is measured goes through the runner.
 */
import type { Database } from '../src/kernel/database.ts';
import { type Camp, campOf, memberOf, timeWall } from './checkins.ts';
import { onFreshKernel } from './fresh-kernel.ts';
import { type Measure, median, type Result, timeWork } from './measure.ts';

const server = Boolean(process.env.DATABASE_URL);
const engine = server ? 'PostgreSQL' : 'embedded';
const timed = server ? timeWall : timeWork;
const unit = server ? 'ms' : 'ms processor';
const PEOPLE = 100_000;
const ENTRIES_EACH = server ? 100 : 10;
const SQUAD = 8;
const ROUNDS = 100;
const MOST_MS = 50;
const NOW = Date.parse('2026-03-12T04:00:00Z');

export const points: Measure = {
  name: `points, ${engine}`,
  run: () =>
    onFreshKernel(NOW, async ({ kernel, database, orgId }) => {
      const small = await filled(77);
      const large = await filled(PEOPLE);
      await database.exec('VACUUM ANALYZE');
      const results: Result[] = [];
      for (const [name, operation, more] of [
        ['board of everything', 'points.ranking', { board: 'all' }],
        ['board of the week', 'points.ranking', { board: 'week' }],
        ['board of newcomers', 'points.ranking', { board: 'newcomers' }],
        ['board of squads a head', 'points.squadRanking', { board: 'week', by: 'head' }],
        ['own ledger', 'points.myLedger', {}],
        ['own points', 'points.mine', {}],
      ] as const) {
        const beside = await times(small, operation, more);
        const taken = await times(large, operation, more);
        const p95 = taken[Math.floor(taken.length * 0.95)] ?? Number.NaN;
        results.push({
          name: `points: ${name}, ${PEOPLE.toLocaleString('en')} people, p95 (${engine})`,
          value: `${p95.toFixed(1)} ${unit}`,
          baseline: `of 77 people ${median(beside).toFixed(1)} ${unit}`,
          ratio: p95 / median(beside),
          target: `≤ ${MOST_MS} ms`,
          met: p95 <= MOST_MS,
          note: `${(PEOPLE * ENTRIES_EACH).toLocaleString('en')} entries, median ${median(taken).toFixed(1)}, longest ${(taken.at(-1) ?? 0).toFixed(0)}`,
        });
      }
      return results;

      async function filled(people: number): Promise<Camp> {
        const camp = await campOf(kernel, database, orgId, people);
        await fill(database, orgId, camp);
        return camp;
      }

      async function times({ communityId, campaignId, members }: Camp, operation: string, more: object): Promise<number[]> {
        const taken: number[] = [];
        for (let n = 0; n < ROUNDS; n += 1) {
          const actor = memberOf(orgId, { communityId, campaignId, members }, members[(n * 7) % members.length] ?? '');
          const input = operation === 'points.mine' ? {} : { communityId, ...more };
          taken.push(await timed(() => kernel.run(operation, input, actor)));
        }
        return taken.sort((a, b) => a - b);
      }
    }),
};

let camps = 0;

/** As the product would have left it, but for the order of the days. Foreign keys are not looked up: the rows are right. */
async function fill(database: Database, orgId: string, { communityId }: Camp): Promise<void> {
  camps += 1;
  const of = `org_id = '${orgId}' AND community_id = '${communityId}'`;
  const own = `'${orgId}'::uuid, '${communityId}'::uuid`;
  const digits = 'abs(hashtext(id::text))';
  const indexes = await database.query<{ name: string; definition: string }>(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i WHERE i.tablename = 'points_entry'
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = (i.schemaname || '.' || quote_ident(i.indexname))::regclass)`,
  );
  for (const { name } of indexes) await database.exec(`DROP INDEX ${name}`);
  await database.exec(`BEGIN; ${server ? 'SET LOCAL session_replication_role = replica;' : ''}
    INSERT INTO squad (org_id, id, community_id, name, place, made_at)
      SELECT ${own.split(',')[0]}, gen_random_uuid(), '${communityId}', 'squad ' || n, n, now()
      FROM generate_series(1, (SELECT count(*) / ${SQUAD} FROM enrolment WHERE ${of})) n;
    CREATE TEMPORARY TABLE person ON COMMIT DROP AS
      SELECT e.id, e.joined_at, e.n, s.id AS squad FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM enrolment WHERE ${of}) e
      LEFT JOIN squad s ON s.org_id = e.org_id AND s.community_id = e.community_id AND s.place = (e.n - 1) / ${SQUAD} + 1;
    INSERT INTO points_rules (org_id, community_id, version, effective_on, rules, decided_at)
      VALUES (${own}, 1, '2026-01-01', '{"facts": {"checkin.onTime": {"points": 5}}}', now());
    INSERT INTO points_account (org_id, enrolment_id, balance, listed) SELECT '${orgId}', id, ${ENTRIES_EACH} * 5, true FROM person;
    INSERT INTO points_bucket (org_id, enrolment_id, good_until, remaining) SELECT '${orgId}', id, '9999-12-31', ${ENTRIES_EACH} * 5 FROM person;
    INSERT INTO points_entry (org_id, id, community_id, enrolment_id, squad_id, amount, kind, cause, nth, rule_version, short, at, day, reason)
      SELECT '${orgId}', ('01900000-0000-7000-8${camps}00-' || lpad(to_hex(g * ${PEOPLE} + n), 12, '0'))::uuid, '${communityId}', id, squad, 5, 'checkin.onTime',
        'fill:' || g, 1, 1, 0, timestamptz '2026-01-01' + interval '1 hour' * g, date '2026-01-01' + g % 70, ''
      FROM generate_series(1, ${ENTRIES_EACH}) g CROSS JOIN person;
    INSERT INTO points_total (org_id, community_id, period, starts_on, enrolment_id, total, listed)
      SELECT ${own}, p.period, p.starts_on, id, 1 + ${digits} % p.most, true FROM person CROSS JOIN (VALUES
        ('all', date '1970-01-01', 3000), ('week', date '2026-03-09', 200), ('day', date '2026-03-12', 40)) p(period, starts_on, most)
      UNION ALL SELECT ${own}, 'cohort', date_trunc('week', joined_at)::date, id, 1 + ${digits} % 3000, true FROM person;
    INSERT INTO points_spread (org_id, community_id, period, starts_on, total, people)
      SELECT org_id, community_id, period, starts_on, total, count(*) FROM points_total WHERE ${of} GROUP BY 1, 2, 3, 4, 5;
    INSERT INTO points_squad_total (org_id, community_id, period, starts_on, squad_id, total, heads)
      SELECT ${own}, t.period, t.starts_on, p.squad, sum(t.total), count(*) FROM points_total t JOIN person p ON p.id = t.enrolment_id
      WHERE t.${of.replace(' AND ', ' AND t.')} AND t.period <> 'cohort' AND p.squad IS NOT NULL GROUP BY 3, 4, 5;
    COMMIT`);
  for (const { definition } of indexes) await database.exec(definition);
}
