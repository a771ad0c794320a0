import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whatsappFile } from '../../server/src/testing/chat-files.ts';
import { expectAccessible, expectFits, firstCheckup, openPage, type Running, running } from './running.ts';

/** A rule is changed as text and by clicks, tried, saved, seen on a member, and taken back. */
describe('editing segment rules with a preview', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('shows who would move before it saves, and takes a version back', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    const text = whatsappFile({ lines: 1500, people: 30, seed: 11, locale: 'zh' });
    await firstCheckup(page, product, '晨读营', { name: '与晨读营的 WhatsApp 聊天.txt', text });

    await page.getByRole('button', { name: '分层规则' }).click();
    await page.getByRole('heading', { name: '分层规则' }).waitFor();
    await page.getByText('忠诚度五级和 RFM 要用订单来算').waitFor();
    expect(await page.getByRole('button', { name: '保存并生效' }).isDisabled()).toBe(true);
    await expectAccessible(page);

    // As text: a metric that does not exist is named, with the nearest that does.
    const active = page.locator('.ant-collapse-item').filter({ hasText: '积极' }).first();
    await active.getByRole('button', { name: '积极' }).click();
    await active.getByText('文本', { exact: true }).click();
    const words = active.getByRole('textbox');
    await words.fill('mesages28 >= 2');
    await page.getByRole('button', { name: '看看谁会变动' }).click();
    await page.getByText('相近的有 messages28').waitFor();
    await words.fill('messages28 >= 2');

    // By clicks: the same rule, its figure raised.
    await active.getByText('可视化', { exact: true }).click();
    const figure = active.getByRole('spinbutton');
    await figure.fill('1');
    await figure.blur();
    await active.getByText('文本', { exact: true }).click();
    expect(await words.inputValue()).toBe('messages28 >= 1');
    await page.getByRole('button', { name: '看看谁会变动' }).click();
    await page.getByText('人会换分层').waitFor();
    await page.getByText('观望 → 积极').waitFor();
    await expectAccessible(page);
    await expectFits(page);

    await page.getByRole('button', { name: '保存并生效' }).click();
    await page.getByText('正在用第 1 版').waitFor();
    await page.getByText('何敏 修改').waitFor();
    await expectAccessible(page);

    // The next look at the group is by the new rule: nobody watches any more.
    await page.getByRole('button', { name: '看成员' }).click();
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.locator('.filters').first().waitFor();
          return page.getByText('观望 0', { exact: true }).count();
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBeGreaterThan(0);
    await page.locator('table button.link').first().click();
    await page.getByText('分层变化').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('分层变化').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '分层规则' }).click();

    await page.locator('.versions').getByRole('button', { name: '恢复' }).last().click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '恢复' }).click();
    await page.getByText('正在用第 2 版').waitFor();
    await page.getByText('由第 0 版恢复').waitFor();

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: '观望' }).click();
    await page.locator('.ruleGroup').first().waitFor();
    await expectFits(page);
    await expectAccessible(page);
    expect(problems).toEqual([]);
  }, 180_000);
});
