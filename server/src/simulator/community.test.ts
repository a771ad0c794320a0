import { mean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { lookAt } from '#testing/planted';
import { DAY_MS, weekdayOf, zoneClock } from '#vocabulary/zone';
import { chatlabLines } from './chatlab.ts';
import { camp, demoCommunities, phases, readingCircle, regulars } from './communities.ts';
import { simulate } from './community.ts';
import { qqText } from './qq.ts';
import type { SimulatedChat } from './spec.ts';

const END = Date.parse('2026-11-21T12:00:00Z');
const fate = {
  name: '试一试',
  founders: 40,
  phases: [phases.opening(4, [18, 24], 5), phases.growth(7, [26, 42], 8), phases.maturity(6, [42, 42], 2)],
};
const chats = [camp, readingCircle, regulars].map((kind, index) => simulate(kind(fate), index + 1, END));
const talk = ({ rows }: SimulatedChat) => rows.filter(({ who, planted }) => who !== null && planted.checkinDay === null && !planted.spam);

describe('a simulated community', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(simulate(camp(fate), 1, END)).toEqual(chats[0]);
    expect(simulate(camp(fate), 2, END).rows.map(({ text }) => text)).not.toEqual(chats[0]?.rows.map(({ text }) => text));
  });

  it.each(chats)('keeps its own rules: $members.length people', (chat) => {
    const { rows, members } = chat;
    const byId = new Map(members.map((member) => [member.id, member]));
    const times = new Map(rows.map(({ id, at }) => [id, at]));
    expect(times.size).toBe(rows.length);
    expect(new Set(members.map(({ name }) => name)).size).toBe(members.length);
    for (const { at, who, text, kind, replyTo, planted } of rows) {
      expect(at).toBeLessThanOrEqual(END);
      // A slot nobody filled.
      expect(text).not.toMatch(/[{}|]/);
      for (const earlier of [replyTo, planted.parent]) if (earlier !== null) expect(times.get(earlier)).toBeLessThanOrEqual(at);
      if (who === null) continue;
      const { joinedAt = Number.POSITIVE_INFINITY, goneAt = 0 } = byId.get(who) ?? {};
      expect(joinedAt).toBeLessThan(at);
      // A photo follows its check-in by a minute at most.
      if (goneAt !== null) expect(at).toBeLessThan(goneAt + (kind === 'image' ? 60_000 : 0));
    }
  });

  it('hangs on few, as real rooms do: Gini of talk near .73–.81', () => {
    const ginis = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
      [camp, readingCircle, regulars].map((kind) => giniOf(simulate(kind(fate), seed * 7, END))),
    );
    expect(mean(ginis)).toBeGreaterThan(0.72);
    expect(mean(ginis)).toBeLessThan(0.82);
    expect(Math.min(...ginis)).toBeGreaterThan(0.62);
    expect(Math.max(...ginis)).toBeLessThan(0.88);
  });

  it('sleeps at night, and a brand’s customers speak less at weekends', () => {
    const clock = zoneClock('Asia/Shanghai');
    for (const chat of chats) {
      const nightly = talk(chat).filter(({ at }) => clock.hourOf(at) >= 1 && clock.hourOf(at) < 5).length;
      expect(nightly / talk(chat).length).toBeLessThan(0.03);
    }
    const customers = talk(simulate(regulars(fate), 3, END));
    const weekend = customers.filter(({ at }) => weekdayOf(clock.dayOf(at)) >= 5).length;
    expect(weekend / customers.length).toBeLessThan(0.25);
  });

  it('does not say the same thing all day: of a week’s openings, three of four are different', () => {
    for (const chat of chats) {
      const recent = talk(chat).filter(({ at, planted, kind }) => at > END - 7 * DAY_MS && planted.parent === null && kind === 'text');
      expect(new Set(recent.map(({ text }) => text)).size / recent.length).toBeGreaterThanOrEqual(0.75);
    }
  });
});

describe('the files it is written to', () => {
  it.each(chats)('say the same in ChatLab and QQ', async (chat) => {
    const [lab, qq] = await Promise.all([decoded(chatlabLines(chat, 'test'), { now: END }), decoded(qqText(chat), { now: END })]);
    expect([lab.format, qq.format]).toEqual(['chatlab-jsonl', 'qq-txt']);
    expect([lab.rejections, qq.rejections]).toEqual([[], []]);
    const told = (all: typeof lab) => all.messages.map(({ at, kind, sender, text }) => [at, kind, sender?.name, text]);
    expect(told(qq)).toEqual(told(lab));
    const people = (all: typeof lab) => all.system.map(({ kind }) => kind);
    expect(people(qq)).toEqual(people(lab));
    expect(lab.messages.filter(({ replyTo }) => replyTo).length).toBe(chat.rows.filter(({ replyTo }) => replyTo).length);
    expect(lab.records.filter(({ type }) => type === 'member').length).toBe(chat.members.filter(({ leftGroup }) => !leftGroup).length);
  });
});

describe('the demo’s communities', () => {
  it.each(['2026-11-23T01:00:00Z', '2026-11-26T08:00:00Z', '2027-02-14T15:00:00Z'])('are at three stages on %s too', async (end) => {
    const looked = await Promise.all(demoCommunities.map(({ spec, seed }) => lookAt(simulate(spec, seed, Date.parse(end)))));
    expect(looked.map(({ picture }) => picture.lifecycle.stage)).toEqual(['decline', 'growth', 'maturity']);
  });
});

function giniOf(chat: SimulatedChat): number {
  const counts = new Map<string, number>();
  for (const { who } of talk(chat)) if (who !== null) counts.set(who, (counts.get(who) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => a - b);
  const total = sorted.reduce((sum, count) => sum + count, 0);
  return sorted.reduce((sum, count, k) => sum + (2 * (k + 1) - sorted.length - 1) * count, 0) / (sorted.length * total);
}
