import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf, pngSecrets } from '../../server/src/testing/media-files.ts';
import { ask, day, expectAccessible, expectFits, expectGoodOnPhones, openPage, phone, type Running, running, setUp } from './running.ts';

const breakfast = (name: string, colour: readonly [number, number, number]) => ({
  name,
  mimeType: 'image/png',
  buffer: pngOf(2400, 1600, colour, pngSecrets(1, '39.9042N 116.4074E')),
});

/** A check-in with a photo and a voice: kept on the phone, sent when there is a network, seen by the others. */
describe('photos and voice', () => {
  let product: Running;
  beforeAll(async () => {
    // A microphone that beeps, allowed without a question: a browser without a window has nothing to ask with.
    product = await running(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  }, 120_000);
  afterAll(() => product?.stop());

  it('come along with a check-in, whatever the network does, and go with it', async () => {
    const desk = await openPage(product.browser, { width: 1440, height: 900 });
    await desk.page.goto(product.address);
    await setUp(desk.page, '长风厨房');
    const { id: communityId } = await ask<{ id: string }>(desk.page, 'POST', '/communities', { name: '早餐营' });
    const people = [{ name: '林小满' }, { name: '阿树' }];
    type Enrolled = { enrolments: { id: string; nickname: string }[] };
    const { enrolments } = await ask<Enrolled>(desk.page, 'POST', `/communities/${communityId}/enrolments`, { people });
    const content = { photos: { needed: true, max: 2 }, voice: { needed: true, maxSeconds: 30 } };
    const campaign = { name: '拍一张早餐', startsOn: day(-2), endsOn: day(18), policy: { content } };
    const { id } = await ask<{ id: string }>(desk.page, 'POST', `/communities/${communityId}/campaigns`, campaign);
    const linkOf = async (nickname: string) => {
      const enrolmentId = enrolments.find((row) => row.nickname === nickname)?.id;
      return (await ask<{ path: string }>(desk.page, 'POST', `/enrolments/${enrolmentId}/sign-in-link`, {})).path;
    };

    const xiaoman = await openPage(product.browser, phone);
    const { page } = xiaoman;
    await page.goto(product.address + (await linkOf('林小满')));
    const checkIn = page.getByRole('button', { name: '打卡', exact: true });
    await checkIn.click();
    const sheet = page.getByRole('dialog', { name: '写今天的打卡' });
    await sheet.getByText('拍照片，最多 2 张，录一段语音').waitFor();
    await sheet.getByRole('button', { name: '打卡' }).click();
    await sheet.getByText('先选一张照片').waitFor();
    await sheet.getByText('先录一段语音').waitFor();
    await expectGoodOnPhones(page);

    // Chosen without a network, it is there; with the network back it goes out by itself.
    await page.context().setOffline(true);
    const photos = sheet.getByLabel('照片（最多 2 张）');
    await photos.setInputFiles([breakfast('粥.png', [230, 180, 90]), breakfast('包子.png', [240, 240, 220])]);
    await sheet.getByRole('img', { name: '选好的第 2 张照片' }).waitFor();
    await sheet.getByText('还没传完，网络恢复后接着传').first().waitFor();
    await expectGoodOnPhones(page);
    await sheet.getByRole('button', { name: '去掉第 2 张照片' }).click();
    await page.context().setOffline(false);
    await sheet.getByText('还没传完').waitFor({ state: 'detached' });

    // Recorded, listened to, still there after the page was closed.
    await sheet.getByRole('button', { name: '开始录音' }).click();
    await sheet.getByText(/^0:0[1-9]$/).waitFor();
    await sheet.getByRole('button', { name: '停止录音' }).click();
    await sheet.getByLabel('录好的语音').waitFor();
    await sheet.getByLabel('语音的上传进度').waitFor({ state: 'detached' });
    await expectGoodOnPhones(page);
    await page.reload();
    await checkIn.click();
    await sheet.getByRole('img', { name: '选好的第 1 张照片' }).waitFor();
    await sheet.getByLabel('录好的语音').waitFor();
    await sheet.getByRole('button', { name: '打卡' }).click();
    await page.getByText('今天第 1 个打卡，连续 1 天了。').waitFor();
    await expectGoodOnPhones(page);

    // The other one sees it, large when pressed; the file tells nothing of the place.
    const ashu = await openPage(product.browser, phone);
    await ashu.page.goto(product.address + (await linkOf('阿树')));
    await ashu.page.getByRole('button', { name: '林小满的第 1 张照片' }).click();
    const large = ashu.page.getByRole('dialog', { name: '林小满的第 1 张照片' });
    await large.getByRole('img').waitFor();
    await expectGoodOnPhones(ashu.page);
    await large.getByRole('button', { name: '关闭' }).click();
    await large.waitFor({ state: 'detached' });
    await ashu.page.getByLabel('林小满的语音').waitFor();
    const { posts } = await ask<{ posts: { photos: string[]; voice: string }[] }>(ashu.page, 'GET', `/campaigns/${id}/feed`);
    const file = `${product.address}/api/v1/media/${posts[0]?.photos[0]}/bytes`;
    const answer = await ashu.page.request.get(file);
    expect(answer.headers()['content-type']).toMatch(/^image\/(?:jpeg|png)$/);
    expect((await answer.body()).includes('116.4074E')).toBe(false);
    const [wide, heard] = await ashu.page.evaluate(async (voice) => {
      const picture = document.querySelector<HTMLImageElement>('.pictures img');
      await picture?.decode();
      const audio = new Audio(`/api/v1/media/${voice}/bytes`);
      await new Promise((resolve, reject) => {
        audio.onloadeddata = resolve;
        audio.onerror = reject;
      });
      return [picture?.naturalWidth, audio.readyState > 1] as const;
    }, posts[0]?.voice);
    expect([wide, heard]).toEqual([1600, true]);

    // Staff see it with the person's days.
    await desk.page.goto(`${product.address}/camps/${id}/today`);
    await desk.page.getByText('全部', { exact: true }).click();
    await desk.page
      .getByRole('button', { name: /林小满/ })
      .first()
      .click();
    await desk.page.getByRole('img', { name: /^林小满.*第 1 张照片$/ }).waitFor();
    await expectAccessible(desk.page);
    await desk.page.setViewportSize(phone);
    await expectFits(desk.page);

    // Undone, nobody else sees it, and it need not be chosen again.
    await page.getByRole('button', { name: '撤销今天的打卡' }).click();
    await checkIn.click();
    await sheet.getByRole('img', { name: '选好的第 1 张照片' }).waitFor();
    expect((await ashu.page.request.get(file)).status()).toBe(404);
    await sheet.getByRole('button', { name: '打卡' }).click();
    await page.getByText('今天第 1 个打卡，连续 1 天了。').waitFor();
    expect((await ashu.page.request.get(file)).status()).toBe(200);
    expect([desk, xiaoman, ashu].flatMap(({ problems }) => problems)).toEqual([]);
  }, 240_000);
});
