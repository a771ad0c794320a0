import { describe, expect, it } from 'vitest';
import { memberCard, type WeeklyReport } from '#picture';
import { languages, wordsIn } from '../words.ts';
import { weeklyCard } from './card.ts';
import { drawWeeklyCard } from './draw.ts';
import { weeklyHtml } from './html.ts';

const week = { week: '2026-02-16', covered: true, complete: true, speakers: 9, newSpeakers: 1, messages: 40 };
const report: WeeklyReport = {
  group: '晨读<b>群</b>',
  zone: 'Asia/Shanghai',
  asOf: '2026-02-22T15:59:59Z',
  week: { from: '2026-02-16', to: '2026-02-22', complete: true, covered: true },
  known: ['2026-02-16', '2026-02-09'],
  spoke: { now: 9, before: 12, messages: 40, messagesBefore: 60 },
  weeks: [{ ...week, week: '2026-02-09', covered: false, speakers: 0, newSpeakers: 0, messages: 0 }, week],
  newcomers: { total: 2, answered: 1, waiting: [{ id: 'id:1', name: '<img src=x>' }] },
  stoodOut: [{ id: 'id:2', name: '林小满🌅', why: 'streak', value: 21 }],
  questions: { open: 1, rows: [{ at: '2026-02-20T01:00:00Z', person: { id: 'id:3', name: '问的人' }, text: '下周读什么？' }] },
  checkins: { now: 30, before: 28, streaks: [] },
  stage: { stage: 'decline', since: '2026-01-05', trend: 'down' },
  outlook: { d90: 0.4, interval: [0.2, 0.61] },
  atRisk: 2,
  next: [{ kind: 'rescueAtRisk', rank: 1, people: [{ id: 'id:9', name: '要走的人' }], values: { n: 2, days: 30, core: 1 } }],
  gaps: ['beforeMissing'],
};

describe.each(languages)('a weekly report in %s', (language) => {
  const words = wordsIn(language, ['report', 'picture']);

  it('holds every part as text of its own page: markup of strangers is shown, nothing is fetched', () => {
    const page = weeklyHtml(report, words);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<b>群');
    expect(page).not.toMatch(/(?:src|href)="http/);
    for (const text of ['要走的人', '下周读什么？', '问的人', '20%', '61%', '林小满']) expect(page).toContain(text);
    expect(page).not.toContain('picture:');
    expect(page).not.toContain('weekly.');
  });

  it('has a card with what the group may read, without signs the font cannot draw', () => {
    const tree = JSON.stringify(weeklyCard(memberCard(report), words, (character) => character !== '🌅'));
    for (const text of ['下周读什么？', '林小满']) expect(tree).toContain(text);
    for (const text of ['要走的人', '问的人', '🌅', '61%', 'weekly.']) expect(tree).not.toContain(text);
  });

  it('is drawn as a PNG of the width of the card', async () => {
    const png = await drawWeeklyCard(memberCard(report), language);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1080);
  });
});
