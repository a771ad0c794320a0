import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, firstCheckup, openPage, type Running, running } from './running.ts';

/** Someone changed accounts: found, merged, taken back, merged again on a phone. */
describe('one person with two accounts', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is merged with evidence, and apart again after undo', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await firstCheckup(page, product, '晨读群', { name: '晨读群.txt', text: chat() });
    await page.getByRole('link', { name: '成员', exact: true }).click();

    // The suggestion says why; the picture counts one person less once it is taken.
    await page.getByText('共 4 人').waitFor();
    await page.getByText('可能是同一个人').waitFor();
    await page.getByRole('button', { name: '依据' }).click();
    await page.getByText('另一个才开始说话').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await page.getByText('已合并为一位成员').waitFor();
    await page.getByText('共 3 人').waitFor();

    // Undo stands in the toast, right after.
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await page.getByText('已撤销合并').waitFor();
    await page.getByText('共 4 人').waitFor();

    // By hand from the drawer, looked up by pinyin.
    await page.getByRole('button', { name: '林夏', exact: true }).first().click();
    await page.getByRole('button', { name: '与另一个身份合并…' }).click();
    await page.getByRole('textbox', { name: '选择另一个身份' }).fill('ashu');
    await page.getByRole('radio', { name: /^阿树/ }).check();
    await page.getByText('像同一人的程度').last().waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: '合并', exact: true }).click();
    await page.getByText('身份（2 个，算作一人）').waitFor();
    await page.getByText('共 3 人').waitFor();

    await page.getByLabel('加标签').fill('组长');
    await page.getByRole('button', { name: '加上' }).click();
    await page.getByLabel('标签', { exact: true }).getByText('组长').waitFor();
    await page.getByLabel('记一笔').fill('周五前回电话');
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByText('周五前回电话').waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: '撤销合并' }).click();
    await page.getByRole('button', { name: '撤销', exact: true }).last().click();
    await page.getByText('共 4 人').waitFor();
    expect(problems).toEqual([]);

    await page.setViewportSize({ width: 390, height: 844 });
    await expectFits(page);
  }, 180_000);
});

/** 林夏 gives up one account on the third day and goes on with another. */
function chat(): string {
  const rule = '================================================================';
  const head = `消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n${rule}\r\n消息分组:我的群聊\r\n${rule}\r\n消息对象:晨读群\r\n${rule}\r\n\r\n`;
  let text = head;
  for (let day = 1; day <= 24; day++) {
    const date = `2026-02-${String(day).padStart(2, '0')}`;
    const xia = day <= 12 ? '林夏(20001)' : '林夏(20002)';
    for (const [time, who, said] of [
      ['07:01:00', xia, `打卡第${day}天`],
      ['07:05:00', '阿树(20003)', '早上好'],
      ['07:09:00', '周周(20004)', '今天读到第几章了？'],
      ['07:15:00', xia, '第三章'],
    ] as const) {
      text += `${date} ${time} ${who}\r\n${said}\r\n\r\n`;
    }
  }
  return text;
}
