/** Every row of every table and every file of an installation as one text, to look for words that must be nowhere. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { World } from './world.ts';

/** One row or file a line, its table or name in front. */
export async function everythingKept(home: Pick<World, 'sql' | 'dataDir'>): Promise<string> {
  const tables = await home.sql<{ name: string }>(
    `SELECT n.nspname || '."' || c.relname || '"' AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'public."message"',
      'public."member_note"',
      'public."event"',
      'pgboss."job"',
      'auth."user"',
      'public."erased_digest"',
      'public."checkin"',
      'public."care_note"',
      'public."praise"',
      'public."media_file"',
      'public."certificate"',
      'public."exit_answer"',
      'public."dissolution_version"',
      'public."raffle_entry"',
      'public."shop_order"',
      'public."prize_given"',
      'public."points_entry"',
      'public."points_badge"',
      'public."credit_entry"',
      'public."role_ending"',
      'public."submission"',
      'public."peer_review"',
      'public."grade_appeal"',
      'public."grade_decision"',
      'public."featured_work"',
      'public."removal_case"',
      'public."alumnus"',
      'public."alumni_consent"',
    ]),
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    for (const { row } of await home.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)) parts.push(`${name} ${unescaped(row)}`);
  }
  for (const path of await readdir(home.dataDir, { recursive: true, withFileTypes: true })) {
    if (path.isFile()) parts.push(`${path.name} ${await readFile(join(path.parentPath, path.name), 'utf8')}`);
  }
  return parts.join('\n');
}

/** JSON may write a character as its number. */
function unescaped(row: string): string {
  return row.replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
