import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, openPage, type Running, running } from './running.ts';

/** An empty installation, one click, three groups to look at, and away with them. */
describe('the demo', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is made in one click, marked on every page, and removed', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await page.goto(product.address);
    await page.waitForURL('**/setup');
    await page.getByRole('button', { name: '看演示' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '看演示' }).click();

    await page.getByText('演示账号，密码只显示这一次').waitFor({ timeout: 60_000 });
    expect(await page.getByText(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/).count()).toBe(1);
    await page.getByText('演示·晨光早起营').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '进工作台看看' }).click({ timeout: 240_000 });

    await page.getByRole('complementary', { name: '演示数据' }).waitFor();
    await page.getByText('演示·山野咖啡老友群').first().waitFor();
    for (const stage of ['成长期', '衰退期']) await page.getByText(stage).first().waitFor();
    await expectAccessible(page);
    // Its camp is opened once its picture is taken.
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByText('演示·山野咖啡老友群').first().waitFor();
          return page.getByRole('link', { name: /^早起 21 天 第 12 天/ }).count();
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBe(1);
    await expectAccessible(page);
    await page.getByRole('link', { name: /^早起 21 天 第 12 天/ }).click();
    await page.getByRole('link', { name: '小组', exact: true }).click();
    await page.getByText('第10组').first().waitFor();
    await page.goto(product.address);
    await page.getByRole('link', { name: '演示·晨光早起营', exact: true }).click();
    await page.getByText('本周要做的事').waitFor();
    expect(await page.getByRole('complementary', { name: '演示数据' }).count()).toBe(1);

    // What was, what is talked about, who stands where: each number opens its rows.
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const [tab, sight] of [
        ['分层', '从未发言'],
        ['生命周期', '展望回测'],
        ['话题', '反复有人问'],
      ] as const) {
        await page.getByRole('link', { name: tab, exact: true }).click();
        await page.getByText(sight).first().waitFor();
        await page.locator('.ant-skeleton').first().waitFor({ state: 'detached' });
        await expectAccessible(page);
        await expectFits(page);
      }
    }
    await page.locator('.phrase').first().click();
    await page.getByText(/近 28 天最新的 \d+ 条/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '看前后文' }).first().click();
    await page.locator('.evidence .marked').first().waitFor();
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.address}/settings`);
    await page.getByRole('button', { name: '移除演示数据' }).waitFor();
    await expectFits(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: '移除演示数据' }).click();
    await page.getByText('不能撤销').waitFor();
    await page.getByRole('tooltip').getByRole('button', { name: '移除演示数据' }).click();
    await page.getByText(/移除了 3 个演示群/).waitFor();
    await page.goto(product.address);
    await page.getByText('先带一个群来做体检').waitFor();
    expect(await page.getByRole('complementary', { name: '演示数据' }).count()).toBe(0);
    // A busy server says so (503), and the page asks again.
    expect(problems.filter((problem) => !problem.startsWith('503 '))).toEqual([]);
  }, 360_000);
});
