import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const wide = { width: 1440, height: 900 };

/** A community is announced to end and answered on the phone; one that nobody takes part in is dissolved. */
describe('dissolving a community', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('tells members the last day, takes their answer, and ends what is over for good', async () => {
    const { page, problems } = await openPage(product.browser, wide);
    await page.goto(product.address);
    await setUp(page, '长风写作社');
    await ask(page, 'POST', '/communities', { name: '夜读社' });
    const { id, enrolmentId } = await openCamp(page);

    // From the end of the camp to the danger zone; the words go with the day until somebody writes their own.
    await page.goto(`${product.address}/camps/${id}/graduation`);
    await page.getByRole('link', { name: '解散这个社群…' }).click();
    await page.getByText('1 个打卡还没结束').waitFor();
    await page.getByLabel('最后一天').fill(day(10));
    await page
      .getByText(/晨读营走到了最后一程，\d+月\d+日周.是最后一天/)
      .first()
      .waitFor();
    await page.getByLabel('愿意的人去哪里').click();
    await page.getByRole('option', { name: '夜读社' }).or(page.getByTitle('夜读社')).last().click();
    await bothSizes(page);
    await page.getByRole('button', { name: '发公告' }).click();
    await page.getByText(`已公告：最后一天是 ${day(10)}`).waitFor();
    await page.getByRole('button', { name: '排进值日' }).click();
    await page.getByText('“告别与散场”排好了').waitFor();
    await page.getByText('要等最后一天过完。').waitFor();

    // On the phone: what it is about, and the answer, changed once.
    const member = await openPage(product.browser, phone);
    const { path } = await ask<{ path: string }>(page, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {});
    await member.page.goto(product.address + path);
    await member.page.waitForURL('**/m/checkin');
    await member.page.goto(`${product.address}/m`);
    await member.page.getByRole('heading', { name: '“晨读营”要散了' }).waitFor();
    await member.page.getByRole('button', { name: '不去了' }).click();
    await member.page.getByText('您选了不去。').waitFor();
    await member.page.getByRole('button', { name: '一起去' }).click();
    await member.page.getByText('您选了一起去。').waitFor();
    await expectGoodOnPhones(member.page);

    // Staff see who goes along.
    await page.reload();
    await page.getByText('一起去 1 人 · 不去 0 人 · 没表态 0 人').waitFor();
    await bothSizes(page);

    // One in which nobody takes part: its name is typed, and from then on it can only be read.
    const { id: empty } = await ask<{ id: string }>(page, 'POST', '/communities', { name: '跑步社' });
    await page.goto(`${product.address}/communities/${empty}/dissolve`);
    const button = page.getByRole('button', { name: /^解\s*散$/ });
    await page.getByLabel('输入社群名“跑步社”确认').fill('跑步');
    expect(await button.isDisabled()).toBe(true);
    await page.getByLabel('输入社群名“跑步社”确认').fill('跑步社');
    await expectAccessible(page);
    await button.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^解\s*散$/ })
      .click();
    await page.getByText(/已解散。里面的内容都还能看/).waitFor();
    await bothSizes(page);
    await expect(ask(page, 'PATCH', `/communities/${empty}`, { name: '改名' })).rejects.toThrow('community.dissolved');
    expect([...problems, ...member.problems]).toEqual([]);
  }, 240_000);
});

async function bothSizes(page: Page): Promise<void> {
  for (const size of [phone, wide]) {
    await page.setViewportSize(size);
    await expectFits(page);
    await expectAccessible(page);
  }
}

async function openCamp(page: Page): Promise<{ id: string; enrolmentId: string }> {
  const { id: communityId } = await ask<{ id: string }>(page, 'POST', '/communities', { name: '晨读营' });
  const { enrolments } = await ask<{ enrolments: { id: string }[] }>(page, 'POST', `/communities/${communityId}/enrolments`, {
    people: [{ name: '林夏' }],
  });
  const camp = { name: '晨读打卡', goal: '', startsOn: day(-1), endsOn: day(30), policy: {} };
  const { id } = await ask<{ id: string }>(page, 'POST', `/communities/${communityId}/campaigns`, camp);
  return { id, enrolmentId: enrolments[0]?.id ?? '' };
}
