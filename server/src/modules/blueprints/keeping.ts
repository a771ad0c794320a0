/** The document kept with a community, and the versions before it. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { and, desc, eq } from '../rows.ts';
import { type Blueprint, blueprint } from './blueprint.ts';
import { blueprintVersion, communityBlueprint, type Origin } from './schema.ts';

interface Kept {
  communityId: string;
  document: Blueprint;
  startsOn: string;
}

/** As the next version. */
export async function keep(ctx: CommandContext, { communityId, document, startsOn }: Kept, origin: Origin): Promise<void> {
  const [last] = await versions(ctx, communityId);
  const version = { version: (last?.version ?? 0) + 1, origin, document, startsOn, keptAt: new Date(ctx.now()) };
  await ctx.db.insert(blueprintVersion).values({ orgId: ctx.orgId, communityId, ...version });
  await putInPlace(ctx, { communityId, document, startsOn });
}

async function putInPlace(ctx: CommandContext, { communityId, document, startsOn }: Kept): Promise<void> {
  const row = { document, startsOn, appliedAt: new Date(ctx.now()) };
  await ctx.db
    .insert(communityBlueprint)
    .values({ orgId: ctx.orgId, communityId, ...row })
    .onConflictDoUpdate({ target: [communityBlueprint.orgId, communityBlueprint.communityId], set: row });
}

interface Version {
  version: number;
  origin: Origin;
  keptAt: string;
}

/** The latest first. */
export async function versions(ctx: QueryContext, communityId: string): Promise<Version[]> {
  const { version, origin, keptAt } = blueprintVersion;
  const rows = await ctx.db
    .select({ version, origin, keptAt })
    .from(blueprintVersion)
    .where(and(eq(blueprintVersion.orgId, ctx.orgId), eq(blueprintVersion.communityId, communityId)))
    .orderBy(desc(version));
  return rows.map((row) => ({ ...row, keptAt: row.keptAt.toISOString() }));
}

/**
 * Takes the last version back where it was written in the form; one that changed campaigns is undone by applying another.
 * @param expected the version the caller saw
 * @throws DomainError `blueprint.notBack`, `blueprint.changedMeanwhile`
 */
export async function takeBack(ctx: CommandContext, communityId: string, expected: number): Promise<number> {
  const [last, before] = await versions(ctx, communityId);
  if (last && last.version !== expected) throw new DomainError('blueprint.changedMeanwhile', { communityId });
  if (!last || !before || last.origin !== 'edited') throw new DomainError('blueprint.notBack', { communityId });
  const of = (version: number) =>
    and(eq(blueprintVersion.orgId, ctx.orgId), eq(blueprintVersion.communityId, communityId), eq(blueprintVersion.version, version));
  await ctx.db.delete(blueprintVersion).where(of(last.version));
  const [row] = await ctx.db.select().from(blueprintVersion).where(of(before.version));
  if (!row) throw new TypeError('the version before is there');
  await putInPlace(ctx, { communityId, document: blueprint.parse(row.document), startsOn: row.startsOn });
  return before.version;
}
