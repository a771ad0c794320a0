import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const wide = { width: 1440, height: 900 };
const names = ['林小满', '阿树', '周周'];

/** Who does what when: dealt and started at the desk, done and swapped on the phone. */
describe('duties and rituals', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('deals a duty roster, starts a ritual, has its lines done with undo, and lets two members swap', async () => {
    const { page, problems } = await openPage(product.browser, wide);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(product.address);
    await setUp(page, '长风写作社');
    const camp = await openCamp(page);
    await page.goto(`${product.address}/camps/${camp.id}/today`);
    await page.getByRole('link', { name: '值日与仪式' }).click();
    await page.getByText('还没有要做的事').waitFor();

    // Seen before it is saved: everybody as often, nobody twice running.
    await page.getByRole('button', { name: '排一张值日表' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('从哪天起').fill(day(1));
    await dialog.getByLabel('排几轮').fill('6');
    await dialog.getByRole('button', { name: '选上全部成员' }).click();
    await dialog.getByLabel('第 1 件要做什么').fill('发早安和今天的题目');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '看看怎么排' }).click();
    await dialog.getByText('一共 6 轮，12 件待办。').waitFor();
    await dialog.getByText('每人 2 轮').waitFor();
    for (const name of names) expect(await dialog.getByRole('listitem').getByText(name, { exact: true }).count()).toBe(2);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '就这样排' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: '每日值日' }).waitFor();

    // A script with what it asks for, its words changed before it starts.
    await page.getByRole('button', { name: /用这套.*分享后的掌声/ }).click();
    await dialog.getByLabel('哪天开始').fill(today());
    await dialog.getByLabel('几点开始').fill('23:40');
    await dialog.getByLabel('分享人').fill('老周');
    await dialog.getByRole('button', { name: '看看每一步' }).click();
    await dialog.getByText('还有没填的：{主题}').waitFor();
    await dialog.getByLabel('“请大家鼓掌”要说的话').fill('谢谢老周，讲的是怎么把稿子写完。');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '开始安排' }).click();
    await dialog.waitFor({ state: 'hidden' });

    // Copied, done, taken back.
    const line = page.getByRole('listitem').filter({ hasText: '请大家鼓掌' });
    await line.getByRole('button', { name: /^复制话术/ }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('谢谢老周，讲的是怎么把稿子写完。');
    await line.getByRole('button', { name: /^完成/ }).click();
    await line.getByText('何敏').waitFor();
    await line.getByRole('button', { name: /^撤回/ }).click();
    await line.getByRole('button', { name: /^完成/ }).waitFor();
    await line.getByRole('button', { name: /^看话术/ }).click();
    await line.getByText('没人接话时').waitFor();
    for (const size of [wide, phone]) {
      await page.setViewportSize(size);
      await expectFits(page);
      await expectAccessible(page);
    }
    await page.setViewportSize(wide);
    await page.goto(product.address);
    await page.getByRole('listitem').filter({ hasText: '请大家鼓掌' }).waitFor();
    await expectAccessible(page);

    // One asks, the other agrees.
    const { rosters } = await ask<Rosters>(page, 'GET', `/communities/${camp.communityId}/duty-rosters`);
    const [one, other] = rosters[0]?.shown ?? [];
    if (!one || !other) throw new Error('there are turns');
    const first = await openPage(product.browser, phone);
    await first.page.goto(product.address + (await linkOf(page, one.person.enrolmentId)));
    await first.page.waitForURL('**/m/checkin');
    await first.page.getByRole('link', { name: '首页' }).click();
    await first.page.getByRole('link', { name: '去看看' }).click();
    await first.page.getByRole('heading', { level: 1, name: '我的值日' }).waitFor();
    await expectGoodOnPhones(first.page);
    await first.page
      .getByRole('button', { name: /^想换班/ })
      .first()
      .click();
    await expectGoodOnPhones(first.page);
    await first.page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`${other.person.nickname}.*`) })
      .first()
      .click();
    await first.page.getByText(`换 ${other.person.nickname} 的`).waitFor();
    const second = await openPage(product.browser, phone);
    await second.page.goto(product.address + (await linkOf(page, other.person.enrolmentId)));
    await second.page.waitForURL('**/m/checkin');
    await second.page.goto(`${product.address}/m/duties`);
    await expectGoodOnPhones(second.page);
    await second.page.getByRole('button', { name: '答应' }).click();
    await second.page.getByRole('button', { name: '答应' }).waitFor({ state: 'hidden' });
    const after = (await ask<Rosters>(page, 'GET', `/communities/${camp.communityId}/duty-rosters`)).rosters[0]?.shown ?? [];
    expect([after[0]?.person.nickname, after[1]?.person.nickname]).toEqual([other.person.nickname, one.person.nickname]);

    // Given a line of the ritual, the first one does it with one press, and takes it back.
    await page.goto(`${product.address}/camps/${camp.id}/duties`);
    await line.getByRole('button', { name: /^看话术/ }).click();
    await line.getByLabel('谁来做').click();
    await page.getByTitle(one.person.nickname).click();
    await line.getByText(`主持：${one.person.nickname}`).first().waitFor();
    await first.page.goto(`${product.address}/m/duties`);
    const mine = first.page.getByRole('listitem').filter({ hasText: '请大家鼓掌' });
    await mine.getByRole('button', { name: /^完成/ }).click();
    await mine.getByRole('button', { name: /^撤回/ }).waitFor();
    await expectGoodOnPhones(first.page);
    await mine.getByRole('button', { name: /^撤回/ }).click();
    await mine.getByRole('button', { name: /^完成/ }).waitFor();
    expect([...problems, ...first.problems, ...second.problems]).toEqual([]);
  }, 240_000);
});

interface Rosters {
  rosters: { shown: { turn: string; person: { enrolmentId: string; nickname: string } }[] }[];
}

/** Civil day in the community's zone. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

async function linkOf(desk: Page, enrolmentId: string): Promise<string> {
  return (await ask<{ path: string }>(desk, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {})).path;
}

async function openCamp(desk: Page): Promise<{ id: string; communityId: string }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风写作社 · 三班' });
  await ask(desk, 'POST', `/communities/${communityId}/enrolments`, { people: names.map((name) => ({ name })) });
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, {
    name: '早起写作',
    goal: '一起出一本小册子',
    startsOn: day(-2),
    endsOn: day(18),
  });
  return { id, communityId };
}
