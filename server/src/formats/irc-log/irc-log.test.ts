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

  const said = (result: Awaited<ReturnType<typeof decoded>>) =>
    result.records.map((record) =>
      record.type === 'message'
        ? [new Date(record.at).toISOString().slice(0, 19), record.sender?.key, record.text]
        : record.type === 'system'
          ? [new Date(record.at).toISOString().slice(0, 19), record.kind, record.people?.[0] ?? null]
          : [],
    );
  const expected = [
    ['2016-11-21T23:58:00', 'join', 'bob'],
    ['2016-11-21T23:58:00', 'ann', 'hi bob'],
    ['2016-11-21T23:59:00', 'bob', 'waves'],
    ['2016-11-22T00:01:00', 'rename', 'bob'],
    ['2016-11-22T00:02:00', 'bob_away', 'night'],
    ['2016-11-22T00:03:00', 'leave', 'bob_away'],
    ['2016-11-22T00:04:00', 'removal', 'cid'],
  ];

  it.each([
    [
      'irssi',
      'room.log',
      `--- Log opened Mon Nov 21 23:50:11 2016
23:58 -!- bob [~bob@host.example] has joined #room
23:58 <@ann> hi bob
23:59  * bob waves
--- Day changed Tue Nov 22 2016
00:01 -!- bob is now known as bob_away
00:02 < bob_away> night
00:03 -!- bob_away [~bob@host.example] has quit [Quit: zzz]
00:04 -!- cid was kicked from #room by ann [spam]
--- Log closed Tue Nov 22 00:05:00 2016
`,
    ],
    [
      'WeeChat',
      'irc.libera.#room.weechatlog',
      `2016-11-21 23:58:00	-->	bob (~bob@host) has joined #room
2016-11-21 23:58:00	@ann	hi bob
2016-11-21 23:59:00	 *	bob waves
2016-11-22 00:01:00	--	bob is now known as bob_away
2016-11-22 00:02:00	bob_away	night
2016-11-22 00:03:00	<--	bob_away (~bob@host) has quit (Quit: zzz)
2016-11-22 00:04:00	<--	cid was kicked by ann (spam)
`,
    ],
    [
      'ZNC, its day in the name',
      '2016-11-21.log',
      `[23:58:00] *** Joins: bob (~bob@host)
[23:58:00] <ann> hi bob
[23:59:00] * bob waves
[00:01:00] *** bob is now known as bob_away
[00:02:00] <bob_away> night
[00:03:00] *** Quits: bob_away (~bob@host) (Quit: zzz)
[00:04:00] *** cid was kicked by ann (spam)
`,
    ],
    [
      'a public archive, its day in the name',
      'archive.zip/2016-11-21-#room.txt',
      `[23:58] === bob [~bob@host] has joined #room
[23:58] <ann> hi bob
[23:59]  * bob waves
=== Day changed to 2016-11-22
[00:01] === bob is now known as bob_away
[00:02] <bob_away> night
[00:03] === bob_away has left #room
[00:04] === cid was kicked off #room by ann
`,
    ],
    [
      'ISO times with an offset',
      'room.txt',
      `2016-11-22T07:58:00+08:00 *** bob has joined #room
2016-11-22T07:58:00+08:00 <ann> hi bob
2016-11-22T07:59:00+08:00 * bob waves
2016-11-22T00:01:00Z *** bob is now known as bob_away
[2016-11-22T00:02:00+0000] <bob_away> night
2016-11-22 00:03:00 *** bob_away has quit (zzz)
2016.11.22 00:04 *** cid was kicked by ann
`,
    ],
    [
      'HexChat',
      'room.log',
      `**** BEGIN LOGGING AT Mon Nov 21 23:50:11 2016

Nov 21 23:58:00 *	bob (~bob@host) has joined
Nov 21 23:58:00 <ann>	hi bob
Nov 21 23:59:00 *	bob waves
Nov 22 00:01:00 *	bob is now known as bob_away
Nov 22 00:02:00 <bob_away>	night
Nov 22 00:03:00 *	bob_away has quit (zzz)
Nov 22 00:04:00 *	cid was kicked by ann
**** ENDING LOGGING AT Tue Nov 22 00:05:00 2016
`,
    ],
  ])('reads %s', async (_name, name, text) => {
    const result = await decoded(text, { zone: 'UTC', name });
    expect([result.format, result.rejections]).toEqual(['irc-log', []]);
    expect(said(result)).toEqual(expected);
  });

  it('rejects bare times of which nobody tells the day', async () => {
    const result = await decoded('[10:00] <ann> hi\n[10:01] <bob> ho\n', { zone: 'UTC', name: 'room.txt' });
    expect(result.rejections.map(({ reason }) => reason)).toEqual(['badTime', 'badTime']);
  });
});
