import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const wide = { width: 1440, height: 900 };

/** Points are spent in the shop; a raffle is entered, drawn, and worked out again by whoever opens its page. */
describe('shop and raffles', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('sells for points, sends, and draws a raffle that a stranger recomputes', async () => {
    const { page: desk, problems } = await openPage(product.browser, wide);
    await desk.goto(product.address);
    await setUp(desk, '长风写作社');
    const { id, communityId, people } = await openCamp(desk);

    // Put on the shelf at the desk, ordered on the phone.
    await desk.goto(`${product.address}/camps/${id}/prizes`);
    await desk.getByText('积分商城', { exact: true }).click();
    await desk.getByRole('button', { name: '上架商品' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('名称').fill('搪瓷杯');
    await dialog.getByLabel('积分').fill('40');
    await dialog.getByLabel('件数').fill('2');
    await expectAccessible(desk);
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await desk.getByText('40 积分 · 还剩 2 件').waitFor();
    const member = await openPage(product.browser, phone);
    await member.page.goto(product.address + people[0]);
    await member.page.waitForURL('**/m/checkin');
    await member.page.goto(`${product.address}/m/shop`);
    await member.page.getByText('您有 50 积分可以用').waitFor();
    await expectGoodOnPhones(member.page);
    await member.page.getByRole('button', { name: /^兑换/ }).click();
    await member.page.getByLabel('收件人').fill('林小满');
    await member.page.getByLabel('电话').fill('13800001234');
    await member.page.getByLabel('地址').fill('长风路一号二单元');
    await expectGoodOnPhones(member.page);
    await member.page.getByRole('button', { name: '确认兑换' }).click();
    await member.page.getByText('您有 10 积分可以用').waitFor();
    await member.page.getByText('还差 30 积分').waitFor();

    // Sent with a tracking number, received.
    await desk.reload();
    await desk.getByText('积分商城', { exact: true }).click();
    await desk.getByText('长风路一号二单元').waitFor();
    await desk.getByRole('checkbox', { name: '全选' }).click();
    await desk.getByRole('button', { name: '发出 1 单' }).click();
    await dialog.getByLabel(/快递单号/).fill('SF1234567890');
    await dialog.getByRole('button', { name: '标记为已发出' }).click();
    await desk.getByText('没有要发的订单。').waitFor();
    for (const size of [phone, wide]) {
      await desk.setViewportSize(size);
      await expectFits(desk);
      await expectAccessible(desk);
    }
    await member.page.reload();
    await member.page.getByText('SF1234567890').waitFor();
    await member.page.getByRole('button', { name: /^收到了/ }).click();
    await member.page.getByText('已收到').waitFor();
    await expectGoodOnPhones(member.page);

    // A raffle as soon as one may be: its terms are seen and entered, then its list is sealed by itself.
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    await ask(desk, 'POST', `/communities/${communityId}/raffles`, {
      title: '周末抽奖',
      prizes: [{ name: '写作课一门', count: 1 }],
      announced: '双色球第 2026136 期',
      closesAt: at(40),
      drawsAt: at(71),
    });
    for (const link of people) {
      const one = link === people[0] ? member : await openPage(product.browser, phone);
      if (one !== member) {
        await one.page.goto(product.address + link);
        await one.page.waitForURL('**/m/checkin');
      }
      await one.page.goto(`${product.address}/m/raffles`);
      await one.page.getByText('双色球第 2026136 期').waitFor();
      await one.page.getByRole('button', { name: '参加抽奖' }).click();
      await one.page.getByText(/您的编号是 \d/).waitFor();
    }
    await expectGoodOnPhones(member.page);
    const code = (await member.page.getByRole('link', { name: /看名单和验证/ }).getAttribute('href'))?.split('#')[1] ?? '';
    const published = () => ask<{ state: string; drawsAt: string; winners: number[] }>(desk, 'GET', `/raffles/${code}`);
    await expect.poll(async () => (await published()).state, { timeout: 90_000, interval: 2_000 }).toBe('sealed');
    const { drawsAt } = await published();
    await expect.poll(() => Date.now() > Date.parse(drawsAt), { timeout: 60_000, interval: 1_000 }).toBe(true);

    // Whoever has the number knows the winner before staff draw.
    const stranger = await openPage(product.browser, phone);
    await stranger.page.goto(`${product.address}/m/raffle#${code}`);
    await stranger.page.getByText('指纹核对无误').waitFor();
    await stranger.page.getByLabel('开奖号码').fill('01 07 12 20 28 33 + 05');
    await stranger.page.getByRole('button', { name: '算出中奖编号' }).click();
    const foretold = Number(await stranger.page.locator('.raffle-winners b').textContent());
    await expectGoodOnPhones(stranger.page);

    await desk.reload();
    await desk.getByRole('button', { name: /^开\s*奖$/ }).click();
    await dialog.getByRole('textbox').fill('01 07 12 20 28 33 ＋ 05');
    await expectAccessible(desk);
    await dialog.getByRole('button', { name: /^开\s*奖$/ }).click();
    await desk.getByRole('list', { name: '中奖名单' }).waitFor();
    expect((await published()).winners).toEqual([foretold]);
    await stranger.page.reload();
    await stranger.page.getByText('核算无误').waitFor();
    expect(await stranger.page.locator('.raffle-steps').textContent()).not.toContain('不符');
    await expectGoodOnPhones(stranger.page);
    await stranger.page.setViewportSize(wide);
    await expectFits(stranger.page);
    expect([...problems, ...member.problems, ...stranger.problems]).toEqual([]);
  }, 360_000);
});

/** Two people with points, and their sign-in links. */
async function openCamp(desk: Page): Promise<{ id: string; communityId: string; people: string[] }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风写作社 · 三班' });
  const names = ['林小满', '阿树'].map((name) => ({ name }));
  const { enrolments } = await ask<{ enrolments: { id: string }[] }>(desk, 'POST', `/communities/${communityId}/enrolments`, {
    people: names,
  });
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, {
    name: '早起写作',
    startsOn: day(-2),
    endsOn: day(18),
  });
  const enrolmentIds = enrolments.map((one) => one.id);
  const award = { enrolmentIds, amount: 50, reason: '开学礼', requestId: crypto.randomUUID() };
  await ask(desk, 'POST', `/communities/${communityId}/points/entries`, award);
  const people: string[] = [];
  for (const enrolmentId of enrolmentIds)
    people.push((await ask<{ path: string }>(desk, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {})).path);
  return { id, communityId, people };
}
