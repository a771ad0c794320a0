import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, openPage, type Running, running, setUp } from './running.ts';

/** A group that nobody can export, told by its coach on a phone. */
describe('the daily head count', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is filled in on a phone, corrected, taken back and shown as typed in', async () => {
    const { page, problems } = await openPage(product.browser, { width: 390, height: 844 });
    await page.goto(product.address);
    await setUp(page, '晨读会');

    await page.goto(`${product.address}/day`);
    await page.getByText('还没有群').waitFor();
    // The roster makes the group: names are all there is.
    await page.goto(`${product.address}/import`);
    await page.getByRole('textbox', { name: '粘贴' }).fill('林夏\n阿树\n周周\n大山');
    await page.getByRole('button', { name: '识别' }).click();
    await page.getByLabel('群名').fill('晨读群');
    await page.getByText('群成员知情并同意').click();
    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByText('名册 4 人').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: '看名册' }).click();
    await page.getByText('这是第一份名册').waitFor();

    await page.goto(`${product.address}/day`);
    await page.getByLabel('群人数').fill('120');
    await page.getByLabel('消息条数').fill('３６条');
    expect(await page.getByLabel('消息条数').inputValue()).toBe('36');
    await page.getByLabel('发言人数').fill('40');
    await expectFits(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByText('发言人数比消息条数还多').waitFor();
    await page.getByLabel('发言人数').fill('9');
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByText('已记下').waitFor();
    await page.getByText('群人数 120 · 消息条数 36 · 发言人数 9').waitFor();

    await page.getByLabel('消息条数').fill('63');
    await page.getByRole('button', { name: '改正' }).click();
    await page.getByText('消息条数 63').waitFor();
    await page.getByText('改过').waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await page.getByText('消息条数 36').waitFor();
    expect(await page.getByLabel('消息条数').inputValue()).toBe('36');
    await expectFits(page);
    await expectAccessible(page);

    await page.goto(`${product.address}/groups`);
    await page.getByRole('link', { name: '晨读群' }).first().click();
    await page.getByText('人工填报').first().waitFor();
    await page.getByText('1 / 7 天').waitFor();
    await expectFits(page);
    await page.getByRole('link', { name: '导入', exact: true }).first().click();
    await page.getByText('这是第一份名册').waitFor();
    await expectFits(page);
    await expectAccessible(page);
    expect(problems).toEqual([]);
  }, 180_000);
});
