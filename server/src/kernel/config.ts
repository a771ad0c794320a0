/** Every setting of an installation, from the environment and `.env` in the checkout. The only reader of the environment. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { DomainError } from '../vocabulary/errors.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const GIB = 1024 ** 3;

const settings = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The address people use, when a proxy stands in front: `https://qunce.example.org`. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Proxies whose word about the caller's address is taken: addresses or ranges, comma separated, or `loopback`. */
  TRUSTED_PROXIES: z.string().optional(),
  /** A PostgreSQL server, 15 or later; without it the embedded database in DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Absolute, or relative to the checkout. */
  DATA_DIR: z
    .string()
    .default('data')
    .transform((path) => resolve(root, path)),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Largest upload, in bytes. */
  UPLOAD_LIMIT: z.coerce
    .number()
    .int()
    .positive()
    .default(2 * GIB),
});
export type Config = z.output<typeof settings>;

export const environment: NodeJS.ProcessEnv = process.env;

/** An empty value counts as none. @throws DomainError `config.invalid` {names} */
export function readConfig(given: NodeJS.ProcessEnv = withEnvFile()): Config {
  const result = settings.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  if (result.success) return result.data;
  throw new DomainError('config.invalid', { names: [...new Set(result.error.issues.map((issue) => issue.path.join('.')))].join(', ') });
}

/** What `.env` says, under what the environment itself says. */
export function withEnvFile(given: NodeJS.ProcessEnv = environment): NodeJS.ProcessEnv {
  const file = join(root, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...given } : given;
}

/** Where an upload lies: the path is made of our own ids, never of a name from outside. */
export function uploadPath(dataDir: string, orgId: string, uploadId: string): string {
  return join(dataDir, 'uploads', orgId, uploadId);
}
