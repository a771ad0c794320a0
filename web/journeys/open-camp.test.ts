import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, openPage, type Running, running, setUp } from './running.ts';

/** An operator opens a camp without a manual: rules, people, a link, today, a correction, new rules. */
describe('opening a camp', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('goes from nothing to a corrected day and new rules', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await page.goto(product.address);
    await setUp(page, '长风写作社');
    await page.getByRole('link', { name: '训练营' }).first().click();
    await page.getByText('还没有训练营').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '开营', exact: true }).click();
    await page.getByLabel('名称').fill('早起写作 21 天');
    await page.getByLabel('共同目标').fill('全班写满 30 万字');
    await page.getByLabel('第一天').fill(today());
    await page.getByRole('button', { name: '更多规则' }).click();
    await page.getByLabel('补卡券（整期）').fill('3');
    await page.getByRole('dialog').getByRole('button', { name: '开营', exact: true }).click();

    await page.getByRole('button', { name: '添加学员' }).click();
    await page.getByRole('textbox', { name: '粘贴名字' }).fill('1. 林夏\n2. 阿树\n林夏');
    await page.getByRole('button', { name: '添加 2 人' }).click();
    await page.getByText('已添加 2 人').waitFor();
    await page.getByRole('button', { name: '登录链接' }).first().click();
    await page.getByText('链接只能用一次').waitFor();
    expect(await page.getByRole('dialog').locator('code').textContent()).toMatch(/\/m\/enter#[\w-]{32}$/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '“林夏”的更多操作' }).click();
    await page.getByRole('menuitem', { name: '退出' }).click();
    await page.getByText('“林夏”已退出').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('林夏', { exact: true }).waitFor();

    await page.getByRole('link', { name: '今天', exact: true }).click();
    await page.getByText('今天 0 / 2 人已打卡').waitFor();
    await page.getByRole('button', { name: '林夏', exact: true }).click();
    await page.getByRole('button', { name: new RegExp(`${today()} 今天`) }).click();
    await page.getByRole('textbox', { name: '更正的理由' }).fill('网络断了，群里发过');
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.getByText('没有打卡 → 已打卡').waitFor();
    await page.getByText('今天 1 / 2 人已打卡').waitFor();
    await page.getByRole('textbox', { name: '更正的理由' }).waitFor({ state: 'detached' });
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByText('更正记录').waitFor({ state: 'hidden' });

    for (const [tab, sight] of [
      ['打卡规则', '第 1 版'],
      ['学员', '阿树'],
      ['今天', '还没打卡'],
    ] as const) {
      await page.getByRole('link', { name: tab, exact: true }).click();
      await page.getByText(sight).first().waitFor();
      await page.mouse.move(1, 1);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await expectAccessible(page);
        await expectFits(page);
      }
    }
    await page.getByRole('link', { name: '打卡规则', exact: true }).click();
    expect(await page.getByRole('button', { name: '保存新规则' }).isDisabled()).toBe(true);
    await page.getByLabel('几点开始').fill('06:00');
    await page.getByRole('button', { name: '保存新规则' }).click();
    await page.getByText('第 2 版').waitFor();
    expect(problems).toEqual([]);
  }, 180_000);
});

/** The day on which a camp of this journey runs, by the clock of its browser and the rules' own beginning at four. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() - 4 * 3_600_000));
}
