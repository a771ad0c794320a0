import type { QueryContext } from '#kernel';
import { type RuleSet, shippedExpressions, shippedRules } from '#picture';
import { allStaff } from '../accounts/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import type { RuleSetText } from './contract.ts';
import { changedRules, inForce, stateOf } from './rules.ts';

/** What `segment_rules.rules` holds: the set as written (every rule), and compiled. */
interface StoredRules extends RuleSetText {
  compiled: Omit<RuleSet, 'version'>;
}

interface Version {
  version: number;
  effectiveFrom: number;
  createdAt: number;
  restoredFrom: number | null;
  rules: StoredRules;
}

/** Version 0, which no row holds. Levels are not held: what is shipped judges by what it sees, in the terminal as here. */
export const shippedText: RuleSetText = { expressions: { ...shippedExpressions }, custom: [], hold: false };

/** Of a community, oldest first. */
export async function versionsOf(ctx: QueryContext, communityId: string): Promise<Version[]> {
  const rows = await rowsOf<{ version: number; from: string | Date; at: string | Date; restored: number | null; rules: StoredRules }>(
    ctx,
    sql`SELECT version, effective_from AS "from", created_at AS at, restored_from AS restored, rules FROM segment_rules
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY version`,
  );
  return rows.map(({ version, from, at, restored, rules }) => ({
    version,
    effectiveFrom: new Date(from).getTime(),
    createdAt: new Date(at).getTime(),
    restoredFrom: restored,
    rules,
  }));
}

/** The set in force, compiled, and whether levels are held. */
export async function rulesInForce(ctx: QueryContext, communityId: string): Promise<{ rules: RuleSet; hold: boolean }> {
  const found = inForce(await versionsOf(ctx, communityId), ctx.now());
  if (!found) return { rules: shippedRules, hold: shippedText.hold };
  return { rules: { version: found.version, ...found.rules.compiled }, hold: found.rules.hold };
}

const written = ({ expressions, custom, hold }: RuleSetText) => ({ expressions: { ...shippedExpressions, ...expressions }, custom, hold });

export async function currentRules(ctx: QueryContext, { communityId }: { communityId: string }) {
  await findCommunity(ctx, communityId);
  const versions = await versionsOf(ctx, communityId);
  const found = inForce(versions, ctx.now());
  return {
    version: found?.version ?? 0,
    effectiveFrom: found ? iso(found.effectiveFrom) : null,
    ...written(found?.rules ?? shippedText),
    shipped: { ...shippedExpressions },
    latest: versions.at(-1)?.version ?? 0,
    loyalty: null,
    rfm: null,
    missing: { loyalty: 'orders' as const, rfm: 'orders' as const },
  };
}

export async function listVersions(ctx: QueryContext, { communityId }: { communityId: string }) {
  await findCommunity(ctx, communityId);
  const versions = await versionsOf(ctx, communityId);
  const current = inForce(versions, ctx.now())?.version ?? 0;
  const authors = await authorsOf(ctx, communityId, versions);
  const lines = versions.map(({ version, effectiveFrom, createdAt, restoredFrom, rules }, place) => ({
    version,
    state: stateOf({ version, effectiveFrom }, current, ctx.now()),
    effectiveFrom: iso(effectiveFrom),
    createdAt: iso(createdAt),
    restoredFrom,
    changed: changedRules(written(versions[place - 1]?.rules ?? shippedText), written(rules)),
    by: authors.get(version) ?? null,
    ...written(rules),
  }));
  return { versions: lines.reverse() };
}

interface Author {
  kind: string;
  id: string | null;
  name: string | null;
}

/** By the event log, which alone knows who did what: an event is written as its command ends, soon after the row. */
async function authorsOf(ctx: QueryContext, communityId: string, versions: readonly Version[]): Promise<Map<number, Author>> {
  if (versions.length === 0) return new Map();
  const saves = sql.join(
    versions.map(({ version, createdAt }) => sql`(${version}::int, ${iso(createdAt)}::timestamptz)`),
    sql`, `,
  );
  const events = await rowsOf<{ version: number; kind: string; id: string | null }>(
    ctx,
    sql`SELECT s.version, e.actor_kind AS kind, e.actor_id AS id FROM (VALUES ${saves}) AS s(version, at)
        JOIN event e ON e.org_id = ${ctx.orgId} AND e.at >= s.at AND e.at < s.at + interval '10 minutes'
        WHERE e.event = 'segments.rulesSaved' AND e.community_id = ${communityId} AND (e.data->>'version')::int = s.version`,
  );
  const names = new Map((await allStaff(ctx)).map(({ id, name }) => [id, name]));
  return new Map(events.map(({ version, kind, id }) => [version, { kind, id, name: id === null ? null : (names.get(id) ?? null) }]));
}
