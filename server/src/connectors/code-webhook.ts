/** Sign-in codes to a gateway of the operator's own, by Standard Webhooks 1 (https://www.standardwebhooks.com). */
import { createHmac, randomUUID } from 'node:crypto';

interface CodeToDeliver {
  kind: 'phone' | 'email';
  /** E.164, or a mail address. */
  address: string;
  code: string;
  /** ISO 8601. */
  until: string;
}

/** Resolves once the code is taken over. @throws Error without address and code in its words */
export type DeliverCode = (code: CodeToDeliver) => Promise<void>;

interface Gateway {
  url: string;
  /** `whsec_` and base64. */
  secret: string;
  /** Default 8 s: whoever waits for a code waits no longer. */
  timeoutMs?: number;
}

/** Once and never again: a message may have gone out although no answer came. */
export function codeWebhook({ url, secret, timeoutMs = 8_000 }: Gateway): DeliverCode {
  return async ({ kind, address, code, until }) => {
    const body = JSON.stringify({ type: 'sign_in.code', timestamp: new Date().toISOString(), data: { kind, address, code, until } });
    const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature(secret, id, timestamp, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the gateway for sign-in codes answered ${answer.status}`);
  };
}

export function signature(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
