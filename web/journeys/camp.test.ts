import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const pages = ['/m', '/m/checkin', '/m/course', '/m/ranking', '/m/me', '/m/rules'];

/** Members on their phones: in by a link, one check-in a day, what they wrote is never lost. */
describe('a camp on the phone', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('lets members in by a link once, takes one check-in a day from any device, and can be undone', async () => {
    const { page: desk, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await desk.goto(product.address);
    await setUp(desk, '长风写作社');
    const camp = await openCamp(desk);

    // In by the link, which then is good for nobody else.
    const xiaoman = await openPage(product.browser, phone);
    await enter(xiaoman.page, product.address + camp.links[0]);
    expect(xiaoman.page.url()).not.toContain('#');
    const stranger = await openPage(product.browser, phone);
    await stranger.page.goto(product.address + camp.links[0]);
    await stranger.page.getByRole('alert').getByText('这个登录链接已经用过').waitFor();
    await expectGoodOnPhones(stranger.page);
    await stranger.page.goto(`${product.address}/m/checkin`);
    await stranger.page.getByRole('heading', { name: '还没有登录' }).waitFor();
    await expectGoodOnPhones(stranger.page);

    // What is too short is not sent; what is typed survives a reload and a dead network, and goes out by itself.
    const { page } = xiaoman;
    await page.getByRole('heading', { name: '早起写作' }).waitFor();
    await page.getByRole('button', { name: '打卡', exact: true }).click();
    const text = page.getByLabel('今天的内容');
    await text.fill('太短');
    await page.getByRole('dialog').getByRole('button', { name: '打卡' }).click();
    await page.getByText('还差 3 字').waitFor();
    await expectGoodOnPhones(page);
    await text.fill('窗外有雾，写外婆的厨房。');
    await page.reload();
    await page.getByRole('button', { name: '打卡', exact: true }).click();
    expect(await text.inputValue()).toBe('窗外有雾，写外婆的厨房。');
    await page.context().setOffline(true);
    await page.getByRole('dialog').getByRole('button', { name: '打卡' }).click();
    await page.getByText('还没有发出去').waitFor();
    await expectGoodOnPhones(page);
    await page.context().setOffline(false);
    await page.getByText('今天第 1 个打卡，连续 1 天了。').waitFor({ timeout: 60_000 });
    await page.getByRole('listitem').filter({ hasText: '窗外有雾' }).waitFor();
    await expectGoodOnPhones(page);

    // The second member sees it, likes it, and checks in from two devices at once: one check-in.
    const ashu = await openPage(product.browser, phone);
    await enter(ashu.page, product.address + camp.links[1]);
    const tablet = await openPage(product.browser, phone);
    await enter(tablet.page, product.address + camp.links[2]);
    await ashu.page.getByRole('button', { name: '给林小满点赞，现有 0 个赞' }).click();
    await ashu.page.getByRole('button', { name: '给林小满点赞，现有 1 个赞', pressed: true }).waitFor();
    for (const device of [ashu, tablet]) {
      await device.page.getByRole('button', { name: '打卡', exact: true }).click();
      await device.page.getByLabel('今天的内容').fill('两台手机一起按下去。');
    }
    await Promise.all([ashu, tablet].map((device) => device.page.getByRole('dialog').getByRole('button', { name: '打卡' }).click()));
    for (const device of [ashu, tablet]) await device.page.getByText('2 人里已有 2 人打卡').waitFor();
    const { posts } = await ask<{ posts: { nickname: string }[] }>(ashu.page, 'GET', `/campaigns/${camp.id}/feed`);
    expect(posts.map(({ nickname }) => nickname)).toEqual(['阿树', '林小满']);

    // Undone, the words are still there; leave instead, and back.
    await ashu.page.getByRole('button', { name: '撤销今天的打卡' }).click();
    await ashu.page.getByRole('button', { name: '打卡', exact: true }).click();
    expect(await ashu.page.getByLabel('今天的内容').inputValue()).toBe('两台手机一起按下去。');
    await ashu.page.getByRole('button', { name: '关闭' }).click();
    await ashu.page.getByRole('button', { name: '今天来不了？请个假' }).click();
    await expectGoodOnPhones(ashu.page);
    await ashu.page.getByRole('group', { name: /^今天/ }).getByRole('button', { name: '请假' }).click();
    await ashu.page.getByText('还能请 1 天假').waitFor();
    await ashu.page.getByRole('button', { name: '关闭' }).click();
    await ashu.page.getByText('安心休息').waitFor();
    await expectGoodOnPhones(ashu.page);

    for (const path of pages) {
      await page.goto(product.address + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await expectGoodOnPhones(page);
    }
    await page.goto(`${product.address}/m/ranking`);
    await page.getByRole('listitem').filter({ hasText: '林小满' }).getByText('1 天', { exact: true }).waitFor();

    // Out again: this phone knows nothing any more.
    await page.getByRole('link', { name: '我的' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '还没有登录' }).waitFor();
    expect([...problems, ...[xiaoman, stranger, ashu, tablet].flatMap((device) => device.problems)]).toEqual([]);
  }, 240_000);
});

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForURL('**/m/checkin');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Two people enrolled, a campaign open around the clock, and three links: one of the first, two of the second. */
async function openCamp(desk: Page): Promise<{ id: string; links: string[] }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风写作社 · 三班' });
  const people = [{ name: '林小满' }, { name: '阿树' }];
  const { enrolments } = await ask<{ enrolments: { id: string; nickname: string }[] }>(
    desk,
    'POST',
    `/communities/${communityId}/enrolments`,
    { people },
  );
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, {
    name: '早起写作',
    goal: '一起出一本小册子',
    startsOn: day(-2),
    endsOn: day(18),
    policy: { content: { text: { needed: true, min: 5 } } },
  });
  const links: string[] = [];
  for (const nickname of ['林小满', '阿树', '阿树']) {
    const enrolmentId = enrolments.find((row) => row.nickname === nickname)?.id;
    links.push((await ask<{ path: string }>(desk, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {})).path);
  }
  return { id, links };
}
