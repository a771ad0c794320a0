/** The first line of a backup file: what it holds, so that a reader knows before the first row whether it can take it. */
import { z } from 'zod';

/** Rises when an older Qunce could not read the file. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const migration = z.object({ name: z.string().min(1), checksum: sha256 });
const table = z.object({
  /** Schema and name: `public.message`. */
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  rows: z.number().int().nonnegative(),
  /** Of the table's lines, line ends included. */
  sha256,
});

export const manifest = z.object({
  qunce: z.literal('backup'),
  format: z.int().positive(),
  version: z.string(),
  createdAt: z.iso.datetime(),
  migrations: z.array(migration).min(1),
  /** What belongs to an installation and is not in the file. */
  leftOut: z.array(z.string()),
  /** In the order of their rows: a table comes after those it refers to. */
  tables: z.array(table).min(1),
});
export type Manifest = z.output<typeof manifest>;
export type ManifestTable = z.output<typeof table>;
