import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

/** A check-in earns points, staff give some with a reason, the member reads both and stands on the board; one is taken back. */
describe('points', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('are earned, given, seen on the board, and taken back with a reason that is read', async () => {
    const { page: desk, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await desk.goto(product.address);
    await setUp(desk, '长风读书社');
    const camp = await openCamp(desk);

    // Rules are tried on last week before they are saved.
    await desk.goto(`${product.address}/camps/${camp.id}/points`);
    await desk.getByRole('button', { name: '用常用规则开始' }).click();
    await desk.getByRole('button', { name: '看看上周谁会得多少' }).click();
    await desk.getByText(/一共会发 0 分/).waitFor();
    await desk.getByRole('button', { name: '加一枚勋章' }).click();
    await desk.getByLabel('第 1 枚：名称').fill('第一天');
    await desk.getByLabel('第 1 枚：满多少').fill('1');
    await expectAccessible(desk);
    await desk.getByRole('button', { name: '保存规则' }).click();
    await desk.getByText(/第 1 版/).waitFor();

    // The check-in on the phone brings points within a moment.
    const member = await openPage(product.browser, phone);
    const { page } = member;
    await enter(page, product.address + camp.link);
    await page.goto(`${product.address}/m/checkin`);
    await page.getByRole('button', { name: '打卡', exact: true }).click();
    await page.getByText('今天 +5').waitFor();
    await expectGoodOnPhones(page);

    // Given by hand, with a reason.
    await desk.reload();
    await desk.getByRole('button', { name: '手工加减分' }).click();
    const giving = desk.getByRole('dialog');
    await giving.getByLabel('选学员').click();
    await desk.locator('.ant-select-item-option').filter({ hasText: '林夏' }).click();
    await giving.getByLabel('几分').fill('30');
    await giving.getByLabel('原因').fill('整理了共读笔记');
    await expectAccessible(desk);
    await giving.getByRole('button', { name: /^加\s?分$/ }).click();
    await giving.waitFor({ state: 'hidden' });
    await desk.getByText('原因：整理了共读笔记').waitFor();
    await expectAccessible(desk);
    await desk.setViewportSize(phone);
    await expectFits(desk);
    await expectAccessible(desk);
    await desk.setViewportSize({ width: 1440, height: 900 });

    // The member reads what there is and why, and stands first.
    await page.getByRole('link', { name: /^积分/ }).click();
    await page.getByText('35 分').waitFor();
    await page.getByText('原因：整理了共读笔记').waitFor();
    await page.getByText('1 / 1').waitFor();
    await expectGoodOnPhones(page);
    await page.getByRole('link', { name: '看积分排行' }).click();
    const first = page.getByRole('listitem').filter({ hasText: '林夏' });
    await first.getByText('35 分').waitFor();
    await expectGoodOnPhones(page);

    // Taken back by another entry that says why.
    await desk.getByRole('button', { name: '撤销 林夏 的 +30' }).click();
    const undoing = desk.getByRole('dialog');
    await undoing.getByLabel('原因').fill('记到别人名下了');
    await undoing.getByRole('button', { name: /^撤\s?销$/ }).click();
    await undoing.waitFor({ state: 'hidden' });
    await desk.getByText('原因：记到别人名下了').waitFor();
    await page.reload();
    await first.getByText('5 分', { exact: true }).waitFor();
    await page.goto(`${product.address}/m/points`);
    await page.getByText('撤销：奖励').waitFor();
    await page.getByText('原因：记到别人名下了').waitFor();
    await expectGoodOnPhones(page);
    expect([...problems, ...member.problems]).toEqual([]);
  }, 240_000);
});

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForURL(({ pathname }) => pathname !== '/m/enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** A camp that runs today, with two people, and the link by which the first one signs in. */
async function openCamp(desk: Page): Promise<{ id: string; link: string }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '晨读营' });
  const policy = { boundary: '00:00', opens: '00:00', closes: '24:00' };
  const span = { startsOn: day(-2), endsOn: day(20) };
  const campaign = { name: '晨读打卡', goal: '', ...span, policy };
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, campaign);
  const people = { people: [{ name: '林夏' }, { name: '阿树' }] };
  const { enrolments } = await ask<{ enrolments: { id: string; nickname: string }[] }>(
    desk,
    'POST',
    `/communities/${communityId}/enrolments`,
    people,
  );
  const own = enrolments.find(({ nickname }) => nickname === '林夏')?.id ?? '';
  const { path } = await ask<{ path: string }>(desk, 'POST', `/enrolments/${own}/sign-in-link`, {});
  return { id, link: path };
}
