import { describe, expect, it } from 'vitest';
import { languages, wordsIn } from '../words.ts';
import type { CampFacts } from './facts.ts';
import { campHtml } from './html.ts';

const report: CampFacts = {
  ...{ community: '晨读营', campaign: '晨读<b>打卡', goal: '', zone: 'Asia/Shanghai' },
  ...{ startsOn: '2026-03-02', endsOn: '2026-03-15', until: '2026-03-15', over: true, madeAt: '2026-03-16T00:00:00Z' },
  people: { all: 12, left: 1, checkedIn: 11 },
  checkins: { counted: 90, possible: 160, rate: 0.5625, late: 3, madeUp: 2, leave: 1 },
  days: [
    { day: '2026-03-02', counted: 9, people: 12 },
    { day: '2026-03-03', counted: 0, people: 11 },
  ],
  weeks: [{ week: 1, from: '2026-03-02', to: '2026-03-08', counted: 60, possible: 84, rate: 60 / 84 }],
  completion: { need: 10, met: 7, awarded: 6 },
  stoodOut: [{ enrolmentId: 'a', nickname: '林夏', evidence: [{ code: 'days', count: 14 }] }],
  lost: [
    { enrolmentId: 'b', nickname: '<img src=x>', how: 'silent', lastDay: '2026-03-04', leftOn: null, notes: 2, notedOn: '2026-03-06' },
  ],
  lostAll: 4,
  rituals: [{ name: '闭营', at: '2026-03-15T12:00:00Z', items: 5, done: 4, missed: 1 }],
  duties: { items: 20, done: 15, missed: 5 },
  conclusions: [
    { code: 'weekDrop', values: { week: 2, before: 0.714, after: 0.4 }, sure: true },
    { code: 'weekday', values: { weekday: 7, rate: 0.2, mean: 0.56 }, sure: false },
  ],
  gaps: [{ code: 'few', count: 12 }],
};

describe('the report of a campaign as a page', () => {
  it.each(languages)('says every part in %s, and shows markup of strangers as text', (language) => {
    const page = campHtml(report, wordsIn(language, ['picture']));
    for (const said of ['晨读&lt;b&gt;打卡', '林夏', '&lt;img', '2026-03-04', '2026-03-06', '闭营', '71%', '40%', '56%', '14'])
      expect(page).toContain(said);
    expect(page).toContain(language === 'en' ? 'Sun' : '周日');
    expect(page).toContain(language === 'en' ? '3 more' : '另有 3 人');
    for (const never of ['<img', 'picture:', 'conclusion.', 'evidence.', '{{', '$t(', 'NaN', 'undefined', 'null'])
      expect(page).not.toContain(never);
    expect(page).not.toMatch(/(?:src|href)="http/);
  });

  it('of a campaign without anything says so', () => {
    const bare = {
      ...report,
      stoodOut: [],
      lost: [],
      lostAll: 0,
      rituals: [],
      conclusions: [],
      gaps: [],
      duties: { items: 0, done: 0, missed: 0 },
    };
    const page = campHtml({ ...bare, checkins: { ...report.checkins, rate: null } }, wordsIn('zh-CN', ['picture']));
    for (const said of ['还没有人参加。', '没有人掉队。', '没有办过仪式的记录。']) expect(page).toContain(said);
  });
});
