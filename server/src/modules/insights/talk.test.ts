import { describe, expect, it } from 'vitest';
import type { Picture } from '#picture';
import { importing } from '#testing/imports';
import { world } from '#testing/world';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);

const minute = (n: number) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00`;
const ids: Record<string, number> = { 林小满: 10001, 何敏: 10002, 周周: 10003, 阿树: 10004 };

/** Twenty days on which 林小满 asks about 借书证 and 何敏 answers a minute later; every fifth day 周周 asks the same and nobody answers. */
function library(): string {
  const rows: string[] = [];
  const say = (day: number, at: number, who: string, text: string) =>
    rows.push(`2026-02-${String(day).padStart(2, '0')} ${minute(at)} ${who}(${ids[who]})\n${text}\n`);
  for (let day = 1; day <= 20; day += 1) {
    say(day, 480, '林小满', `图书馆的借书证在哪里办${day}？`);
    say(day, 481, '何敏', '带户口本去一楼服务台');
    for (let n = 0; n < 4; n += 1) say(day, 600 + 30 * n, n % 2 === 0 ? '阿树' : '何敏', '哈哈好的');
    if (day % 5 === 0) say(day, 1200, '周周', '请问图书馆的借书证在哪里办');
  }
  return `消息记录（此消息记录为文本格式，不支持重新导入）\n\n${'='.repeat(64)}\n消息分组:我的QQ群\n${'='.repeat(64)}\n消息对象:读书群\n${'='.repeat(64)}\n\n${rows.join('\n')}`;
}

const { channelId } = await importText(library());
interface Line {
  at: string;
  person: { id: string; name: string } | null;
  text: string;
}

describe('the rows behind the picture', () => {
  it('topics count what their rows show', async () => {
    const { picture } = await stored(channelId);
    const topic = picture.topics?.phrases.find(({ phrase }) => phrase === '借书证');
    expect(topic).toMatchObject({ messages: 24, people: 2 });
    const { messages } = await home.run<{ messages: Line[] }>('insights.said', { channelId, phrase: '借书证' });
    expect(messages).toHaveLength(24);
    expect(messages[0]).toMatchObject({ person: { name: '周周' }, text: '请问图书馆的借书证在哪里办', at: '2026-02-20T12:00:00.000Z' });
  });

  it('names the question that came back and those nobody took up', async () => {
    const { picture } = await stored(channelId);
    expect(picture.questions?.repeated[0]).toMatchObject({ people: 2, times: 24 });
    expect(picture.questions?.open.map(({ person }) => person.name)).toEqual(['周周', '周周', '周周', '周周']);
  });

  it('shows what a person answered, and to whom', async () => {
    const { people } = await stored(channelId);
    const personId = people.find(({ name }) => name === '何敏')?.id;
    const { threads } = await home.run<{ threads: { asked: Line; question: boolean; answer: Line }[] }>('insights.answersOf', {
      channelId,
      personId,
    });
    expect(threads).toHaveLength(20);
    expect(threads[0]).toMatchObject({
      asked: { person: { name: '林小满' }, text: '图书馆的借书证在哪里办20？' },
      question: true,
      answer: { text: '带户口本去一楼服务台' },
    });
    await expect(home.run('insights.answersOf', { channelId, personId: 'id:nobody' })).rejects.toMatchObject({ code: 'person.unknown' });
  });

  it('lists those on the roster who never wrote', async () => {
    await importText('昵称,QQ号\n何敏,10002\n从不发言,10099\n', { channelId, format: 'roster' }, '名册.csv');
    const { people, total } = await home.run<{ people: { name: string }[]; total: number }>('insights.people', {
      channelId,
      neverSpoke: true,
    });
    expect([people.map(({ name }) => name), total]).toEqual([['从不发言'], 1]);
  });

  it('marks what staff did, not what was imported', async () => {
    await home.run('communities.updateChannel', { channelId, name: '读书群二班' });
    const { events } = await home.run<{ events: { event: string }[] }>('insights.staffEvents', { channelId });
    expect(events.map(({ event }) => event)).toContain('channel.renamed');
    expect(events.some(({ event }) => event.startsWith('import.'))).toBe(false);
  });

  it('tells how outlooks turned out', async () => {
    const { rows } = await home.run<{ rows: { room: string; weeks: number; foretold: number }[] }>('insights.backTest', {});
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { foretold } of rows) expect(foretold >= 0 && foretold <= 1).toBe(true);
  });
});

it('a day summed again is cut again: the topics follow what is there', async () => {
  const text = library();
  const { channelId: parts } = await importText(text.slice(0, text.lastIndexOf('2026-02-15 08')));
  await importText(text, { channelId: parts });
  const pictureOf = async (id: string) => (await home.run<{ picture: Picture }>('insights.group', { channelId: id })).picture;
  const [inParts, atOnce] = [await pictureOf(parts), await pictureOf(channelId)];
  expect(inParts.topics?.phrases.length).toBeGreaterThan(0);
  expect(inParts.topics).toEqual(atOnce.topics);
  expect(inParts.questions?.repeated[0]?.times).toBe(24);
}, 120_000);
