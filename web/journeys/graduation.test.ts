import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const wide = { width: 1440, height: 900 };

/** A camp that is over: who completed it is awarded a certificate, which anybody verifies until it is revoked. */
describe('graduation', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('awards who completed, shows the certificate to its holder and to a stranger, and says on its page that it was revoked', async () => {
    const { page, problems } = await openPage(product.browser, wide);
    await page.goto(product.address);
    await setUp(page, '长风写作社');
    const { id, enrolmentId } = await openCamp(page);

    // The days were noted on paper; staff enter them with a reason.
    await page.goto(`${product.address}/camps/${id}/today`);
    await page.getByRole('button', { name: '林小满' }).click();
    for (const ahead of [-4, -3]) await enterDay(page, day(ahead));
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: /关\s*闭|Close/ }).click();
    await drawer.waitFor({ state: 'hidden' });

    // Tried on the people before anything is written.
    await page.getByRole('link', { name: '结营' }).click();
    await page.getByText('2 人中 0 人达标').waitFor();
    await page.getByLabel('累计打卡满').fill('2');
    await page.getByText('2 人中 1 人达标').waitFor();
    await page.getByText('还差 2 天').waitFor();
    await page.getByRole('button', { name: '颁发证书' }).click();
    const asking = page.getByRole('dialog', { name: '给 1 位达标学员颁发证书？' });
    await asking.getByText('按累计打卡满 2 天颁发').waitFor();
    await asking.getByRole('button', { name: '颁发证书' }).click();
    await page.getByText('已颁发').waitFor();
    for (const size of [wide, phone]) {
      await page.setViewportSize(size);
      await expectFits(page);
      await expectAccessible(page);
    }
    await page.setViewportSize(wide);

    // Its holder finds and opens it on the phone.
    const member = await openPage(product.browser, phone);
    const { path } = await ask<{ path: string }>(page, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {});
    await member.page.goto(product.address + path);
    await member.page.waitForURL(({ pathname }) => pathname !== '/m/enter');
    await member.page.goto(`${product.address}/m/me`);
    await member.page.getByText('累计 2 天（要求 2 天）').waitFor();
    await expectGoodOnPhones(member.page);
    await member.page.getByRole('link', { name: '看证书' }).click();
    await member.page.getByText('证书有效').waitFor();
    await member.page.getByRole('button', { name: '看证书图片' }).click();
    await member.page.getByRole('link', { name: '保存图片' }).waitFor();
    await expectGoodOnPhones(member.page);

    // Whoever has the link verifies it without being anybody here.
    const stranger = await openPage(product.browser, phone);
    await stranger.page.goto(member.page.url());
    await stranger.page.getByText('证书有效').waitFor();
    for (const said of ['林小满', '早起写作', '长风写作社 · 三班', '累计 2 天（要求 2 天）'])
      await stranger.page.getByText(said, { exact: true }).waitFor();
    await expectGoodOnPhones(stranger.page);

    // Revoked with a reason that is not told to strangers.
    await page.getByRole('button', { name: '撤销证书：林小满' }).click();
    await page.getByRole('dialog').getByLabel('原因').fill('第三天是别人代打的');
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: '撤销证书' }).click();
    await page.getByRole('listitem').getByText('原因：第三天是别人代打的').waitFor();
    await page.getByText('已撤销').waitFor();
    await stranger.page.reload();
    await stranger.page.getByText('这张证书已经撤销').waitFor();
    expect(await stranger.page.getByText('代打').count()).toBe(0);
    expect(await stranger.page.getByRole('button', { name: '看证书图片' }).count()).toBe(0);
    await expectGoodOnPhones(stranger.page);
    await member.page.goto(`${product.address}/m/me`);
    await member.page.getByRole('heading', { level: 1 }).waitFor();
    await member.page.waitForLoadState('networkidle');
    expect(await member.page.getByRole('link', { name: '看证书' }).count()).toBe(0);
    expect([...problems, ...member.problems, ...stranger.problems]).toEqual([]);
  }, 240_000);
});

/** One day of the person whose drawer is open. */
async function enterDay(page: Page, civil: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${civil}`) }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: '更正' }).last();
  await dialog.getByLabel('更正的理由').fill('当天手写签到，现在补录');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '更正', exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`^${civil} 已打卡`) }).waitFor();
}

/** Three days that are over, and two people. */
async function openCamp(desk: Page): Promise<{ id: string; enrolmentId: string }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风写作社 · 三班' });
  const { enrolments } = await ask<{ enrolments: { id: string; nickname: string }[] }>(
    desk,
    'POST',
    `/communities/${communityId}/enrolments`,
    { people: ['林小满', '阿树'].map((name) => ({ name })) },
  );
  const camp = { name: '早起写作', startsOn: day(-4), endsOn: day(-2) };
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, camp);
  return { id, enrolmentId: enrolments.find(({ nickname }) => nickname === '林小满')?.id ?? '' };
}
