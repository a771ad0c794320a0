import { expect, it } from 'vitest';
import { readOutlets } from './outlets.ts';

const url = 'https://sms.example.org/hook';
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

it('nothing goes out unless it is configured', () => {
  expect(readOutlets({})).toEqual({ codeWebhook: null });
  expect(readOutlets({ CODE_WEBHOOK_URL: '', CODE_WEBHOOK_SECRET: '' })).toEqual({ codeWebhook: null });
  expect(readOutlets({ CODE_WEBHOOK_URL: url, CODE_WEBHOOK_SECRET: secret })).toEqual({ codeWebhook: { url, secret } });
});

it.each([
  [{ CODE_WEBHOOK_URL: url }, 'CODE_WEBHOOK_URL, CODE_WEBHOOK_SECRET'],
  [{ CODE_WEBHOOK_SECRET: secret }, 'CODE_WEBHOOK_URL, CODE_WEBHOOK_SECRET'],
  [{ CODE_WEBHOOK_URL: 'ftp://x', CODE_WEBHOOK_SECRET: secret }, 'CODE_WEBHOOK_URL'],
  [{ CODE_WEBHOOK_URL: url, CODE_WEBHOOK_SECRET: 'short' }, 'CODE_WEBHOOK_SECRET'],
])('%j is refused by name, without the value', (given, names) => {
  expect(() => readOutlets(given)).toThrow(expect.objectContaining({ code: 'config.invalid', data: { names } }));
});
