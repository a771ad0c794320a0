import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whatsappFile } from '../../server/src/testing/chat-files.ts';
import { expectAccessible, expectFits, openPage, owner, type Running, running, setUp } from './running.ts';

/** From an empty installation to a read checkup, as an operator would, on a desk and on a phone. */
describe('first run, import, read a checkup', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('creates the owner, imports a file, shows the group in five tabs', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await page.goto(product.address);
    await page.waitForURL('**/setup');
    await expectAccessible(page);
    await setUp(page, '长风写作社');
    await expectAccessible(page);
    await page.getByRole('button', { name: '导入聊天记录' }).first().click();
    await page.waitForURL('**/import');
    await expectAccessible(page);

    const text = whatsappFile({ lines: 3000, people: 40, seed: 7, locale: 'zh' });
    await page.setInputFiles('input[type=file]', {
      name: '与长风写作社的 WhatsApp 聊天.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
    await page.getByText('WhatsApp 聊天记录', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('群名').fill('长风写作社 · 三班');

    // Without a ground nothing starts.
    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByText('请选择一项依据').waitFor();
    await page.getByText('群成员知情并同意').click();
    await page.getByRole('button', { name: '开始导入' }).click();

    await page.getByRole('button', { name: '看体检报告' }).waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    await page.getByRole('button', { name: '看体检报告' }).click();
    await page.getByText('本周要做的事').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('长风写作社 · 三班');
    await expectAccessible(page);

    // A number opens its definition by keyboard, and a suggestion its rows.
    await page.getByRole('button', { name: '周活' }).first().focus();
    await page.getByText('看背后的人和记录').first().waitFor();
    await page.getByRole('button', { name: '依据' }).first().click();
    await page.getByRole('button', { name: '收起' }).waitFor();

    await page.getByRole('link', { name: '成员', exact: true }).click();
    await page.getByText(/共 \d+ 人/).waitFor();
    await expectAccessible(page);
    await page.locator('tbody button.link').first().click();
    const person = page.getByText('为什么在这一层');
    await person.waitFor();
    expect(page.url()).toContain('person=');
    await page.keyboard.press('Escape');
    await person.waitFor({ state: 'hidden' });

    await page.getByRole('link', { name: '留存', exact: true }).click();
    await page.getByText('当周回来').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: '网络', exact: true }).click();
    await page.getByText('谁在回答谁').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: '导入', exact: true }).last().click();
    await page.getByText('导入记录').waitFor();
    await expectAccessible(page);

    await page.getByRole('link', { name: '工作台' }).first().click();
    await page.getByText('今日待办').waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  }, 180_000);

  it('says the same in English and on a phone, and takes a paste', async () => {
    const { page, problems } = await openPage(product.browser, { width: 390, height: 844 });
    await page.goto(product.address);
    await page.waitForURL(/\/sign-in/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'To do today', exact: true }).waitFor();
    await expectFits(page);
    await expectAccessible(page);

    await page.getByRole('link', { name: '长风写作社 · 三班' }).click();
    await page.getByRole('heading', { name: 'To do this week' }).waitFor();
    await expectFits(page);
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Import', exact: true }).last().click();
    await page.getByRole('textbox', { name: 'Paste' }).fill(pasted);
    await page.getByRole('button', { name: 'Recognise' }).click();
    await page.getByText('Pasted WeChat chat').waitFor();
    await expectFits(page);
    await page.getByLabel('Name of the group').fill('Early risers');
    await page.getByText('The members know and agree').click();
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByRole('button', { name: 'See the checkup' }).click({ timeout: 60_000 });
    await page.getByText('Too little data').first().waitFor();
    await expectFits(page);
    expect(problems).toEqual([]);
  }, 180_000);
});

const pasted = `阿树 2026/11/20 7:02
早！今天第 3 天打卡
林小满 2026/11/20 7:05
打卡，写了 800 字
何敏 2026/11/20 7:30
都好早，给你们点赞
阿树 2026/11/21 6:58
第 4 天打卡
周周 2026/11/21 8:10
新人报到，请多关照
`;
