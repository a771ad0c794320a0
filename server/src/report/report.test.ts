import { describe, expect, it } from 'vitest';
import type { Checkup } from '#picture';
import { checkupFixture } from '#testing/checkup-fixture';
import { widthOf } from './columns.ts';
import { figuresIn } from './figures.ts';
import { headline } from './headline.ts';
import { htmlReport, languages, type Report, terminalReport, wordsIn } from './index.ts';

const namespaces = ['report', 'picture'];
const report: Report = {
  checkup: checkupFixture,
  rejections: [{ file: '长风写作社三班.txt', line: 20_431, offset: 1, reason: 'noHeader', sample: '————以下为新消息————' }],
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
const colours = /\u001b\[\d+m/g;

/** Nothing that a missing translation, an unfilled blank or a lost value would leave behind. */
function expectFinished(text: string): void {
  expect(text).not.toMatch(/\{\{|undefined|NaN|\[object|\bnull\b/);
  expect(text).not.toMatch(/\b(?:html|headline|section|reason|suggestion|metric|proxy|missing|reject|format|population)\.[a-zA-Z]/);
}

const empty: Checkup = {
  ...checkupFixture,
  period: { first: null, last: null, activeDays: 0, coverage: [] },
  members: { total: 0, speakers: 0, roster: null, zeroMessage: null, identifiedBy: 'name' },
  messages: { total: 0, unattributed: 0, byKind: {}, perActiveDay: null },
  core: [],
  concentration: { gini: null, top20Share: null, halfBy: null },
  people: [],
  suggestions: [],
  risk: null,
  tooLittleData: true,
};
const hostile = `<img src=x onerror="alert(1)">'&\u001b[2J\u202egpj`;
const attacked: Checkup = {
  ...checkupFixture,
  group: hostile,
  people: checkupFixture.people.map((person) => ({ ...person, name: hostile, aliases: [hostile] })),
  core: checkupFixture.core.map((person) => ({ ...person, name: hostile })),
  network: { ...checkupFixture.network, nodes: checkupFixture.network.nodes.map((node) => ({ ...node, name: hostile })) },
  newcomers: {
    ...checkupFixture.newcomers,
    unanswered: checkupFixture.newcomers.unanswered.map((one) => ({ ...one, name: hostile, text: hostile })),
  },
  suggestions: checkupFixture.suggestions.map((one) => ({ ...one, people: one.people.map((person) => ({ ...person, name: hostile })) })),
  source: checkupFixture.source.map((one) => ({ ...one, file: hostile })),
  ...(checkupFixture.topics && {
    topics: { ...checkupFixture.topics, phrases: checkupFixture.topics.phrases.map((one) => ({ ...one, phrase: hostile })) },
  }),
  questions: {
    open: [{ at: checkupFixture.asOf, person: { id: 'x', name: hostile }, text: hostile }],
    allOpen: 1,
    repeated: [{ times: 2, people: 2, examples: [{ at: checkupFixture.asOf, person: { id: 'x', name: hostile }, text: hostile }] }],
  },
};
const plain = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
/** The card of a page whose heading begins so. */
function cardOf(page: string, heading: string): string {
  const cards = page.split('<section ').map((part) => part.split('</section>')[0] ?? '');
  return cards.find((card) => plain(/<h2>(.*?)<\/h2>/s.exec(card)?.[1] ?? '').startsWith(heading)) ?? '';
}

describe.each(languages)('the terminal report in %s', (language) => {
  const words = wordsIn(language, namespaces);
  const text = terminalReport(report, words, { colour: false });

  it('is finished, and no line is wider than 80 columns', () => {
    expectFinished(text);
    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });

  it('colours words without changing them', () => {
    const coloured = terminalReport(report, words, { colour: true });
    expect(coloured).toMatch(colours);
    expect(coloured.replace(colours, '').replace(/ +$/gm, '')).toBe(text);
  });

  it('cannot be steered by a name', () => {
    const shown = terminalReport(
      { checkup: attacked, rejections: [{ file: hostile, line: 1, offset: 0, reason: 'badRow', sample: hostile }] },
      words,
      { colour: false },
    );
    expect(shown).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
    expect(shown.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });

  it('has a sentence for an empty chat', () => {
    expectFinished(terminalReport({ checkup: empty, rejections: [] }, words, { colour: false }));
  });
});

describe.each(languages)('the HTML report in %s', (language) => {
  const words = wordsIn(language, namespaces);
  const page = htmlReport(report, words);

  it('is finished and stands alone: no script, no request', () => {
    expectFinished(page.replace(/<style>.*<\/style>/s, '').replace(/href="data:[^"]*"/g, ''));
    expect(page).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|\bon[a-z]+=/i);
    expect(
      [...page.matchAll(/(?:href|src)="([^"]*)"/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^(#|data:text\/csv)/.test(target)),
    ).toEqual([]);
    expect(page).toContain(`lang="${language}"`);
  });

  it('defines every number that offers its definition', () => {
    const opened = new Set([...page.matchAll(/href="#(def-[^"]+)"/g)].map(([, id]) => id));
    const defined = new Set([...page.matchAll(/id="(def-[^"]+)"/g)].map(([, id]) => id));
    expect(opened.size).toBeGreaterThan(15);
    expect(defined).toEqual(opened);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const [, slash, name = '', , self] of page
      .replace(/<style>.*?<\/style>/s, '')
      .matchAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*?)(\/?)>/gi)) {
      if (self || /^(meta|br|img)$/.test(name)) continue;
      if (slash) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('takes names and messages as text', () => {
    const shown = htmlReport(
      { checkup: attacked, rejections: [{ file: hostile, line: null, offset: 0, reason: 'badRow', sample: hostile }] },
      words,
    );
    expect(shown).not.toMatch(/<img/);
    expect(shown).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;');
    expect(shown).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
  });

  it('draws an unknown week as a gap, and has a page for an empty chat', () => {
    expect(page).toContain('url(#none)');
    expectFinished(htmlReport({ checkup: empty, rejections: [] }, words).replace(/<style>.*<\/style>/s, ''));
  });

  it('keeps a spreadsheet from running a name', () => {
    const people = checkupFixture.people.map((person) => ({ ...person, name: '=HYPERLINK("http://x")' }));
    const csv = [...htmlReport({ checkup: { ...checkupFixture, people }, rejections: [] }, words).matchAll(/charset=utf-8,([^"]*)"/g)].map(
      ([, data = '']) => decodeURIComponent(data).replaceAll('&#39;', "'"),
    );
    expect(csv[0]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv.join('\n')).not.toMatch(/(?:^|[,\n"])=HYPERLINK/);
  });
});

describe('what people talk about', () => {
  const words = wordsIn('zh-CN', namespaces);
  const page = htmlReport(report, words);
  const { topics, questions } = checkupFixture;

  it('stands in the order and words of the console: topics, asked again, not taken up', () => {
    const rows = cardOf(page, '话题').split('<tr>').map(plain).slice(2);
    expect(rows).toEqual([
      '投稿格式 41 14 变多（原 12）',
      '开头怎么写 33 11 差不多（原 30）',
      '人物小传 18 6 新出现',
      '月末点评 12 4 变少（原 31）',
      'deadline 6 2 —',
    ]);
    expect(plain(cardOf(page, '反复有人问'))).toContain('请问投稿格式在哪里看呀？ 4 个人问过，共 5 次');
    const at = ['话题', '反复有人问', '没人接的提问'].map((heading) => page.indexOf(cardOf(page, heading)));
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('shows six open questions, counts all and folds the others away', () => {
    const card = cardOf(page, '没人接的提问');
    const [shown = '', folded = ''] = card.split('<details>');
    expect(plain(card)).toContain('近 28 天 11 个');
    expect([shown, folded].map((part) => part.split('<li>').length - 1)).toEqual([6, 2]);
    expect(plain(folded)).toMatch(/^还有 2 个/);
    expect(terminalReport(report, words, { colour: false })).toMatch(
      /没人接 +近 28 天 11 个提问没人接，最近的：“请问投稿格式在哪里看呀？”/,
    );
  });

  it('is said to be unknown while there are few words, and is left out where words were not looked at', () => {
    const few: Checkup = { ...checkupFixture, ...(topics && { topics: { ...topics, enough: false, phrases: [] } }) };
    expect(plain(cardOf(htmlReport({ checkup: few, rejections: [] }, words), '话题'))).toContain('话题还看不出来');
    const none: Checkup = { ...checkupFixture, ...(questions && { questions: { open: [], allOpen: 0, repeated: [] } }) };
    const quiet = htmlReport({ checkup: none, rejections: [] }, words);
    expect(plain(cardOf(quiet, '没人接的提问'))).toContain('都有人接话');
    expect(plain(cardOf(quiet, '反复有人问'))).toContain('没有几个人问过同样的问题');
    const { topics: _, questions: __, ...unread } = checkupFixture;
    const page = htmlReport({ checkup: unread, rejections: [] }, words);
    expect([cardOf(page, '话题'), cardOf(page, '没人接的提问')]).toEqual(['', '']);
  });
});

describe('the headline', () => {
  const words = wordsIn('zh-CN', namespaces);
  const say = (change: Partial<Checkup>) => headline({ ...checkupFixture, ...change }, words, figuresIn('zh-CN', 'Asia/Shanghai'));
  const calm = checkupFixture.people.map((person) => ({ ...person, flags: [] }));
  const answered = { ...checkupFixture.newcomers, answered: 13, unanswered: [] };
  const life = checkupFixture.lifecycle;

  it.each<[string, Partial<Checkup>, string]>([
    ['decline and people leaving', {}, '这个群在走下坡：近 7 天有 57 人说话，比前一周的 69 人少了；9 位常来的人正在离开。'],
    [
      'newcomers waiting',
      { people: calm, lifecycle: { ...life, stage: 'growth' } },
      '这个群正在长大：近 7 天有 57 人说话，比前一周的 69 人少了；8 位新人开了口，还没人回应。',
    ],
    [
      'one voice',
      {
        people: calm,
        newcomers: answered,
        concentration: { gini: 0.9, top20Share: 0.9, halfBy: 1 },
        activity: { ...checkupFixture.activity, wauBefore: null },
      },
      '这个群在走下坡：近 7 天有 57 人说话；一半的话出自同一个人。',
    ],
    [
      'a streak to be proud of',
      { people: calm, newcomers: answered, lifecycle: { ...life, stage: 'maturity' } },
      '这个群走得稳：近 7 天有 57 人说话，比前一周的 69 人少了；最长的打卡已经连续 63 天。',
    ],
    [
      'silence',
      { lifecycle: { ...life, stage: 'dead' }, silence: { ...checkupFixture.silence, currentHours: 1000 } },
      '这个群已经安静了 42 天。',
    ],
    ['too little', { tooLittleData: true, risk: null }, '数据还太少（256 个有消息的日子，30,979 条消息）：先看见人，过几周再谈走势。'],
  ])('%s', (_case, change, sentence) => {
    expect(say(change)).toBe(sentence);
  });
});
