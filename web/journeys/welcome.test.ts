import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, openPage, type Running, running, setUp } from './running.ts';

const phone = { width: 390, height: 844 };

/** From the approval to being at home: poster, first steps, the code of a group, the directory, the code for the chat. */
describe('somebody new', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('applies, is approved, takes the first steps on a phone and is found in the directory; the desk sees it', async () => {
    const { page: desk, problems } = await openPage(product.browser, { width: 1440, height: 900 });
    await desk.goto(product.address);
    await setUp(desk, '长风写作社');
    const { campaignId, communityId, link } = await camp(desk);
    await desk.goto(`${product.address}/camps/${campaignId}/people`);

    // The poster is looked at before it is taken away, and its picture is one.
    await desk.getByRole('button', { name: '做海报' }).click();
    const poster = desk.getByRole('img', { name: '“早起写作营”的邀请海报' });
    await poster.waitFor();
    expect(
      await poster.evaluate((image) => [
        image instanceof HTMLImageElement && image.naturalWidth,
        image instanceof HTMLImageElement && image.naturalHeight,
      ]),
    ).toEqual([1080, 1620]);
    await expectAccessible(desk);
    await desk.keyboard.press('Escape');
    await poster.waitFor({ state: 'detached' });

    await desk.getByRole('button', { name: '设置新人几步' }).click();
    for (const step of ['写好昵称', '看群规', '进群']) await desk.getByRole('checkbox', { name: step }).check();
    await desk.getByLabel('昵称格式').fill('“早起营”丨姓名丨城市');
    await desk.getByRole('textbox', { name: '群规' }).fill('一、每天写三百字。\n二、不发广告。');
    await expectAccessible(desk);
    await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await desk.getByText('群规第 1 版').waitFor();
    await desk.getByRole('button', { name: '添加群二维码' }).click();
    const code = {
      name: 'group.png',
      mimeType: 'image/png',
      buffer: await desk.screenshot({ clip: { x: 0, y: 0, width: 200, height: 200 } }),
    };
    await desk.getByLabel('二维码图片').setInputFiles(code);
    await desk.getByLabel('群名').fill('早起一群');
    await desk.getByLabel('群里现在多少人').fill('36');
    await expectAccessible(desk);
    await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await desk.getByText('正在用', { exact: true }).waitFor();

    // Questions on the rules, with what an applicant will see beside them.
    await desk.getByRole('button', { name: '出题' }).click();
    await desk.getByLabel('题目').fill('每天写多少？');
    await desk.getByLabel('正确答案').fill('三百字');
    await desk.getByLabel('其他选项').fill('三千字\n转发一篇就行');
    await desk.getByLabel('说明').fill('三百字，半小时写得完。');
    await desk.getByRole('complementary', { name: '手机预览' }).getByText('转发一篇就行').waitFor();
    await expectAccessible(desk);
    await desk.setViewportSize(phone);
    await expectFits(desk);
    await desk.setViewportSize({ width: 1440, height: 900 });
    await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await desk.getByText('题库 1 题，每次答 1 题').waitFor();

    const { page, problems: mine } = await openPage(product.browser, phone);
    await page.goto(link);
    await page.getByLabel('您的称呼').fill('林小满');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('请先把题答完再提交').waitFor();
    await page.getByRole('button', { name: '开始答题' }).click();
    await page.getByRole('button', { name: '三千字' }).waitFor();
    await look(page);
    // A page that was closed goes on where it was.
    await page.reload();
    await page.getByRole('button', { name: '接着答' }).click();
    await page.getByRole('button', { name: '三千字' }).click();
    await page.getByText('半小时写得完').waitFor();
    await look(page);
    await page.getByRole('button', { name: '看结果' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '再答一次' }).click();
    await page.getByRole('button', { name: '三百字' }).click();
    await page.getByRole('button', { name: '看结果' }).click();
    await page.getByRole('button', { name: '回去填申请' }).click();
    await page.getByText('已通过：1 题答对 1 题').waitFor();
    await page.getByLabel('您的称呼').fill('林小满');
    await page.getByRole('checkbox').check();
    await look(page);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('button', { name: '进入社群' }).click();
    await page.waitForURL('**/m/welcome');
    await page.getByText('还有 4 步没做').waitFor();
    await look(page);

    // The place is what only the person knows; then there is a proposal.
    await page.getByText('还差：城市').waitFor();
    await page.getByLabel('您的昵称').fill('林小满 杭州');
    await page.getByRole('button', { name: '就用这个' }).click();
    await page.getByRole('button', { name: '就叫这个名字' }).click();
    await page.getByText('早起营丨林小满丨杭州').waitFor();
    await page.getByText('二、不发广告。').waitFor();
    await page.getByLabel('我看过了，愿意遵守').check();
    await page.getByRole('button', { name: '同意群规' }).click();
    await page.getByRole('button', { name: '保存介绍' }).click();
    await page.getByText('写一句您是谁就行').waitFor();
    await page.getByLabel('我能提供').fill('可以帮忙看作文');
    // What was typed outlives the page.
    await page.reload();
    await page.getByLabel('我是谁').fill('教小学的语文老师');
    await page.getByLabel('放进通讯录').check();
    await look(page);
    await page.getByRole('button', { name: '保存介绍' }).click();
    await page.getByRole('img', { name: '“早起一群”的群二维码' }).waitFor();
    await page.getByRole('button', { name: '我已经进群了' }).click();
    await page.getByText('这几步都做好了').waitFor();
    await page.getByRole('button', { name: '要一个绑定码' }).click();
    await page.getByText(/^绑定 [A-Z0-9]{6}$/).waitFor();
    await look(page);

    await page.getByRole('link', { name: '看通讯录' }).click();
    await page.getByRole('list', { name: '通讯录' }).getByText('可以帮忙看作文').waitFor();
    await page.getByLabel('找人').fill('linxiaoman');
    await page.getByRole('list', { name: '通讯录' }).getByText('早起营丨林小满丨杭州').waitFor();
    await page.getByLabel('找人').fill('没有这个人');
    await page.getByText('没有找到').waitFor();
    await look(page);
    await page.getByRole('button', { name: '改介绍' }).click();
    await page.getByLabel('放进通讯录').uncheck();
    await page.getByRole('button', { name: '保存介绍' }).click();
    await page.getByText('没有放进通讯录').waitFor();
    await page.getByLabel('找人').fill('');
    await page.getByText('通讯录里还没有人').waitFor();
    await page.goto(`${product.address}/m/group?community=${communityId}`);
    await page.getByText('已经进群').click();
    await page.getByRole('img', { name: '“早起一群”的群二维码' }).waitFor();
    await look(page);

    // Back at the desk: nothing is left to do, and the introduction stands beside the days.
    await desk.reload();
    await desk.getByText('37 / 200 人').waitFor();
    await desk.getByText('全部 1', { exact: true }).click();
    await desk
      .getByRole('row', { name: /早起营丨林小满丨杭州/ })
      .getByText('等 TA 在群里发码')
      .waitFor();
    await desk.setViewportSize(phone);
    await expectFits(desk);
    await expectAccessible(desk);
    await desk.setViewportSize({ width: 1440, height: 900 });
    await desk.goto(`${product.address}/camps/${campaignId}/today`);
    await desk.getByRole('button', { name: '早起营丨林小满丨杭州' }).click();
    await desk.getByRole('dialog').getByText('教小学的语文老师').waitFor();
    await expectAccessible(desk);
    expect([...problems, ...mine]).toEqual([]);
  }, 240_000);
});

async function look(page: Page): Promise<void> {
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await expectFits(page);
  }
  await expectAccessible(page);
}

/** A camp that runs and lets people in by itself. */
async function camp(desk: Page): Promise<{ campaignId: string; communityId: string; link: string }> {
  return desk.evaluate(async () => {
    const ask = async (path: string, input: object, method = 'POST') => {
      const headers = { 'content-type': 'application/json', 'x-qunce': 'console' };
      return (await fetch(`/api/v1${path}`, { method, headers, body: JSON.stringify(input) })).json();
    };
    const { id: communityId } = await ask('/communities', { name: '早起写作营' });
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const campaign = { name: '早起写作营', goal: '每人写完二十一篇', startsOn: day(-1), endsOn: day(20), policy: {} };
    const { id: campaignId } = await ask(`/communities/${communityId}/campaigns`, campaign);
    const { path } = await ask(`/communities/${communityId}/invitation`, { decide: 'auto' }, 'PUT');
    return { campaignId, communityId, link: `${location.origin}${path}` };
  });
}
