import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const wide = { width: 1440, height: 900 };
const other = { name: '老周', email: 'other@example.com', password: 'another correct horse' };

/** Credit is lost by a rule, appealed against, and won back by the exam; a removal is proposed, and the person rescued. */
describe('credit and rules', () => {
  let product: Running;
  beforeAll(async () => {
    product = await running();
  }, 120_000);
  afterAll(() => product?.stop());

  it('takes points by a rule, has another person decide the appeal, rescues who was proposed, and gives rights back by the exam', async () => {
    const { page, problems } = await openPage(product.browser, wide);
    await page.goto(product.address);
    await setUp(page, '长风写作社');
    const { id, communityId, enrolmentId } = await openCamp(page);
    await ask(page, 'POST', '/staff', { ...other, grants: [{ role: 'coach', communityId: null }] });
    await page.goto(`${product.address}/camps/${id}/today`);
    await page.getByRole('link', { name: '信用与群规' }).click();

    // The shipped rules, then one of them against somebody: what follows is seen before it is recorded.
    await page.getByRole('button', { name: '用这一份' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '用这一份' }).click();
    await page.getByText('没有等待处理的申诉。').waitFor();
    await record(page, '6 分');
    await page.getByText('6 / 12 分').waitFor();
    for (const size of [wide, phone]) {
      await page.setViewportSize(size);
      await expectFits(page);
      await expectAccessible(page);
    }
    await page.setViewportSize(wide);

    // On the phone: the whole entry, and an appeal.
    const member = await openPage(product.browser, phone);
    const { path } = await ask<{ path: string }>(page, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {});
    await member.page.goto(product.address + path);
    await member.page.waitForURL('**/m/checkin');
    await member.page.goto(`${product.address}/m`);
    await member.page.getByRole('heading', { name: '请看一遍群规' }).waitFor();
    await expectGoodOnPhones(member.page);
    await agreeTo(member.page);
    await member.page.goto(`${product.address}/m/credit`);
    await member.page.getByText('原因：私下加人卖课').waitFor();
    await expectGoodOnPhones(member.page);
    await member.page.getByRole('button', { name: /^申诉/ }).click();
    await member.page.getByLabel('您想说的话').fill('是对方先来问我的。');
    await expectGoodOnPhones(member.page);
    await member.page.getByRole('button', { name: '提交申诉' }).click();
    await member.page.getByText('已申诉：是对方先来问我的。').waitFor();

    // Whoever recorded it may not decide; somebody else does.
    await page.reload();
    await page.getByText('这条要由另一个人来定').waitFor();
    const second = await openPage(product.browser, wide);
    await second.page.goto(product.address);
    await second.page.getByLabel('邮箱').fill(other.email);
    await second.page.getByLabel('密码').fill(other.password);
    await second.page.getByRole('button', { name: '登录' }).click();
    await second.page.getByRole('link', { name: '训练营' }).first().waitFor();
    await second.page.goto(`${product.address}/camps/${id}/credit`);
    await second.page.getByRole('button', { name: '维持原记录：阿树' }).click();
    await second.page.getByLabel('给本人的答复').fill('两位群友都说是你先加的人。');
    await second.page.getByRole('dialog').getByRole('button', { name: '维持原记录' }).click();
    await second.page.getByText('维持原记录：两位群友都说是你先加的人。').waitFor();

    // A second time reaches zero. Tried out by the rule of credit, a removal is proposed; nobody is removed, and the person is back.
    await page.reload();
    await record(page, '0 分');
    await page.getByText('0 / 12 分 · 权益停用').waitFor();
    await page.getByLabel('缺打卡至少几天').fill('');
    await page.getByLabel('信用分不高于').fill('0');
    await page.getByText('信用分 0，规则是不高于 0').waitFor();
    await page.getByRole('button', { name: '对选中的 1 人提出移出建议' }).click();
    await dialog.getByText('付费的怎么退').waitFor();
    await dialog.getByRole('button', { name: /确\s*定/ }).click();
    await page.getByRole('button', { name: '确认移出 阿树' }).waitFor();
    await page.setViewportSize(phone);
    await expectFits(page);
    await page.setViewportSize(wide);
    await expectAccessible(page);
    await member.page.goto(`${product.address}/m`);
    await member.page.getByText('我们有点惦记您').waitFor();
    await expectGoodOnPhones(member.page);
    await page.getByRole('button', { name: '阿树 回来了' }).click();
    await page.getByLabel('说了什么，后面怎么安排').fill('聊过了，愿意重新来。');
    await dialog.getByRole('button', { name: '回来了' }).click();
    await page.getByText('最近的结果').waitFor();
    await page.getByRole('button', { name: '阿树 回来了' }).waitFor({ state: 'detached' });

    // Shorter from now on: another version, which members agree to once more.
    await page.getByRole('button', { name: '修改考试与申诉' }).click();
    await dialog.getByLabel('每次考几题').fill('5');
    await dialog.getByLabel('几天内可以申诉').fill('10');
    await expectAccessible(page);
    await page.setViewportSize(phone);
    await expectFits(page);
    await page.setViewportSize(wide);
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('到零以后要考群规：5 题').waitFor();

    // The exam on the rules, answered as they say.
    await member.page.goto(`${product.address}/m/credit`);
    await member.page.getByRole('heading', { name: '群规有更新' }).waitFor();
    await member.page.getByText('申诉或考试的规定有改动').waitFor();
    await expectGoodOnPhones(member.page);
    await agreeTo(member.page);
    await member.page.getByText('分数到零').waitFor();
    await expectGoodOnPhones(member.page);
    await member.page.getByRole('button', { name: '开始考试' }).click();
    await sit(member.page, await questionsOf(page, communityId));
    await member.page.getByText('考过了，权益都恢复了。').waitFor();
    await member.page.getByRole('button', { name: '关闭' }).last().click();
    await member.page.getByText('12 分', { exact: true }).waitFor();
    await expectGoodOnPhones(member.page);
    expect([...problems, ...member.problems, ...second.problems]).toEqual([]);
  }, 300_000);
});

/** Rule 1.2 against 阿树, by the form. */
async function record(page: Page, after: string): Promise<void> {
  await page.getByRole('button', { name: '查看 阿树 的信用记录' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '记一条' }).click();
  await dialog.getByLabel('违反哪一条').click();
  await page.getByTitle('1.2 私下加人推销').click();
  await dialog.getByText(`→ ${after}`).waitFor();
  await dialog.getByLabel('发生了什么（本人会看到）').fill('私下加人卖课');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '确认记录' }).click();
  await dialog.getByText('原因：私下加人卖课').first().waitFor();
  await dialog.getByRole('button', { name: /关\s*闭|Close/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function agreeTo(member: Page): Promise<void> {
  await member.getByLabel('我看过了，愿意照着做').check();
  const agree = member.getByRole('button', { name: '同意群规' });
  await agree.click();
  await agree.waitFor({ state: 'hidden' });
}

interface Question {
  text: string;
  right: string;
}

async function questionsOf(page: Page, communityId: string): Promise<Question[]> {
  const { rules } = await ask<{ rules: { exam: { questions: Question[] } } }>(page, 'GET', `/communities/${communityId}/credit-rules`);
  return rules.exam.questions;
}

async function sit(page: Page, questions: readonly Question[]): Promise<void> {
  const sheet = page.getByRole('dialog');
  for (let at = 1; at <= 5; at += 1) {
    await sheet.getByText(`第 ${at} 题，共 5 题`).waitFor();
    const text = await sheet.locator('legend').innerText();
    const right = questions.find((question) => question.text === text)?.right ?? '';
    await sheet.getByRole('button', { name: right, exact: true }).click();
    await sheet.getByRole('button', { name: at < 5 ? '下一题' : '看结果' }).click();
  }
}

async function openCamp(desk: Page): Promise<{ id: string; communityId: string; enrolmentId: string }> {
  const { id: communityId } = await ask<{ id: string }>(desk, 'POST', '/communities', { name: '长风写作社 · 三班' });
  const people = [{ name: '阿树' }, { name: '周周' }];
  const { enrolments } = await ask<{ enrolments: { id: string; nickname: string }[] }>(
    desk,
    'POST',
    `/communities/${communityId}/enrolments`,
    { people },
  );
  const camp = { name: '早起写作', startsOn: day(-2), endsOn: day(18) };
  const { id } = await ask<{ id: string }>(desk, 'POST', `/communities/${communityId}/campaigns`, camp);
  return { id, communityId, enrolmentId: enrolments.find(({ nickname }) => nickname === '阿树')?.id ?? '' };
}
