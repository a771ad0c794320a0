import { describe, expect, it } from 'vitest';
import { baseAddress, type Cursor, follow, instantOf, mayFollow, messagesUrl, nextDue, OVERLAP, readPage, readSessions } from './rules.ts';

const second = 1_770_000_000;
const now = (second + 86_400) * 1000;
const start: Cursor = { since: 0, offset: 0, until: null };
const says = (sync: object | undefined, ...timestamps: number[]) =>
  readPage({ messages: timestamps.map((timestamp) => ({ sender: 'a', timestamp })), ...(sync && { sync }) }, now) ?? expect.fail('no page');

describe('the address', () => {
  it.each([
    ['http://127.0.0.1:5031/api/v1', 'http://127.0.0.1:5031/api/v1'],
    [' http://127.0.0.1:5031/api/v1/ ', 'http://127.0.0.1:5031/api/v1'],
    ['https://chat.example.org/api/v1/sessions?format=x#y', 'https://chat.example.org/api/v1'],
    ['HTTP://EXAMPLE.org', 'http://example.org'],
  ])('%s is %s', (text, base) => expect(baseAddress(text)).toBe(base));

  it.each(['', '127.0.0.1:5031', 'file:///etc/passwd', 'ftp://example.org', 'http://me:secret@example.org'])('%s is refused', (text) => {
    expect(() => baseAddress(text)).toThrow('source.badAddress');
  });

  it('of a conversation cannot leave its place', () => {
    const url = messagesUrl('http://h/api', '../../x?y=1#z', { since: 5, offset: 20, until: 9 });
    expect(url.pathname).toBe('/api/sessions/..%2F..%2Fx%3Fy%3D1%23z/messages');
    expect(Object.fromEntries(url.searchParams)).toEqual({ format: 'chatlab', since: '5', limit: '5000', offset: '20', end: '9' });
  });

  it.each([
    ['http://a.example/x', 'http://a.example/y', true],
    ['http://a.example/x', 'https://a.example/x', true],
    ['https://a.example/x', 'http://a.example/x', false],
    ['http://a.example/x', 'http://b.example/x', false],
    ['http://a.example/x', 'http://a.example:8080/x', false],
    ['http://127.0.0.1:5031/x', 'http://127.0.0.1:5032/x', false],
  ])('%s may lead to %s: %s', (from, to, may) => expect(mayFollow(new URL(from), new URL(to))).toBe(may));
});

describe('a timestamp', () => {
  it.each([
    [second, second * 1000],
    [second * 1000 + 7, second * 1000 + 7],
    [String(second), second * 1000],
    [1e11, 1e14],
    [1e11 + 1, 1e11 + 1],
    [0, null],
    [-5, null],
    ['soon', null],
    [null, null],
  ])('%s is %s', (value, at) => expect(instantOf(value)).toBe(at));
});

describe('a list of conversations', () => {
  it('holds groups only', () => {
    const sessions = [
      { id: '1@chatroom', name: '读书群', platform: 'wechat', type: 'group', messageCount: 58, lastMessageAt: second },
      { id: 'wx_a', name: '张三', platform: 'wechat', type: 'private' },
      { id: '2@chatroom', type: 'group', lastMessageAt: second * 1000 },
      { name: 'without id' },
    ];
    const lastAt = new Date(second * 1000).toISOString();
    expect(readSessions({ sessions, page: { hasMore: true, nextCursor: 'abc' } })).toEqual({
      conversations: [
        { id: '1@chatroom', name: '读书群', platform: 'wechat', messages: 58, lastAt },
        { id: '2@chatroom', name: '2@chatroom', platform: '', messages: null, lastAt },
      ],
      next: 'abc',
    });
  });

  it.each([[null], [[]], ['ok'], [{ status: 'ok' }], [{ sessions: 'none' }], [{ sessions: [{ username: 'wxid_x' }] }]])(
    'is not what %j is',
    (body) => expect(readSessions(body)).toBeNull(),
  );
});

describe('a page', () => {
  it.each([[null], [[]], [{ success: true }], [{ messages: 'none' }]])('is not what %j is', (body) =>
    expect(readPage(body, now)).toBeNull(),
  );

  it('knows its latest message, in seconds or milliseconds, but none from the future', () => {
    expect(says(undefined, second, second + 9, second + 3).latest).toBe((second + 9) * 1000);
    expect(says(undefined, second * 1000, (second + 9) * 1000 + 5).latest).toBe((second + 9) * 1000 + 5);
    expect(says(undefined, second, second + 999_999_999).latest).toBe(second * 1000);
    expect(says(undefined).latest).toBeNull();
  });
});

describe('where a pull goes on from', () => {
  it.each([
    ['by nextSince', start, { hasMore: true, nextSince: second }, { since: second, offset: 0, until: null }],
    [
      'by nextSince in milliseconds, as it was said',
      start,
      { hasMore: true, nextSince: second * 1000 },
      { since: second * 1000, offset: 0, until: null },
    ],
    [
      'by nextOffset up to the watermark',
      start,
      { hasMore: true, nextOffset: 2, watermark: second + 50 },
      { since: 0, offset: 2, until: second + 50 },
    ],
    [
      'by both, the first watermark staying',
      { since: 7, offset: 2, until: second },
      { hasMore: true, nextSince: 7, nextOffset: 4, watermark: second + 99 },
      { since: 7, offset: 4, until: second },
    ],
    ['by the last message where nothing else is said', start, { hasMore: true }, { since: second + 1, offset: 0, until: null }],
  ])('%s', (_name, at, sync, cursor) => {
    expect(follow(at, says(sync, second, second + 1), null, 0)).toMatchObject({ cursor, more: true, latest: (second + 1) * 1000 });
  });

  it.each([
    ['the same second again', { since: second, offset: 0, until: null }, { hasMore: true, nextSince: second }, [second]],
    ['an earlier second', { since: second, offset: 0, until: null }, { hasMore: true, nextSince: second - 1, nextOffset: 5 }, [second]],
    ['the same offset', { since: 0, offset: 5, until: null }, { hasMore: true, nextOffset: 5 }, [second]],
    ['empty pages without end', { since: 0, offset: 5, until: null }, { hasMore: true, nextOffset: 10 }, []],
  ])('nowhere: %s', (_name, at, sync, timestamps) => {
    expect(follow(at, says(sync, ...timestamps), null, 0)).toBeNull();
  });

  it.each([
    ['the latest message less the overlap', undefined, [second], null, 0, second - OVERLAP],
    ['whatever the server says of its next second', { hasMore: false, nextSince: second + 500 }, [second], null, 0, second - OVERLAP],
    ['what was stored before, when nothing came', undefined, [], (second - 40) * 1000, 0, second - 40 - OVERLAP],
    ['the beginning, when nothing ever came', undefined, [], null, 77, 77],
    ['never before the first day wanted', undefined, [second], null, second - 10, second - 10],
  ])('at the end from %s', (_name, sync, timestamps, before, first, since) => {
    expect(follow(start, says(sync, ...timestamps), before, first)).toMatchObject({
      cursor: { since, offset: 0, until: null },
      more: false,
    });
  });
});

it.each([
  ['keeps its beat', 0, 1, 600_000, 3_600_000],
  ['does not make up for what was missed', 0, 1, 9_000_000, 12_600_000],
  ['counts a day', 0, 24, 1, 86_400_000],
])('the next time %s', (_name, due, everyHours, at, next) => expect(nextDue(due, everyHours, at)).toBe(next));
