/** Scripts of rituals: those that come with the product (rituals/*.yaml, in the order of their file names), and a community's own. */
import { readdirSync, readFileSync } from 'node:fs';
import type { QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { ritualScript, type Script } from './script.ts';

const folder = new URL('../../../../rituals/', import.meta.url);

let read: Promise<readonly Script[]> | null = null;

/** Read once, when somebody first asks; the parser of YAML is not loaded before. */
export function ritualScripts(): Promise<readonly Script[]> {
  read ??= readAll().catch((error: unknown) => {
    read = null;
    throw error;
  });
  return read;
}

async function readAll(): Promise<Script[]> {
  const { parse } = await import('yaml');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => ritualScript.parse(parse(readFileSync(new URL(file, folder), 'utf8'))));
}

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
