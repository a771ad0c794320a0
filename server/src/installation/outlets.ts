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
  /** 公众号 for sign-in inside WeChat; people come back to PUBLIC_URL, the host that WeChat was told of. */
  WECHAT_APP_ID: z
    .string()
    .regex(/^wx[0-9a-f]{16}$/)
    .optional(),
  WECHAT_APP_SECRET: z.string().min(16).optional(),
  PUBLIC_URL: z.string().optional(),
});
/** Whoever names one of these needs all of them, and the second list. */
const groups = [
  [['CODE_WEBHOOK_URL', 'CODE_WEBHOOK_SECRET'], []],
  [['WECHAT_APP_ID', 'WECHAT_APP_SECRET'], ['PUBLIC_URL']],
] as const;

export interface Outlets {
  codeWebhook: { url: string; secret: string } | null;
  wechat: { appId: string; secret: string } | null;
}

/** @throws DomainError `config.invalid` {names} */
export function readOutlets(given: NodeJS.ProcessEnv = withEnvFile()): Outlets {
  const result = settings.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  const wrong = result.success
    ? groups.flatMap(([some, also]) => {
        const lacking = [...some, ...also].filter((name) => result.data[name] === undefined);
        return some.every((name) => lacking.includes(name)) ? [] : lacking;
      })
    : result.error.issues.map((issue) => issue.path.join('.'));
  if (!result.success || wrong.length > 0) throw new DomainError('config.invalid', { names: [...new Set(wrong)].join(', ') });
  const { CODE_WEBHOOK_URL: url, CODE_WEBHOOK_SECRET: secret, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = result.data;
  return { codeWebhook: url && secret ? { url, secret } : null, wechat: appId && appSecret ? { appId, secret: appSecret } : null };
}
