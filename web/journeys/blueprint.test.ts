import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, openPage, type Running, running, setUp } from './running.ts';

/** An operator who has never run a camp reads a blueprint, is told what will happen, and opens one by it. */
describe('opening a camp from a blueprint', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('goes from the gallery by the plan to the camp, and says that a second time changes nothing', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await page.goto(product.address);
    await setUp(page, '晨光社');
    await page.getByRole('link', { name: '训练营' }).first().click();
    await page.getByRole('button', { name: '从模板开营' }).click();
    await page.getByRole('heading', { name: '阶梯会员' }).waitFor();
    expect(await page.getByRole('list').getByText('适合：').count()).toBe(10);
    await page.mouse.move(1, 1);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expectAccessible(page);
      await expectFits(page);
    }
    await page.getByRole('link', { name: '早起营 21 天' }).click();
    await page.getByText('说明，系统还不会自动做').first().waitFor();
    await page.getByLabel('哪天开始').fill('2027-03-01');
    await page.getByLabel('社群名称').fill('三月早起营');
    await page.getByText('新建社群“三月早起营”。').waitFor();
    await page.getByText('2027-03-01 到 2027-03-21').waitFor();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expectAccessible(page);
      await expectFits(page);
    }
    await page.getByRole('button', { name: '开营', exact: true }).click();
    await page.getByText('2027-03-01 开营').waitFor();
    await page.getByRole('button', { name: '添加学员' }).waitFor();

    await page.getByRole('link', { name: '打卡规则', exact: true }).click();
    await page.getByRole('link', { name: '看“早起营 21 天”' }).click();
    await page.getByText('第三天最难').waitFor();

    await page.goto(`${product.address}/camps/blueprints/early-riser`);
    await page.getByLabel('哪天开始').fill('2027-03-01');
    await page.getByLabel('放在哪个社群').click();
    await page.getByTitle('三月早起营').click();
    await page.getByText('什么都不用改').waitFor();
    expect(await page.getByRole('button', { name: '确认应用' }).isDisabled()).toBe(true);
    expect(problems).toEqual([]);
  }, 180_000);
});
