import { describe, expect, it } from 'vitest';
import { accountErrors, decoded } from '#testing/decoded';

const log = `[2016-11-21 08:47:30] <ReaLau> Hello@mgmanikandan87
[2016-11-21 08:47:36] <ReaLau> a second line: with a colon
goes on here

[2016-11-21 08:48:02] === mgmanikandan87 has joined #appium
[2016-11-21 08:48:20] <mgmanikandan87> yes
[2016-11-21 08:49:00] * mgmanikandan87 waves
[2016-11-21 08:50:00] === ReaLau is now known as ReaLau_away
[2016-13-41 08:50:00] <ReaLau> no such day
`;

describe('irc-log', () => {
  it('reads what was said, done and announced', async () => {
    const result = await decoded(log, { zone: 'UTC' });
    expect(result.format).toBe('irc-log');
    expect(
      result.records.map((record) =>
        record.type === 'message'
          ? [record.type, record.sender?.key, record.text]
          : record.type === 'system'
            ? [record.kind, record.people]
            : [],
      ),
    ).toEqual([
      ['message', 'ReaLau', 'Hello@mgmanikandan87'],
      ['message', 'ReaLau', 'a second line: with a colon\ngoes on here\n'],
      ['join', ['mgmanikandan87']],
      ['message', 'mgmanikandan87', 'yes'],
      ['message', 'mgmanikandan87', 'waves'],
      ['rename', ['ReaLau']],
    ]);
    expect(result.records[0]).toMatchObject({ at: Date.parse('2016-11-21T08:47:30Z') });
  });

  it('accounts for every byte and keeps what it cannot read', async () => {
    const result = await decoded(`a stray line\n${log}`, { zone: 'UTC' });
    expect(result.rejections.map(({ reason, line }) => [reason, line])).toEqual([
      ['noHeader', 1],
      ['badTime', 10],
    ]);
    expect(accountErrors(result)).toEqual([]);
  });
});
