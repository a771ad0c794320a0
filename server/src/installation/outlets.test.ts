import { expect, it } from 'vitest';
import { readOutlets } from './outlets.ts';

const url = 'https://sms.example.org/hook';
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const appId = 'wx520c15f417810387';

it('nothing goes out unless it is configured', () => {
  expect(readOutlets({})).toEqual({ codeWebhook: null, wechat: null });
  expect(readOutlets({ CODE_WEBHOOK_URL: '', CODE_WEBHOOK_SECRET: '' })).toEqual({ codeWebhook: null, wechat: null });
  expect(readOutlets({ PUBLIC_URL: url, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: secret }).wechat).toEqual({ appId, secret });
  expect(readOutlets({ CODE_WEBHOOK_URL: url, CODE_WEBHOOK_SECRET: secret })).toEqual({ codeWebhook: { url, secret }, wechat: null });
});

it.each([
  [{ CODE_WEBHOOK_URL: url }, 'CODE_WEBHOOK_SECRET'],
  [{ CODE_WEBHOOK_SECRET: secret }, 'CODE_WEBHOOK_URL'],
  [{ CODE_WEBHOOK_URL: 'ftp://x', CODE_WEBHOOK_SECRET: secret }, 'CODE_WEBHOOK_URL'],
  [{ CODE_WEBHOOK_URL: url, CODE_WEBHOOK_SECRET: 'short' }, 'CODE_WEBHOOK_SECRET'],
  [{ WECHAT_APP_ID: appId, PUBLIC_URL: url }, 'WECHAT_APP_SECRET'],
  [{ WECHAT_APP_ID: appId, WECHAT_APP_SECRET: secret }, 'PUBLIC_URL'],
  [{ WECHAT_APP_ID: 'gh_1', WECHAT_APP_SECRET: secret, PUBLIC_URL: url }, 'WECHAT_APP_ID'],
])('%j is refused by name, without the value', (given, names) => {
  expect(() => readOutlets(given)).toThrow(expect.objectContaining({ code: 'config.invalid', data: { names } }));
});
