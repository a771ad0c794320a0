import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, firstCheckup, openPage, owner, type Running, running } from './running.ts';

/** A member asks for a copy of everything, then to be erased; the owner signs in with a second step from then on. */
describe('what a member may ask for', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is given, and nobody of that name is found afterwards', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await firstCheckup(page, product, '晨读群', { name: '晨读群.txt', text: chat() });
    await page.getByRole('link', { name: '成员', exact: true }).click();
    await page.getByRole('button', { name: '苏暮雨', exact: true }).first().click();

    // The whole copy in one file; while it is gathered, the button is what it was, only busy.
    const answer = Promise.withResolvers<void>();
    await page.route('**/rpc/privacy/exportPerson', async (route) => {
      await answer.promise;
      await route.continue();
    });
    const more = page.getByRole('button', { name: '更多', exact: true });
    await more.click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: '导出全部资料' }).click();
    await page.locator('.ant-btn-loading').waitFor();
    expect(await more.count()).toBe(1);
    answer.resolve();
    const file = await waiting;
    expect(file.suggestedFilename()).toBe('苏暮雨.json');
    const copy = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(copy.messages).toHaveLength(5);

    // Nothing happens before it is understood.
    await more.click();
    await page.getByRole('menuitem', { name: '删除这位成员的资料' }).click();
    expect(await page.getByRole('button', { name: '永久删除' }).isDisabled()).toBe(true);
    await page.getByText('我知道删除后无法恢复').click();
    await page.mouse.move(0, 0);
    await expect.poll(() => page.getByRole('button', { name: '永久删除' }).isEnabled()).toBe(true);
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectFits(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '永久删除' }).click();
    await page.getByText('名字和账号已删除').waitFor();
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByText('共 3 人').waitFor();
          return page.getByText(/^已删除成员 [0-9a-f]{6}$/).count();
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBeGreaterThan(0);
    expect(await page.getByText('苏暮雨').count()).toBe(0);
    expect(problems).toEqual([]);
  }, 180_000);

  it('is joined by a second step at sign-in', async () => {
    const { page } = await openPage(product.browser, { width: 390, height: 844 });
    const signIn = async () => {
      await page.goto(`${product.address}/sign-in`);
      await page.getByLabel('邮箱').fill(owner.email);
      await page.getByLabel('密码').fill(owner.password);
      await page.getByRole('button', { name: '登录', exact: true }).click();
    };
    await signIn();
    await page.getByRole('link', { name: '设置' }).click();
    await page.getByRole('button', { name: '开启两步验证' }).click();
    await page.getByLabel('请输入登录密码').fill(owner.password);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('img', { name: '两步验证的二维码' }).waitFor();
    const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    await expectAccessible(page);
    await page.getByLabel('6 位验证码').fill(codeOf(secret));
    await page.getByRole('button', { name: '验证并开启' }).click();
    await page.getByText('已开启：').waitFor();

    await page.context().clearCookies();
    await signIn();
    await page.getByText('输入验证码').waitFor();
    // Away from what appeared under the pointer.
    await page.mouse.move(0, 0);
    await expectAccessible(page);
    await expectFits(page);
    await page.getByLabel('6 位验证码').fill(codeOf(secret));
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL(`${product.address}/`);
  }, 120_000);
});

/** RFC 6238, six digits of half a minute. */
function codeOf(secret: string): string {
  const bits = Array.from(secret, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function chat(): string {
  const said = ['今天读到第三章', '苏暮雨推荐的书很好', '@苏暮雨 谢谢'];
  const people = ['林夏(10001)', '苏暮雨(10002)', '陈默(10003)'];
  return Array.from({ length: 15 }, (_, n) => {
    const day = String(1 + Math.floor(n / 3)).padStart(2, '0');
    return `2026-02-${day} 07:0${n % 3}:00 ${people[n % 3]}\n${said[n % 3]}\n`;
  }).join('\n');
}
