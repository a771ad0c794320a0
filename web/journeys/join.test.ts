import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

/** From a link in the group to the first check-in page: apply, wait, be approved at the desk, go in. */
describe('an invitation', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is made at the desk, answered on phones, reviewed together, and leads in', async () => {
    const { page: desk, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await desk.goto(product.address);
    await setUp(desk, '长风写作社');
    const campaignId = await camp(desk);
    await desk.goto(`${product.address}/camps/${campaignId}/people`);
    await desk.getByRole('button', { name: '发起邀请' }).click();
    await desk.getByLabel('欢迎语').fill('每天早上写三百字。\n写得好不好不要紧，写就行。');
    await desk.getByLabel('最多多少人').fill('2');
    await expectAccessible(desk);
    await desk.getByRole('dialog').getByRole('button', { name: '发起邀请' }).click();
    const link = (await desk.locator('.invitation code').textContent()) ?? '';
    expect(link).toMatch(/\/m\/join#[\w-]{32}$/);

    // What is missing is said at its place; what was typed stays.
    const xiaoman = await openPage(product.browser, phone);
    await xiaoman.page.goto(link);
    await xiaoman.page.getByRole('heading', { name: '加入早起写作营' }).waitFor();
    await xiaoman.page.getByLabel('您的称呼').fill('林小满');
    await xiaoman.page.getByRole('button', { name: '提交申请' }).click();
    await xiaoman.page.getByText('请回答这个问题').waitFor();
    await expectGoodOnPhones(xiaoman.page);
    await xiaoman.page.getByLabel('为什么想加入？').fill('想把外婆的故事写下来');
    await xiaoman.page.getByLabel('手机号或邮箱（选填）').fill('138 0000 0001');
    await xiaoman.page.getByRole('checkbox').check();
    await xiaoman.page.getByRole('button', { name: '提交申请' }).click();
    await xiaoman.page.getByRole('heading', { name: '已提交，等待审核' }).waitFor();
    await xiaoman.page.reload();
    await xiaoman.page.getByRole('heading', { name: '已提交，等待审核' }).waitFor();
    await expectGoodOnPhones(xiaoman.page);
    const others: Page[] = [];
    for (const [name, answer] of [
      ['阿树', '朋友推荐'],
      ['日入五百', '加V：tuiguang88'],
    ] as const) {
      const { page } = await openPage(product.browser, phone);
      await page.goto(link);
      await page.getByLabel('您的称呼').fill(name);
      await page.getByLabel('为什么想加入？').fill(answer);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: '提交申请' }).click();
      await page.getByRole('heading', { name: '已提交，等待审核' }).waitFor();
      others.push(page);
    }

    // At the desk the advertiser stands out; one is refused with a reason, the rest approved together.
    await desk.reload();
    const queue = desk.getByRole('region', { name: '申请' });
    const advertiser = queue.getByRole('listitem').filter({ hasText: '日入五百' });
    await advertiser.getByText('含微信号等联系方式').waitFor();
    await expectAccessible(desk);
    await queue.getByRole('checkbox', { name: '选择“日入五百”' }).check();
    await queue.getByRole('button', { name: '不通过 1 人' }).click();
    await desk.getByLabel('不通过的理由').fill('这里不发广告');
    await desk.getByRole('dialog').getByRole('button', { name: '不通过', exact: true }).click();
    await advertiser.waitFor({ state: 'detached' });
    await queue.getByRole('checkbox', { name: '全选 2 人' }).check();
    await queue.getByRole('button', { name: '通过 2 人', exact: true }).click();
    await desk.getByText('已通过 1 人，1 人因名额已满进入候补').waitFor();
    await desk.setViewportSize(phone);
    await expectFits(desk);
    await expectAccessible(desk);

    // The applicants hear it: in, on the waiting list, and why not.
    const [ashu, refused] = others;
    await refused?.getByRole('button', { name: '看看结果' }).click();
    await refused?.getByText('这里不发广告').waitFor();
    await ashu?.getByRole('button', { name: '看看结果' }).click();
    await ashu?.getByText('候补第 1 位').waitFor();
    for (const page of others) await expectGoodOnPhones(page);
    await xiaoman.page.getByRole('button', { name: '看看结果' }).click();
    await xiaoman.page.getByRole('heading', { name: '申请通过了' }).waitFor();
    await expectGoodOnPhones(xiaoman.page);
    await xiaoman.page.getByRole('button', { name: '进入社群' }).click();
    await xiaoman.page.waitForURL('**/m/checkin');
    await xiaoman.page.getByRole('heading', { name: '早起写作营' }).first().waitFor();
    await xiaoman.page.goto(link);
    await xiaoman.page.getByRole('heading', { name: '您已经加入' }).waitFor();

    // A link that leads nowhere any more says so, and offers nothing that cannot help.
    await xiaoman.page.goto(`${product.address}/m/join#${'x'.repeat(32)}`);
    await xiaoman.page.reload();
    await xiaoman.page.getByRole('heading', { name: '这个邀请用不了了' }).waitFor();
    expect(await xiaoman.page.getByRole('button').count()).toBe(0);
    await expectGoodOnPhones(xiaoman.page);

    // On another phone by the number that was left: the desk sees who waits and passes the code on.
    const other = await openPage(product.browser, phone);
    await other.page.goto(`${product.address}/m`);
    await other.page.getByLabel('登记过的手机号或邮箱').fill('13800000001');
    await other.page.getByRole('button', { name: '获取验证码' }).click();
    await other.page.getByLabel('六位验证码').fill('000000');
    await expectGoodOnPhones(other.page);
    await desk.reload();
    const waiting = desk.locator('.sign-in-codes').getByRole('listitem');
    await waiting.getByText('138****0001').waitFor();
    await waiting.getByRole('button', { name: '看验证码' }).click();
    const digits = (await desk.getByRole('dialog', { name: '林小满的验证码' }).locator('.sign-in-digits').textContent()) ?? '';
    await expectFits(desk);
    await expectAccessible(desk);
    await other.page.getByLabel('六位验证码').fill(digits);
    await other.page.getByRole('button', { name: '登录' }).click();
    await other.page.waitForURL('**/m/checkin');
    expect([...problems, ...xiaoman.problems, ...other.problems]).toEqual([]);
  }, 240_000);
});

/** A camp open around the clock with one person in it. @returns its id */
async function camp(desk: Page): Promise<string> {
  const { id } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '早起写作营' });
  await ask(desk, 'POST', `/communities/${id}/enrolments`, { people: [{ name: '组长' }] });
  const campaign = { name: '早起写作营', goal: '', startsOn: day(-1), endsOn: day(20), policy: {} };
  return (await ask<{ id: string }>(desk, 'POST', `/communities/${id}/campaigns`, campaign)).id;
}
