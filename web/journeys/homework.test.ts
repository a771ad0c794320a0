import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const wide = { width: 1440, height: 900 };
const title = '第一周 · 写一件小事';
const work = '菜市场东门，卖豆腐的阿姨教我怎么挑西红柿：蒂绿的是刚摘的。';

/** Set at the desk, written and reviewed on the phone, and a grade that is looked at again. */
describe('homework and peer review', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('is set, handed in and reviewed; its author disputes the grade, another person decides, and it becomes an example', async () => {
    const { page, problems } = await openPage(product.browser, wide);
    await page.goto(product.address);
    await setUp(page, '长风写作社');
    const camp = await openCamp(page);
    const { enrolments } = await ask<{ enrolments: { id: string; nickname: string }[] }>(
      page,
      'GET',
      `/communities/${camp.communityId}/enrolments`,
    );

    // Written, seen as members will, published.
    await page.goto(`${product.address}/camps/${camp.id}/homework`);
    await page.getByText('还没有作业').waitFor();
    await page.getByRole('button', { name: '布置作业' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('题目').fill(title);
    await dialog.getByLabel('要求', { exact: true }).fill('写一件这周遇到的小事，要有时间、地点、人。');
    await dialog.getByLabel('打分').click();
    await dialog.getByLabel('每篇几位同学评').click();
    await page.getByTitle('1 位').click();
    await dialog.getByRole('button', { name: '加一个评分项' }).click();
    await dialog.getByLabel('评什么').fill('具体');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '看看学员看到的' }).click();
    await dialog.getByText('每篇 1 位同学评，每篇给 3 天').waitFor();
    await dialog.getByRole('button', { name: '存为草稿' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^发\s?布$/ }).click();
    await dialog.getByRole('button', { name: /^发\s?布$/ }).click();
    await page.getByText('收作业中').waitFor();

    // Found on the first page, handed in, changed before it is due.
    const phones: Page[] = [];
    const all = [problems];
    for (const { id } of enrolments) {
      const member = await openPage(product.browser, phone);
      const { path } = await ask<{ path: string }>(page, 'POST', `/enrolments/${id}/sign-in-link`, {});
      await member.page.goto(product.address + path);
      await member.page.waitForURL('**/m/checkin');
      phones.push(member.page);
      all.push(member.problems);
    }
    const [author, ...others] = phones;
    const name = enrolments[0]?.nickname ?? '';
    if (!author) throw new Error('somebody takes part');
    await author.goto(`${product.address}/m`);
    await author.getByRole('link', { name: /^去写作业/ }).click();
    await author.getByRole('button', { name: '写作业' }).click();
    const sheet = author.getByRole('dialog');
    await sheet.getByRole('button', { name: '交作业' }).click();
    await sheet.getByText('先写几句').waitFor();
    await sheet.getByLabel('作业正文').fill(work);
    // What was written stands after the page was closed.
    await author.reload();
    await author.getByRole('button', { name: '接着写' }).click();
    await expectGoodOnPhones(author);
    await sheet.getByRole('button', { name: '交作业' }).click();
    await author.getByText('交上去了').waitFor();
    await expectGoodOnPhones(author);
    const { assignments } = await ask<{ assignments: { id: string }[] }>(author, 'GET', '/me/homework');
    const assignmentId = assignments[0]?.id ?? '';
    for (const other of others)
      await ask(other, 'PUT', `/assignments/${assignmentId}/submission`, { content: { text: '路灯坏了，邻居打着手电接孩子。' } });

    // Collected now, dealt, reviewed.
    await page.getByRole('button', { name: '现在就收作业' }).click();
    await dialog.getByRole('button', { name: '现在就收作业' }).click();
    await page.getByText('互评中', { exact: true }).first().waitFor();
    await expect.poll(async () => (await own(author, assignmentId)).toReview.length, { timeout: 60_000, interval: 500 }).toBe(1);
    await author.goto(`${product.address}/m/course`);
    await expectGoodOnPhones(author);
    await author.getByRole('link', { name: /^打开作业/ }).click();
    await author.getByText('评完分给您的作业：0 / 1 篇').first().waitFor();
    await author.getByRole('link', { name: /^去评/ }).click();
    await author.getByRole('button', { name: '交评语' }).click();
    await author.getByText('每一项都打上分').waitFor();
    await author.getByLabel(/^具体/).fill('9');
    await author.getByLabel('评语', { exact: true }).fill('手电的画面很清楚，读着就像站在楼下；结尾再多写一句会更好。');
    await author.getByText('草稿已存').waitFor();
    await expectGoodOnPhones(author);
    // Given without a network it stays on the phone, and goes out by itself.
    await author.context().setOffline(true);
    await author.getByRole('button', { name: '交评语' }).click();
    await author.getByText('还没有交出去').waitFor();
    await expectGoodOnPhones(author);
    await author.context().setOffline(false);
    await author.getByText('评好了').waitFor();
    await expectGoodOnPhones(author);
    for (const other of others)
      for (const { reviewId } of (await own(other, assignmentId)).toReview)
        await ask(other, 'PUT', `/me/reviews/${reviewId}`, { text: '西红柿的蒂这句最妙，开头可以更快一点进入。', scores: [6] });

    // The time for reviews is ended, so there is a grade; it is disputed and decided.
    await page.getByRole('button', { name: '现在就结束互评' }).click();
    await dialog.getByRole('button', { name: '现在就结束互评' }).click();
    await page.getByText('已结束', { exact: true }).first().waitFor();
    await author.goto(`${product.address}/m/homework?assignment=${assignmentId}`);
    await author.getByText('这个成绩怎么来的').click();
    await author.getByText('只有一个分数，就按它：60 分').waitFor();
    await author.getByRole('button', { name: '对成绩有疑问' }).click();
    await sheet.getByLabel(/哪里觉得不对/).fill('时间、地点、人都写了，想请老师再看看。');
    await sheet.getByRole('button', { name: '提交申诉' }).click();
    await author.getByText('已收到，等老师复核').waitFor();
    await page.getByTitle('申诉 1', { exact: true }).click();
    await page.getByRole('button', { name: `打开${name}的作业` }).click();
    await page.getByLabel('答复（作者会看到）').fill('都写到了，改一下。');
    await page.getByLabel('新的分数').fill('88');
    await page.getByRole('button', { name: '改成新的分数' }).click();
    await page.getByText('已答复').waitFor();

    // An example once its author agrees.
    await page.getByLabel('好在哪里').fill('用一个蒂写出了整个清晨');
    await page.getByRole('button', { name: '推荐为优秀作业' }).click();
    await page.getByText('已问作者愿不愿意展示').waitFor();
    for (const size of [wide, phone]) {
      await page.setViewportSize(size);
      await expectFits(page);
      await expectAccessible(page);
    }
    await author.reload();
    await author.getByText('88 分', { exact: true }).waitFor();
    await author.getByText('复核过了，成绩已改').waitFor();
    await author.getByRole('button', { name: '同意展示' }).click();
    await author.getByText('您同意了').waitFor();
    await expectGoodOnPhones(author);
    const [reader] = others;
    if (!reader) throw new Error('somebody reads');
    await reader.goto(`${product.address}/m/course`);
    await reader.getByRole('link', { name: '看看优秀作业' }).click();
    await reader.getByText('看全文').click();
    await reader.getByText(work).waitFor();
    await expectGoodOnPhones(reader);
    expect(all.flat()).toEqual([]);
  }, 240_000);
});

const own = (member: Page, assignmentId: string) =>
  ask<{ toReview: { reviewId: string }[] }>(member, 'GET', `/me/homework/${assignmentId}`);

async function openCamp(desk: Page): Promise<{ id: string; communityId: string }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风写作社 · 三班' });
  await ask(desk, 'POST', `/communities/${communityId}/enrolments`, { people: ['林小满', '阿树', '周周'].map((name) => ({ name })) });
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, {
    name: '早起写作',
    goal: '一起出一本小册子',
    startsOn: day(-2),
    endsOn: day(18),
  });
  return { id, communityId };
}
