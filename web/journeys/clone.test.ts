import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, openPage, type Running, running, setUp } from './running.ts';

/** An operator whose class went well opens the next one, changes the first afterwards, and brings the change over. */
describe('the next class', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is cloned after a look, keeps its own words, and takes over what its parent changed', async () => {
    const { page, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    const good = async () => {
      await page.mouse.move(1, 1);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await expectAccessible(page);
        await expectFits(page);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await page.goto(product.address);
    await setUp(page, '晨光社');

    // A blueprint, after the six questions.
    await page.goto(`${product.address}/camps/blueprints/early-riser`);
    await page.getByText('开之前，先答六个问题').click();
    for (const question of await page.locator('.blueprint-suits fieldset').all()) await question.getByText('没有', { exact: true }).click();
    await page.getByText('还没有中心的人').waitFor();
    await page.getByLabel('哪天开始').fill('2027-03-01');
    await page.getByLabel('社群名称').fill('早起营一期');
    await page.getByText('新建社群“早起营一期”。').waitFor();
    await good();
    await page.getByRole('button', { name: '开营', exact: true }).click();
    await page.getByRole('link', { name: '打卡规则', exact: true }).click();
    await page.getByRole('link', { name: '看“早起营 21 天”' }).click();
    await page.getByText('还没有群聊记录').waitFor();
    await good();
    const parent = page.url();

    // The next class.
    await page.getByRole('link', { name: '开下一期' }).click();
    await page.getByLabel('第一个打卡从哪天开始').fill('2027-05-03');
    await page.getByText('2027-05-03 到 2027-05-23').waitFor();
    expect(await page.getByLabel('下一期叫什么').inputValue()).toBe('早起营二期');
    await good();
    await page.getByRole('button', { name: '开下一期' }).click();
    await page.getByRole('heading', { name: '早起营二期' }).waitFor();
    const child = page.url();

    // Its own words, seen on a phone beside the form.
    await page.getByRole('link', { name: '改文字' }).click();
    await page.getByLabel('难处').fill('我们自己的难处');
    await page.getByRole('complementary', { name: '手机预览' }).getByText('我们自己的难处').waitFor();
    await good();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('现在是第 2 版。').waitFor();
    await page.getByLabel('口号').fill('写错的口号');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('现在是第 3 版。').waitFor();
    await page.getByRole('button', { name: '撤回最后一次修改' }).click();
    await page.getByText('现在是第 2 版。').waitFor();
    expect(await page.getByLabel('口号').inputValue()).toBe('天亮之前，先见自己');

    // The parent changes twice: once what the child has left alone, once what it has changed.
    await page.goto(`${parent}/edit`);
    await page.getByLabel('口号').fill('一起见天亮');
    await page.getByLabel('难处').fill('别处的难处');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('现在是第 2 版。').waitFor();
    await page.goto(child);
    await page.getByRole('link', { name: '看改了什么' }).click();
    await page.getByText('一起见天亮').waitFor();
    expect(await page.getByRole('radio', { name: /留这边的/ }).isChecked()).toBe(true);
    await good();
    await page.getByRole('button', { name: '确认拉取' }).click();
    await page.getByRole('heading', { name: '早起营二期' }).waitFor();
    await page.getByText('一起见天亮').waitFor();
    await page.getByText('我们自己的难处').waitFor();

    // Beside a blueprint.
    await page.getByRole('link', { name: '并排比较' }).click();
    await page.getByText('没有不一样的地方').waitFor();
    await page.getByLabel('和哪一份比').click();
    await page.getByTitle('早起营 21 天').click();
    await page.getByText('天亮之前，先见自己').waitFor();
    await good();

    // The ladder: three linked communities.
    await page.goto(`${product.address}/camps/blueprints/membership-ladder`);
    await page.getByText('群策不收款').waitFor();
    await page.getByLabel('总名称').fill('成长会');
    await page.getByRole('rowheader', { name: '成长会 · 年度会员（999）' }).waitFor();
    await good();
    await page.getByRole('button', { name: '开 3 个社群' }).click();
    await page.getByRole('heading', { name: '成长会 · 入门营（99）' }).waitFor();
    await page.getByRole('link', { name: '成长会 · 私董会员（9999）' }).click();
    await page.getByRole('heading', { name: '成长会 · 私董会员（9999）' }).waitFor();
    expect(problems).toEqual([]);
  }, 240_000);
});
