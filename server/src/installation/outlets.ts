/** Where the installation reaches out to, when its operator wants it to: nothing of this is on by default. */
import { z } from 'zod';
import { withEnvFile } from '../kernel/config.ts';
import { DomainError } from '../vocabulary/errors.ts';

const settings = z.object({
  /** Takes sign-in codes over, see docs/operating.md. */
  CODE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  CODE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/)
    .optional(),
});
/** Half of a pair is a mistake. */
const pairs = [['CODE_WEBHOOK_URL', 'CODE_WEBHOOK_SECRET']] as const;

export interface Outlets {
  codeWebhook: { url: string; secret: string } | null;
}

/** @throws DomainError `config.invalid` {names} */
export function readOutlets(given: NodeJS.ProcessEnv = withEnvFile()): Outlets {
  const result = settings.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  const wrong = result.success
    ? pairs.flatMap((pair) => (pair.filter((name) => result.data[name] === undefined).length === 1 ? [...pair] : []))
    : result.error.issues.map((issue) => issue.path.join('.'));
  if (!result.success || wrong.length > 0) throw new DomainError('config.invalid', { names: [...new Set(wrong)].join(', ') });
  const { CODE_WEBHOOK_URL: url, CODE_WEBHOOK_SECRET: secret } = result.data;
  return { codeWebhook: url && secret ? { url, secret } : null };
}
