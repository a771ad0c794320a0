import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { ownDatabase } from '../../server/src/testing/database.ts';

/** The product as a person meets it: the one process on an empty folder and an empty database, and a real browser. */
export interface Running {
  address: string;
  dataDir: string;
  browser: Browser;
  /** Stops everything; removes the folder and the database. */
  stop(): Promise<void>;
}

/** @param more arguments of the browser */
export async function running(more: readonly string[] = []): Promise<Running> {
  const dataDir = await mkdtemp(join(tmpdir(), 'qunce-journey-'));
  const database = await ownDatabase();
  const port = await freePort();
  const server = spawn(process.execPath, ['server/src/main.ts'], {
    env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  server.stdout.on('data', (text) => said.push(String(text)));
  server.stderr.on('data', (text) => said.push(String(text)));
  const address = `http://127.0.0.1:${port}`;
  const end = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(address, server, said);
    // One process for all would not load a page in a second context.
    const args = sparticuz.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
    const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...args, ...more], headless: true });
    const stop = async () => {
      await browser.close();
      await end();
    };
    return { address, dataDir, browser, stop };
  } catch (error) {
    await end();
    throw error;
  }
}

export const phone = { width: 390, height: 844 };
export const owner = { name: '何敏', email: 'owner@example.com', password: 'correct horse battery' };

/** On the page of an empty installation: makes the organisation and its owner, ends on the workbench. */
export async function setUp(page: Page, organisation: string): Promise<void> {
  await page.getByLabel('机构名称').fill(organisation);
  await page.getByLabel('您的称呼').fill(owner.name);
  await page.getByLabel('邮箱').fill(owner.email);
  await page.getByLabel('密码').fill(owner.password);
  await page.getByRole('button', { name: '创建并开始' }).click();
  await page.getByText('先带一个群来做体检').waitFor();
}

/** From an empty installation to the checkup of its first group, read from a file. */
export async function firstCheckup(page: Page, product: Running, group: string, file: { name: string; text: string }): Promise<void> {
  await page.goto(product.address);
  await setUp(page, group);
  await page.getByRole('button', { name: '导入聊天记录' }).first().click();
  await page.setInputFiles('input[type=file]', { name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text) });
  await page.getByLabel('群名').fill(group);
  await page.getByText('群成员知情并同意').click();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByRole('button', { name: '看体检报告' }).click({ timeout: 60_000 });
  await page.getByText('本周要做的事').waitFor();
}

async function ready(address: string, server: ChildProcess, said: string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`the server ended:\n${said.join('')}`);
    const answer = await fetch(`${address}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the server never became ready:\n${said.join('')}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A page that fails the journey when the browser reports an error of ours. */
export async function openPage(browser: Browser, viewport: { width: number; height: number }): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
  });
  return { page, problems };
}

/** No accessibility violation that axe can see, on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Half faded in, nothing has contrast enough.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime))
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
  const violations = await page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
      }
    ).axe;
    const result = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return result.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`)
          .slice(0, 4)
          .join('\n   ')}`,
    );
  });
  expect(violations, `${page.url()} is not accessible`).toEqual([]);
}

/** Nothing sticks out sideways: the page can be read on this width without scrolling to the right. */
export async function expectFits(page: Page): Promise<void> {
  const [wanted, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
  expect(wanted, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(given);
}

/** A page of members: readable for everybody and inside the screen, also on the narrowest phones. */
export async function expectGoodOnPhones(page: Page): Promise<void> {
  for (const width of [320, phone.width]) {
    await page.setViewportSize({ ...phone, width });
    await expectFits(page);
  }
  await expectAccessible(page);
}

/** Asks the product in the session of this page: for what a journey stands on, not for what it shows. */
export function ask<T>(page: Page, method: string, path: string, input?: object): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'content-type': 'application/json', 'x-qunce': 'console' };
      const answer = await fetch(`/api/v1${path}`, { method, headers, ...(body && { body }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return answer.json();
    },
    [method, path, input && JSON.stringify(input)] as const,
  );
}

/** The civil day some days from now, in UTC. */
export const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
