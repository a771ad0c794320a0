/** Scripts of rituals: those that come with the product (rituals/*.yaml, in the order of their file names), and a community's own. */
import type { QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { shippedFiles } from '../shipped-files.ts';
import { ritualScript, type Script } from './script.ts';

export const ritualScripts = shippedFiles<Script>('rituals', ritualScript);

/** In the document kept with a community, by name: blueprints stand above. */
export async function ownScripts(ctx: QueryContext, communityId: string): Promise<Script[]> {
  const [kept] = await rowsOf<{ scripts: unknown }>(
    ctx,
    sql`SELECT document->'operate'->'scripts' AS scripts FROM community_blueprint
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
  );
  return ritualScript.array().parse(kept?.scripts ?? []);
}

/** A community's own first; one with the id of a shipped one stands in its place. */
export async function offeredScripts(ctx: QueryContext, communityId: string, shipped: readonly Script[]): Promise<Script[]> {
  const own = await ownScripts(ctx, communityId);
  return [...own, ...shipped.filter(({ id }) => own.every((one) => one.id !== id))];
}
