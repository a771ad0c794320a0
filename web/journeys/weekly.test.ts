import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, firstCheckup, openPage, type Running, running } from './running.ts';

/** The week of a group is read, kept and posted; anything is found from one line. */
describe('a week of a group', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is read by staff, kept as a file and drawn as a card for the group; a member is found by pinyin', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    // Colours under the pointer fade; what is looked at is the page at rest.
    const settled = async () => {
      await page.mouse.move(1, 1);
      await page.waitForTimeout(500);
    };
    await firstCheckup(page, product, '晨读群', { name: '晨读群.txt', text: chat() });

    await page.getByRole('link', { name: '周报', exact: true }).click();
    await page.getByRole('heading', { name: '晨读群 · 周报' }).waitFor();
    await page.getByText('这一周有 3 人说话，比上周多 1 人。').waitFor();
    await page.getByText('头一次开口').first().waitFor();
    await settled();
    await expectAccessible(page);

    const kept = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载 HTML' }).click();
    expect((await kept).suggestedFilename()).toBe('weekly-2026-02-16.html');
    await page.getByRole('button', { name: '群里发的图片卡' }).click();
    const card = page.getByAltText('晨读群 这一周的图片卡');
    await card.waitFor({ timeout: 60_000 });
    expect(await card.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBe(1080);
    await settled();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });

    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await settled(); // charts follow the width a frame later
      await expectFits(page);
    }

    // Keyboard only: from anywhere to a member, by initials.
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Control+k');
    const line = page.getByRole('combobox', { name: '找群、成员或页面' });
    await line.fill('lx');
    await page.getByRole('option', { name: '林夏' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/members?person=**');
    await page.getByRole('dialog').getByText('林夏').first().waitFor();
    await page.keyboard.press('Escape');

    // On a phone a button at the thumb opens it; arrows choose among pages and groups alike.
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.address}/groups`);
    await page.getByRole('button', { name: '搜索' }).last().click();
    await line.fill('chendu');
    await page.getByRole('option', { name: '晨读群' }).click();
    await page.waitForURL('**/overview');
    await expectFits(page);
    expect(problems).toEqual([]);
  }, 240_000);
});

/** Two people for three whole weeks, a third in the last of them, which ends on Sunday 2026-02-22. */
function chat(): string {
  const rule = '================================================================';
  let text = `消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n${rule}\r\n消息分组:我的群聊\r\n${rule}\r\n消息对象:晨读群\r\n${rule}\r\n\r\n`;
  const say = (date: string, time: string, who: string, said: string) => {
    text += `${date} ${time} ${who}\r\n${said}\r\n\r\n`;
  };
  for (let day = 2; day <= 22; day++) {
    const date = `2026-02-${String(day).padStart(2, '0')}`;
    say(date, '07:01:00', '林夏(20001)', '打卡');
    say(date, '07:05:00', '阿树(20003)', '早上好');
    if (day === 19) say(date, '08:00:00', '周周(20004)', '大家好，我是新来的');
    say(date, '23:30:00', '林夏(20001)', '晚安');
  }
  return text;
}
