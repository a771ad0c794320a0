import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, firstCheckup, openPage, type Running, running } from './running.ts';

const TOKEN = 'exporter-token';
const first = Date.parse('2025-06-02T01:00:00Z') / 1000;
const row = (n: number) => ({
  sender: `wx_${n % 2}`,
  accountName: n % 2 === 0 ? '林夏' : '阿树',
  timestamp: first + n * 600,
  type: 0,
  content: `第${n}句`,
  platformMessageId: `m${n}`,
});

/** An exporter on the same machine, asked instead of a file. */
function exporter(messages: ReturnType<typeof row>[]): Server {
  return createServer(({ url = '/', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://exporter');
    const since = Number(searchParams.get('since'));
    const page = {
      chatlab: { version: '0.0.2' },
      meta: { name: '晨读群', platform: 'wechat', type: 'group' },
      messages: messages.filter(({ timestamp }) => timestamp >= since),
    };
    const body = pathname.endsWith('/messages')
      ? page
      : { sessions: [{ id: 'r@chatroom', name: '晨读群', platform: 'wechat', type: 'group', messageCount: messages.length }] };
    const known = headers.authorization === `Bearer ${TOKEN}`;
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(known ? body : {}));
  });
}

describe('messages fetched by themselves', () => {
  const messages = Array.from({ length: 30 }, (_, n) => row(n));
  const server = exporter(messages);
  let product: Running;
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    product = await running();
  }, 120_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await product?.stop();
  });

  it('are set up with a test of the connection, fetched, fetched again, and stopped', async () => {
    const { page, problems } = await openPage(product.browser, { width: 390, height: 844 });
    const text = '2025-06-01 09:00:00 林夏(10001)\n早上好\n\n2025-06-01 09:01:00 阿树(10002)\n早\n';
    await firstCheckup(page, product, '晨读群', { name: 'chat.txt', text });
    await page.getByRole('navigation', { name: '群体检' }).getByRole('link', { name: '导入' }).click();
    await page.getByRole('button', { name: '设置自动拉取' }).click();
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await page.getByLabel('接口地址').fill(`http://127.0.0.1:${port}/api/v1/`);
    await page.getByRole('button', { name: '测试连接' }).click();
    await page.getByText('不接受这个访问令牌').waitFor();
    await page.getByLabel('访问令牌').fill(TOKEN);
    await page.getByRole('button', { name: '测试连接' }).click();
    await page.getByText('连上了，有 1 个群可选').waitFor();
    await page.getByLabel('拉取哪个群').click();
    await page.getByTitle('晨读群 · 30 条').click();
    await page.getByText('群成员知情并同意').click();
    await expectFits(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: '保存并开始拉取' }).click();
    await page.getByText('新增 30 条').waitFor({ timeout: 60_000 });
    await page.getByText('读到 30 行，新增 30').waitFor();
    expect(await page.content()).not.toContain(TOKEN);

    messages.push(row(200));
    await page.getByRole('button', { name: '立即拉取' }).click();
    await page.getByText('新增 1 条').waitFor({ timeout: 60_000 });
    await expectFits(page);
    await expectAccessible(page);

    await page.getByRole('button', { name: '移除' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '移除' }).click();
    await page.getByRole('button', { name: '设置自动拉取' }).waitFor();
    await page.getByText('读到 30 行，新增 30').waitFor();
    expect(problems).toEqual([]);
  }, 180_000);
});
