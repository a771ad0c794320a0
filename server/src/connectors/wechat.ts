/** 公众号网页授权: which WeChat account opened the page, silently and without its name or picture (`snsapi_base`). */

export interface Wechat {
  appId: string;
  /** Where the browser is sent. @param back the address it comes back to, on the host named to WeChat */
  authorizeAt(back: string, state: string): string;
  /** The openid of a code, good once and for five minutes. @throws Error without secret, code and openid in its words */
  openidOf(code: string): Promise<string>;
}

interface Account {
  appId: string;
  secret: string;
  timeoutMs?: number;
  /** Tests ask a server of their own. */
  api?: string;
}

export function wechatAccount({ appId, secret, timeoutMs = 8_000, api = 'https://api.weixin.qq.com' }: Account): Wechat {
  return {
    appId,
    // In this order: WeChat compares the address with a pattern.
    authorizeAt: (back, state) =>
      `https://open.weixin.qq.com/connect/oauth2/authorize?${new URLSearchParams([
        ['appid', appId],
        ['redirect_uri', back],
        ['response_type', 'code'],
        ['scope', 'snsapi_base'],
        ['state', state],
      ])}#wechat_redirect`,
    async openidOf(code) {
      const asked = new URLSearchParams({ appid: appId, secret, code, grant_type: 'authorization_code' });
      const answer = await fetch(`${api}/sns/oauth2/access_token?${asked}`, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
      // Sent as text/plain.
      const { openid, errcode, is_snapshotuser: made } = Object(answer.ok ? await answer.json() : {});
      // A page that was opened before anybody consented gets an id made up for the moment.
      if (made === 1) throw new Error('WeChat answered with a virtual account');
      if (typeof openid === 'string' && openid !== '') return openid;
      throw new Error(`WeChat gave no openid: HTTP ${answer.status}, errcode ${Number(errcode ?? 0)}`);
    },
  };
}
