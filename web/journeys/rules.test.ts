import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whatsappFile } from '../../server/src/testing/chat-files.ts';
import { expectAccessible, expectFits, openPage, type Running, running } from './running.ts';

/** A rule is changed as text and by clicks, tried, saved, seen on a member, and taken back. */
describe('editing segment rules with a preview', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  const owner = { email: 'owner@example.com', password: 'correct horse battery' };

  it('shows who would move before it saves, and takes a version back', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await page.goto(product.address);
    await page.waitForURL('**/setup');
    await page.getByLabel('机构名称').fill('长风写作社');
    await page.getByLabel('您的称呼').fill('何敏');
    await page.getByLabel('邮箱').fill(owner.email);
    await page.getByLabel('密码').fill(owner.password);
    await page.getByRole('button', { name: '创建并开始' }).click();
    await page.getByText('先带一个群来做体检').waitFor();
    await page.goto(`${product.address}/import`);
    const text = whatsappFile({ lines: 1500, people: 30, seed: 11, locale: 'zh' });
    await page.setInputFiles('input[type=file]', {
      name: '与晨读营的 WhatsApp 聊天.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
    await page.getByLabel('群名').fill('晨读营');
    await page.getByText('群成员知情并同意').click();
    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByRole('button', { name: '看体检报告' }).click({ timeout: 60_000 });
    await page.getByText('本周要做的事').waitFor();

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
    await page.locator('.ant-drawer-content').waitFor({ state: 'hidden' });
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
