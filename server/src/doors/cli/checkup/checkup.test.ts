import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkup } from '#picture';
import { qunce } from '#testing/cli';

const readers = fileURLToPath(new URL('./golden/morning-readers.txt', import.meta.url));
const text = readFileSync(readers, 'utf8');
const ruler = '================================================================';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** One QQ chat; rows as `20 07:00 林小满 打卡`. */
function qq(chat: string, ids: Record<string, number>, rows: string[]): string {
  const body = rows.map((row) => {
    const [day = '', time = '', who = '', ...words] = row.split(' ');
    return `2026-11-${day} ${time}:00 ${who}(${ids[who]})\n${words.join(' ')}\n`;
  });
  return `${ruler}\n消息分组:我的QQ群\n${ruler}\n消息对象:${chat}\n${ruler}\n\n${body.join('\n')}\n`;
}
const banner = '消息记录（此消息记录为文本格式，不支持重新导入）\n\n';
const ids = { 林小满: 10001001, 何敏: 10001002, 周周: 10001003 };

async function json(...args: string[]): Promise<Checkup> {
  const { code, out, err } = await qunce(['checkup', ...args, '--json']);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

/** What must not hang on how the chat was cut into files. */
function bare({ source: _source, generatedBy: _generatedBy, ...picture }: Checkup): unknown {
  return picture;
}

describe('qunce checkup: files', () => {
  it('is the same from one file, from two that overlap and from the same one twice', async () => {
    const whole = await json(readers);
    const [head = '', ...rows] = text.split(/(?=^2026-)/m);
    const first = file('a.txt', head + rows.slice(0, 25).join(''));
    const second = file('b.txt', head + rows.slice(18).join(''));
    expect(bare(await json(second, first))).toEqual(bare(whole));
    expect(bare(await json(readers, readers))).toEqual(bare(whole));
  });

  it('leaves what no file covers as a gap', async () => {
    const [head = '', ...rows] = text.split(/(?=^2026-)/m);
    const first = file('a.txt', head + rows.slice(0, 7).join(''));
    const second = file('b.txt', head + rows.slice(-3).join(''));
    const { period } = await json(first, second);
    expect(period.coverage.map(({ from, to }) => [from.slice(0, 10), to.slice(0, 10)])).toEqual([
      ['2026-11-01', '2026-11-01'],
      ['2026-11-19', '2026-11-19'],
    ]);
  });

  it('takes the largest of several chats, names the others, and another on demand', async () => {
    const all = file(
      'all.txt',
      banner +
        qq('车友会', ids, ['02 07:00 周周 早', '02 07:01 何敏 早']) +
        qq('晨读小组', ids, ['02 07:00 林小满 打卡', '02 07:01 何敏 打卡', '03 07:00 林小满 打卡']),
    );
    const { code, out, err } = await qunce(['checkup', all, '--json']);
    const document: Checkup = JSON.parse(out);
    expect([code, document.group, document.messages.total, document.otherGroups]).toEqual([
      0,
      '晨读小组',
      3,
      [{ name: '车友会', records: 2 }],
    ]);
    expect(err).toContain('车友会 (2)');
    const other = await json(all, '--chat', '车友');
    expect([other.group, other.messages.total, other.otherGroups[0]?.name]).toEqual(['车友会', 2, '晨读小组']);
    const wrong = await qunce(['checkup', all, '--chat', '写作']);
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('晨读小组 | 车友会');
  });

  it('sees lurkers with a roster, given as a file of names or recognised among the files', async () => {
    const roster = file('名单.csv', '昵称,QQ号\n林小满,10001001\n小白,10001077\n小青,10001088\n');
    const expected = { total: 8, speakers: 6, roster: 3, zeroMessage: 2, identifiedBy: 'id' };
    expect((await json(readers, '--roster', roster)).members).toEqual(expected);
    expect((await json(readers, roster)).members).toEqual(expected);
    const names = file('names.txt', '林小满\n小白\n');
    expect((await json(readers, '--roster', names)).members).toMatchObject({ total: 7, speakers: 6, roster: 2, zeroMessage: 1 });
  });

  it('reads what is pasted', async () => {
    const { code, out } = await qunce(['checkup', '-', '--json'], { stdin: text });
    expect([code, (JSON.parse(out) as Checkup).messages.total]).toEqual([0, 37]);
  });

  it('looks no further than --as-of, in the zone', async () => {
    const until = await json(readers, '--as-of', '2026-11-06');
    expect([until.messages.total, until.asOf]).toEqual([19, '2026-11-06T15:59:59.999Z']);
    const tokyo = await json(readers, '--zone', 'Asia/Tokyo');
    expect([tokyo.period.first, tokyo.source[0]?.zone]).toEqual(['2026-11-01T22:00:00.000Z', 'Asia/Tokyo']);
  });

  it('accounts for rows it could not read and shows the first', async () => {
    const dirty = file('dirty.txt', `抄自旧电脑\n${text}`);
    const document = await json(dirty);
    expect(document.source[0]?.rejected).toEqual({ records: 1, bytes: Buffer.byteLength('抄自旧电脑\n') });
    expect(document.messages.total).toBe(37);
    const { out } = await qunce(['checkup', dirty]);
    expect(out).toContain('第 1 行，不属于任何一条消息：抄自旧电脑');
  });
});

describe('qunce checkup: outputs', () => {
  it('writes one file and nothing else', async () => {
    const out = join(folder, '报告.html');
    expect(await qunce(['checkup', readers, '--html', out])).toEqual({ code: 0, out: `报告写好了：${out}\n`, err: '' });
    expect(readdirSync(folder)).toEqual(['报告.html']);
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>\n<html lang="zh-CN">[\s\S]*晨读小组[\s\S]*<\/html>\n$/);
    await qunce(['checkup', readers, '--html', out, '--lang', 'en']);
    expect(readFileSync(out, 'utf8')).toContain('This week, first thing first');
  });

  it.each([['--json'], ['--lang', 'zh'], ['--lang', 'en'], ['--html']])('keeps people unknown when asked: %s', async (...output) => {
    const secret = file('与林小满.txt', text);
    const roster = file('names.txt', '林小满\n小白\n');
    const html = join(folder, 'out.html');
    const args = ['checkup', secret, '--roster', roster, '--pseudonymous', ...(output[0] === '--html' ? ['--html', html] : output)];
    const { code, out, err } = await qunce(args);
    expect(code).toBe(0);
    const shown = output[0] === '--html' ? readFileSync(html, 'utf8') : out;
    const words = text.split('\n').filter((line) => line.length > 3 && !/^(2026|消息|=)/.test(line));
    for (const known of [
      '林小满',
      '何敏',
      '周周',
      '阿树',
      'Momo',
      '老陈',
      '小白',
      '100010',
      '晨读小组',
      ...words.filter((word) => word !== '打卡'),
    ]) {
      expect(shown + err, known).not.toContain(known);
    }
  });

  it('counts the same with and without names', async () => {
    const named = await json(readers);
    const unnamed = await json(readers, '--pseudonymous');
    for (const part of ['segments', 'concentration', 'activity', 'messages', 'retention', 'tooLittleData', 'lifecycle'] as const) {
      expect(unnamed[part], part).toEqual(named[part]);
    }
    expect(unnamed.network.edges.map(({ strong, weak }) => [strong, weak])).toEqual(
      named.network.edges.map(({ strong, weak }) => [strong, weak]),
    );
    expect(unnamed.people.map(({ id, name }) => [id, name])[0]).toEqual(['p1', '成员 1']);
  });
});

describe('qunce checkup: what goes wrong is one sentence', () => {
  const cases: [string, (() => string[]) | string[], number, RegExp][] = [
    ['a missing file', ['/nowhere/chat.txt'], 1, /^找不到 \/nowhere\/chat\.txt，/],
    ['a folder', () => [folder], 1, /是一个文件夹/],
    ['an empty file', () => [file('leer.txt', '\n')], 1, /^leer\.txt 是空的/],
    [
      'bytes',
      () => [
        file(
          'noise.bin',
          Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251),
        ),
      ],
      1,
      /^noise\.bin 不是文字/,
    ],
    ['no chat', () => [file('novel.txt', '从前有座山，山里有座庙。\n庙里有个老和尚。\n'.repeat(40))], 1, /^认不出 novel\.txt/],
    [
      'JSON cut short',
      () => [
        file(
          'cut.json',
          '{"chatlab":{"version":"0.0.1","exportedAt":1},"meta":{"name":"x","platform":"qq","type":"group"},"members":[],"messages":[{"sender":"1","accountName":"甲","timestamp":1790000000,"type":0,"content":"hi"},{"sen',
        ),
      ],
      1,
      /^cut\.json 在第 \d+ 字节断了/,
    ],
    ['a damaged archive', () => [file('chat.zip', 'PK\u0003\u0004 and nothing more')], 1, /^压缩包 chat\.zip 不完整或已损坏/],
    ['an output over an input', () => [readers, '--html', readers], 2, /不能拿报告盖掉它/],
    ['an output nowhere', () => [readers, '--html', join(folder, 'no', 'r.html')], 1, /^报告写不进 .*（ENOENT）/],
    ['an unknown zone', [readers, '--zone', 'Mars/Olympus'], 2, /^不认识时区“Mars\/Olympus”/],
    ['an unreadable time', [readers, '--as-of', 'yesterday'], 2, /^看不懂时间“yesterday”/],
    ['an unknown option', [readers, '--htm', 'x'], 2, /^没有 --htm 这个选项，什么都没有做。是不是想写 --html？/],
    ['no file at all', [], 2, /^少了文件/],
    ['another language', [readers, '--lang', 'fr'], 2, /不能是“fr”/],
  ];

  it.each(cases)('%s', async (_case, args, code, sentence) => {
    const ran = await qunce(['checkup', ...(typeof args === 'function' ? args() : args)]);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(sentence);
    expect(ran.err).not.toMatch(/\n\s+at |Error:|node:/);
    expect(ran.err.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(readFileSync(readers, 'utf8')).toBe(text);
  });

  it('speaks English to English readers', async () => {
    const { err } = await qunce(['checkup', '/nowhere.txt'], { env: { LANG: 'en_US.UTF-8' } });
    expect(err).toBe('There is no file /nowhere.txt, so nothing was read; check the path.\n');
  });

  it('knows its version and its help', async () => {
    expect(await qunce(['--version'])).toEqual({ code: 0, out: '9.9.9\n', err: '' });
    const { code, out } = await qunce(['--help']);
    expect([code, out.includes('给一个群做体检')]).toEqual([0, true]);
    expect(await qunce([])).toMatchObject({ code: 2, err: '' });
    expect((await qunce(['chekup'])).err).toMatch(/是不是想写 checkup/);
    expect((await qunce(['checkup', '--help'])).out).toContain('--pseudonymous');
  });
});
