import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

/** A class is divided into squads, one of them gets a leader, and the leader works from a phone: the own squad and no other. */
describe('squads and their leaders', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('are made by staff after a look at the plan; a leader on the phone reminds, praises and logs a one-to-one', async () => {
    const { page: desk, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await desk.goto(product.address);
    await setUp(desk, '长风读书社');
    const camp = await openCamp(desk);

    // A plan is looked at first; the second thought is an undo away.
    await desk.goto(`${product.address}/camps/${camp.id}/squads`);
    await desk.getByText('还没有小组').waitFor();
    await expectAccessible(desk);
    await divide(desk);
    await desk.getByRole('button', { name: '撤销' }).click();
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: /^撤\s?销$/ })
      .click();
    await desk.getByRole('dialog').waitFor({ state: 'hidden' });
    await desk.getByText('还没有小组').waitFor();
    await divide(desk);
    expect(await desk.getByRole('region', { name: /^第\d组$/ }).count()).toBe(2);

    // Moved without dragging.
    const first = desk.getByRole('region', { name: '第1组' });
    const second = desk.getByRole('region', { name: '第2组' });
    await first.getByRole('checkbox').first().check();
    await desk.getByLabel('移到哪个组').click();
    await desk.getByTitle('第2组').click();
    await desk.getByRole('button', { name: '移动', exact: true }).click();
    await second.getByText('6 人已打卡').waitFor();
    await desk.getByRole('button', { name: '撤销' }).click();
    await second.getByText('5 人已打卡').waitFor();

    // A leader is picked from the people.
    await first.getByRole('button', { name: '任命组长：第1组' }).click();
    const appointing = desk.getByRole('dialog');
    await appointing.getByLabel('任命谁').click();
    await desk.locator('.ant-select-item-option').first().click();
    await expectAccessible(desk);
    await appointing.getByRole('button', { name: /^任\s?命$/ }).click();
    const leader = (await first.getByText(/^组长：/).textContent())?.replace('组长：', '').replace('换人', '').trim() ?? '';
    await desk.getByRole('listitem', { name: '组长' }).getByText(`${leader} · 第1组`).waitFor();
    await appointing.waitFor({ state: 'hidden' });
    await expectAccessible(desk);
    await desk.setViewportSize(phone);
    await expectFits(desk);
    await expectAccessible(desk);
    await desk.setViewportSize({ width: 1440, height: 900 });

    const { squads } = await ask<Tree>(desk, 'GET', `/communities/${camp.communityId}/squads`);
    const [own, other] = squads.map(({ people }) => people.map(({ nickname }) => nickname));
    const mate = own?.find((name) => name !== leader) ?? '';

    // The leader, on the phone: who is missing in the own squad, and a friendly reminder to copy.
    const leading = await openPage(product.browser, phone);
    const { page } = leading;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await enter(page, product.address + (camp.links.get(leader) ?? ''));
    await page.goto(`${product.address}/m`);
    await page.getByRole('link', { name: '打开班委工作台' }).click();
    await page.getByText('还没打卡（5 人）').waitFor();
    await page.getByRole('button', { name: '复制提醒，去群里发' }).click();
    await page.getByText('已复制').waitFor();
    const reminder = await page.evaluate(() => navigator.clipboard.readText());
    for (const name of own ?? []) expect(reminder).toContain(`@${name}`);
    for (const name of other ?? []) expect(reminder).not.toContain(name);
    for (const name of other ?? []) expect(await page.getByText(name, { exact: true }).count()).toBe(0);
    await expectGoodOnPhones(page);

    // One person: what was talked about, praise, and a day put right with its reason.
    await page.getByRole('link', { name: mate }).click();
    await page.getByRole('heading', { name: mate }).waitFor();
    await page.getByLabel('聊了什么、约好了什么').fill('最近加班，约好周末补两天。');
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByText('最近加班，约好周末补两天。').waitFor();
    await page.getByLabel('写一句具体的夸奖').fill('昨天那段写得真细。');
    await page.getByRole('button', { name: '送出夸奖' }).click();
    await page.getByText('已送出').waitFor();
    await expectGoodOnPhones(page);
    await page.getByRole('button', { name: /今天/ }).click();
    await page.getByLabel('更正的理由').fill('手机没电，群里发过了');
    await expectGoodOnPhones(page);
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '返回小组' }).click();
    await page.getByText('还没打卡（4 人）').waitFor();

    // Who is praised reads it, and sees the squad without a list of who is missing.
    const praised = await openPage(product.browser, phone);
    await enter(praised.page, product.address + (camp.links.get(mate) ?? ''));
    await praised.page.goto(`${product.address}/m/squad`);
    await praised.page.getByText('昨天那段写得真细。').waitFor();
    await praised.page.getByText('今天 1 / 5 人已打卡').waitFor();
    expect(await praised.page.getByText('还没打卡').count()).toBe(0);
    expect(await praised.page.getByText('约好周末').count()).toBe(0);
    await expectGoodOnPhones(praised.page);

    // The role ends, and with it everything the leader could see, at once.
    await desk.getByRole('button', { name: `卸任：${leader}` }).click();
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: /^卸\s?任$/ })
      .click();
    await desk.getByRole('listitem', { name: '组长' }).getByText('空缺').waitFor();
    await page.reload();
    await page.getByText('现在没有要带的小组').waitFor();
    await expectGoodOnPhones(page);
    expect([...problems, ...leading.problems, ...praised.problems]).toEqual([]);
  }, 240_000);
});

interface Tree {
  squads: { people: { nickname: string }[] }[];
}

async function divide(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: '自动分组' }).click();
  await desk.getByText('现在只是预览').waitFor();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: '就这样分（动 10 人）' }).click();
  await desk.getByRole('dialog').waitFor({ state: 'hidden' });
  await desk.getByRole('region', { name: '第2组' }).waitFor();
}

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForURL(({ pathname }) => pathname !== '/m/enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Ten people, a campaign open around the clock, and a sign-in link for each. */
async function openCamp(desk: Page): Promise<{ id: string; communityId: string; links: Map<string, string> }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风读书社 · 一班' });
  const people = ['林小满', '阿树', '周拾光', '陈默', '许知远', '苏青', '何田', '方圆', '顾念', '唐果'].map((name) => ({ name }));
  const input = { communityId, people };
  const { enrolments } = await ask<{ enrolments: { id: string; nickname: string }[] }>(
    desk,
    'POST',
    `/communities/${communityId}/enrolments`,
    input,
  );
  const policy = { boundary: '00:00', opens: '00:00', closes: '24:00' };
  const campaign = { communityId, name: '共读 21 天', startsOn: day(-1), endsOn: day(19), policy };
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, campaign);
  const links = new Map<string, string>();
  for (const one of enrolments)
    links.set(one.nickname, (await ask<{ path: string }>(desk, 'POST', `/enrolments/${one.id}/sign-in-link`, {})).path);
  return { id, communityId, links };
}
