import { type CommandContext, DomainError, type Ground } from '#kernel';
import type { RuleSet } from '#picture';
import { dayNumber, zoneClock } from '#vocabulary/zone';
import { findCommunity } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { compileSet } from './compile.ts';
import type { RuleSetText } from './contract.ts';
import { shippedText, versionsOf } from './find.ts';

interface SaveInput extends RuleSetText {
  communityId: string;
  basedOn?: number | undefined;
  effectiveFrom?: string | undefined;
}

interface Saved {
  version: number;
  effectiveFrom: string;
}

/** Before the transaction: reading rules loads CEL. */
export function compileInput<I extends RuleSetText>(_ground: Ground, input: I): Promise<RuleSet> {
  return compileSet(input, 0);
}

/** @throws DomainError `segments.changedMeanwhile`, `segments.datePast`, and what `compileSet` throws */
export async function save(ctx: CommandContext, input: SaveInput, compiled: RuleSet): Promise<Saved> {
  const { communityId, basedOn, effectiveFrom, expressions, custom, hold } = input;
  const { zone } = await findCommunity(ctx, communityId);
  const latest = (await versionsOf(ctx, communityId)).at(-1)?.version ?? 0;
  if (basedOn !== undefined && basedOn !== latest) throw new DomainError('segments.changedMeanwhile', { version: latest });
  const from = effectiveFrom === undefined ? ctx.now() : startOf(effectiveFrom, zone, ctx.now());
  const text = { expressions: { ...shippedText.expressions, ...expressions }, custom, hold };
  return insert(ctx, communityId, latest + 1, from, null, text, compiled);
}

/** Version 0 is the shipped set. @throws DomainError `segments.versionUnknown` */
export async function restore(ctx: CommandContext, { communityId, version }: { communityId: string; version: number }): Promise<Saved> {
  await findCommunity(ctx, communityId);
  const versions = await versionsOf(ctx, communityId);
  const wanted = versions.find((one) => one.version === version)?.rules;
  if (!wanted && version !== 0) throw new DomainError('segments.versionUnknown', { version });
  const text = wanted ?? shippedText;
  const compiled = wanted ? { version: 0, ...wanted.compiled } : await compileSet(shippedText, 0);
  return insert(ctx, communityId, (versions.at(-1)?.version ?? 0) + 1, ctx.now(), version, text, compiled);
}

async function insert(
  ctx: CommandContext,
  communityId: string,
  version: number,
  from: number,
  restoredFrom: number | null,
  { expressions, custom, hold }: RuleSetText,
  { rules, custom: own }: RuleSet,
): Promise<Saved> {
  const stored = JSON.stringify({ expressions, custom, hold, compiled: { rules, custom: own } });
  const effectiveFrom = new Date(from).toISOString();
  const rows = await rowsOf<{ version: number }>(
    ctx,
    sql`INSERT INTO segment_rules (org_id, community_id, version, effective_from, created_at, restored_from, rules)
        VALUES (${ctx.orgId}, ${communityId}, ${version}, ${effectiveFrom}, ${new Date(ctx.now()).toISOString()}, ${restoredFrom}, ${stored})
        ON CONFLICT (org_id, community_id, version) DO NOTHING RETURNING version`,
  );
  // Another save took the number between our look and our write.
  if (rows.length === 0) throw new DomainError('segments.changedMeanwhile', { version });
  ctx.emit('segments.rulesSaved', { communityId }, { version, restoredFrom });
  ctx.enqueue('segments.apply', { communityId }, { key: communityId });
  return { version, effectiveFrom };
}

/** @throws DomainError `segments.datePast` */
function startOf(day: string, zone: string, now: number): number {
  const clock = zoneClock(zone);
  const wanted = dayNumber(day);
  if (!(wanted >= clock.dayOf(now))) throw new DomainError('segments.datePast', { day });
  return Math.max(now, clock.startOfDay(wanted));
}
