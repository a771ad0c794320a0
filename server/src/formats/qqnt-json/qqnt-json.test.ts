import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { content, file, lin, oldRow, row, start, text, V5, write } from '#testing/qqnt-exports';

const read = (...messages: unknown[]) => decoded(write(file(V5, messages)), { name: 'group.json' });

describe('QQ Chat Exporter, one document', () => {
  it.each([
    [
      'V4',
      file('QQChatExporter V4 / https://…', [
        oldRow(1),
        oldRow(2, { content: { text: '好', reply: { messageId: `7600672345327336311` } } }),
      ]),
    ],
    [
      'V5',
      file(V5, [
        row(1),
        row(2, {
          content: content(
            '[回复消息]好',
            { type: 'reply', data: { messageId: '0', referencedMessageId: '7600672345327336311' } },
            ...text('好').elements,
          ),
        }),
      ]),
    ],
    [
      'the builds after',
      file('QQChatExporter', [
        row(1),
        row(2, {
          content: content('[回复消息]好', { type: 'reply', data: { messageId: '7600672345327336311', referencedMessageId: null } }),
        }),
      ]),
    ],
  ])('reads %s', async (_version, document) => {
    const { format, records, rejections, error } = await decoded(write(document), { name: 'x.json' });
    expect({ format, rejections, error }).toEqual({ format: 'qqnt-json', rejections: [], error: null });
    expect(records).toEqual([
      { type: 'group', id: '700123456', name: '晨读', platform: 'qq' },
      { type: 'message', at: start + 1000, id: '7600672345327336311', kind: 'text', text: '早', sender: lin },
      {
        type: 'message',
        at: start + 2000,
        id: '7600672345327336312',
        kind: 'text',
        text: '好',
        sender: lin,
        replyTo: '7600672345327336311',
      },
    ]);
  });

  it.each([
    ['milliseconds', start, start],
    ['milliseconds as text', String(start), start],
    ['seconds', start / 1000, start],
    ['an instant', '2026-08-01T20:00:00+08:00', start],
    ['the wall clock of the exporting machine', '2026-08-01 20:00:00', start],
  ])('takes the time as %s', async (_name, timestamp, at) => {
    expect((await read(row(1, { timestamp }))).messages).toMatchObject([{ at }]);
  });

  it('falls back to the second time where the first is missing', async () => {
    const { messages } = await read(row(1, { timestamp: undefined, time: '2026-08-01 20:00:05' }));
    expect(messages.map(({ at }) => at)).toEqual([start + 5000]);
  });

  it.each([
    [
      'the card in the group',
      { uin: '10001', uid: 'u_a', name: '备注', remark: '备注', groupCard: '群名片', nickname: '昵称' },
      { key: '10001', name: '群名片' },
    ],
    [
      'a nickname before the remark of the exporter',
      { uin: '10001', name: '备注', remark: '备注', nickname: '昵称' },
      { key: '10001', name: '昵称' },
    ],
    ['the new id where there is no number', { uid: 'u_a', uin: '0', name: '甲' }, { key: 'u_a', name: '甲' }],
    ['no name where the number stands for it', { uin: '10001', uid: 'u_a', name: '10001' }, { key: '10001', name: '' }],
  ])('knows people by %s', async (_name, sender, expected) => {
    expect((await read(row(1, { sender }))).messages[0]?.sender).toEqual({ by: 'id', ...expected });
  });

  it('joins the two ids of one person, and shows the last name where a row has none', async () => {
    const { messages } = await read(row(1), row(2, { sender: { uid: 'u_lin', name: 'u_lin' } }));
    expect(messages.map(({ sender }) => sender)).toEqual([lin, lin]);
  });

  it('counts anonymous words without a speaker, and words with a name only under the name', async () => {
    const { messages } = await read(row(1, { sender: { uin: '80000000', name: '匿名' } }), row(2, { sender: { name: '某甲' } }));
    expect(messages.map(({ sender }) => sender)).toEqual([null, { by: 'name', key: '某甲', name: '某甲' }]);
  });

  it('uses chat and number of the row where it has no id', async () => {
    const { messages } = await read(row(7, { id: '0' }), row(8, { id: '', seq: '0' }));
    expect(messages.map(({ id }) => id)).toEqual(['700123456:7', undefined]);
  });

  it.each([
    ['a picture', content('[图片:97F1.jpg]', { type: 'image', data: { filename: '97F1.jpg' } }), 'image', '[图片]'],
    ['pictures between words', content('看[图片:97F1.jpg]', ...text('看').elements, { type: 'image', data: {} }), 'text', '看[图片]'],
    [
      'a picture whose text element repeats the placeholder',
      content('[图片: a.jpg]', { type: 'text', data: { text: '[图片: a.jpg]' } }, { type: 'image', data: {} }),
      'image',
      '[图片]',
    ],
    ['a sticker picture', content('[图片:a.gif]', { type: 'image', data: { subType: 'sticker' } }), 'sticker', '[图片]'],
    ['a face', content('/捂脸', { type: 'face', data: { id: '264', name: '/捂脸' } }), 'sticker', '/捂脸'],
    ['a market face', content('[害羞]', { type: 'market_face', data: { name: '[害羞]' } }), 'sticker', '[害羞]'],
    ['a voice', content('[语音:3秒]', { type: 'audio', data: {} }), 'voice', '[语音]'],
    ['a video', content('[视频:a.mp4]', { type: 'video', data: {} }), 'video', '[视频]'],
    ['a file', content('[文件:计划.pdf]', { type: 'file', data: {} }), 'file', '[文件]计划.pdf'],
    ['a red packet', content('恭喜发财', { type: 'wallet', data: { summary: '恭喜发财' } }), 'redPacket', '恭喜发财'],
    ['a red packet in words', text('[QQ红包]恭喜发财'), 'redPacket', '[QQ红包]恭喜发财'],
    ['a place', content('[位置消息]', { type: 'location', data: {} }), 'location', '[位置消息]'],
    ['a call', content('语音通话 - 已结束', { type: 'av_record', data: {} }), 'call', '语音通话 - 已结束'],
    ['a card', content('[JSON消息]', { type: 'json', data: { content: '{"app":"com.tencent.structmsg"}' } }), 'link', '[JSON消息]'],
    [
      'a forwarding card',
      content('[JSON消息]', { type: 'json', data: { content: '{"app":"com.tencent.multimsg"}' } }),
      'forward',
      '[JSON消息]',
    ],
    ['a map card', content('[JSON消息]', { type: 'json', data: { content: '{"app":"com.tencent.map"}' } }), 'location', '[JSON消息]'],
    [
      'forwarded talk, which others wrote',
      content('[转发消息: 2条]\n  甲: 秘密', { type: 'forward', data: { messages: [row(90)] } }),
      'forward',
      '[聊天记录]',
    ],
    ['a type the exporter could not read', content('[UNKNOWN_1消息]'), 'other', ''],
    ['only somebody named', content('@老周', { type: 'at', data: { uid: 'u_zhou', name: '老周' } }), 'text', '@老周'],
  ])('kind of %s', async (_name, body, kind, words) => {
    const { messages, rejections } = await read(row(1, { type: 'type_1', content: body }));
    expect({ messages, rejections }).toMatchObject({ messages: [{ kind, text: words }], rejections: [] });
  });

  it.each([
    ['CQ codes', '[CQ:reply,id=5][CQ:at,qq=10001,name=老周]&#91;看&#93;[CQ:image,file=A.jpg] A&amp;B', 'text', '@老周 [看][图片] A&B'],
    ['one picture', '[CQ:image,file=A.jpg]', 'image', '[图片]'],
    ['a packet', '[CQ:redbag,title=恭喜]', 'redPacket', '[QQ红包]'],
  ])('V4 text with %s', async (_name, words, kind, expected) => {
    expect((await read(oldRow(1, { content: { text: words } }))).messages).toMatchObject([{ kind, text: expected }]);
  });

  it('finds who is named: by number, by the new id of somebody here, else by name; not everybody', async () => {
    const at = (data: unknown) => ({ type: 'at', data });
    const named = content(
      '@ 早',
      at({ uid: 'u_a', uin: '10001', name: '甲' }),
      at({ uid: 'u_lin', uin: '0', name: '林夏' }),
      at({ uid: 'u_nobody', name: '@乙' }),
      at({ uid: 'all', uin: '0', name: '全体成员', atType: 1 }),
    );
    const listed = {
      ...content('@丙 早'),
      mentions: [
        { uid: 'u_c', name: '丙', type: 'user' },
        { uid: 'all', type: 'all' },
      ],
    };
    const { messages } = await read(row(1), row(2, { content: named }), row(3, { content: listed }));
    expect(messages.map(({ mentions }) => mentions)).toEqual([undefined, ['10001', '12519212', '乙'], ['丙']]);
  });

  it('finds the answered row by moment and sender where the file names the answer’s own id plus one', async () => {
    const wrong = (n: number) => ({ messageId: '0', referencedMessageId: `76006723453273363${11 + n}`, senderUin: '12519212' });
    const answer = (n: number, timestamp: number) =>
      row(n, { content: content('好', { type: 'reply', data: { ...wrong(n), timestamp } }) });
    const { messages } = await read(
      row(1),
      answer(5, start / 1000 + 1),
      row(6, { timestamp: start + 1000 }),
      answer(7, start / 1000 + 1),
      answer(9, 0),
    );
    expect(messages.map(({ replyTo }) => replyTo)).toEqual([undefined, '7600672345327336311', undefined, undefined, undefined]);
  });

  const tip = (originalData: unknown, words = '') => ({
    type: 'system',
    content: content(words, { type: 'system', data: { text: words, originalData } }),
  });
  const itself = { uid: '700123456', uin: '0', name: '0' };
  it.each([
    [
      'a row taken back, whose words are not kept',
      row(2, { recalled: true, content: text('说错了') }),
      { kind: 'recall', text: '', actor: lin },
    ],
    [
      'V4: a row taken back, told by its moment only',
      oldRow(2, { rawMessage: { recallTime: '1785600000', elements: [] } }),
      { kind: 'recall', text: '', actor: lin },
    ],
    [
      'a note that a row was taken back',
      row(2, {
        ...tip({ subElementType: 1, revokeElement: { operatorUid: 'u_lin', operatorNick: '林夏' } }, '林夏 撤回了一条消息'),
        system: true,
        sender: itself,
      }),
      { kind: 'recall', text: '林夏 撤回了一条消息', actor: lin },
    ],
    [
      'a row of somebody else taken back',
      row(2, { system: true, sender: itself, content: text('林夏 撤回了 乙 的消息') }),
      { kind: 'recall', actor: lin },
    ],
    [
      'an invitation',
      row(2, { system: true, content: text('林夏邀请新人加入了群聊'), sender: itself }),
      { kind: 'join', people: ['新人'], actor: lin },
    ],
    [
      'a join whose words are lost',
      row(2, {
        ...tip({ subElementType: 4, groupElement: { type: 1, memberNick: '新人', memberAdd: { showType: 0 } } }, '[4]'),
        sender: itself,
      }),
      { kind: 'join', people: ['新人'], text: '' },
    ],
    ['a collected packet', row(2, { system: true, sender: itself, content: text('林夏领取了乙的红包') }), { kind: 'other' }],
    ['a collected packet under the collector', row(2, { content: text('领取了乙的红包') }), { kind: 'other', actor: lin }],
    ['a note without any mark but its sender', row(2, { sender: itself, content: text('群主已开启全员禁言') }), { kind: 'notice' }],
    [
      'the number of QQ itself',
      row(2, { sender: { uin: '10000', name: '系统消息' }, content: text('新人加入了本群') }),
      { kind: 'join', people: ['新人'] },
    ],
    [
      'V4: a grey line told only by its element',
      oldRow(2, {
        sender: { uid: '', uin: '0' },
        content: { text: '' },
        rawMessage: { elements: [{ elementType: 8, grayTipElement: { revokeElement: { operatorUid: 'u_lin' } } }] },
      }),
      { kind: 'recall', actor: lin },
    ],
  ])('system row: %s', async (_name, note, fact) => {
    const { system, messages, rejections } = await read(row(1), note);
    expect({ messages: messages.length, rejections }).toEqual({ messages: 1, rejections: [] });
    expect(system).toMatchObject([fact]);
  });

  it('makes members of a list visible before they speak', async () => {
    const members = [
      { uin: '10001', uid: 'u_a', nick: '甲', cardName: '一班甲', role: 'owner', joinTime: '1750000000' },
      { uid: 'u_b', nickname: '乙', role: 2 },
      { nick: '无' },
    ];
    const { records, rejections } = await decoded(write({ ...file(V5, []), members }));
    expect(records.slice(1)).toEqual([
      { type: 'member', sender: { by: 'id', key: '10001', name: '一班甲' }, aliases: ['甲'], role: 'owner', joinedAt: 1_750_000_000_000 },
      { type: 'member', sender: { by: 'id', key: 'u_b', name: '乙' }, role: 'member' },
    ]);
    expect(rejections).toMatchObject([{ reason: 'badRow' }]);
  });

  it.each([
    ['no object', 7, 'badRow'],
    ['no time', row(9, { timestamp: null, time: '' }), 'badTime'],
    ['a date that is none', row(9, { timestamp: '2026-02-30 10:00:00', time: '' }), 'badTime'],
    ['a time beyond sense', row(9, { timestamp: 99_999_999_999_999 }), 'timeOutOfRange'],
    ['nobody and nothing', { timestamp: start }, 'badRow'],
    ['words of nobody', { timestamp: start, content: text('谁') }, 'badRow'],
  ])('rejects a row alone: %s', async (_name, value, reason) => {
    const { messages, rejections } = await read(row(1), value, row(2));
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason, sample: JSON.stringify(value) }]);
  });

  it('does not care where the chat’s header stands, and reads parts cut into chunks of one document', async () => {
    const whole = file(V5, [row(1), row(2)]);
    const usual = (await decoded(write(whole))).records;
    const { chatInfo, messages, ...rest } = whole;
    const parts = {
      metadata: rest.metadata,
      chunkInfo: { totalChunks: 2 },
      chunks: [file(V5, [row(1)]), { messages: [row(2)], chatInfo }],
    };
    for (const document of [{ ...rest, messages, chatInfo }, parts]) expect((await decoded(write(document))).records).toEqual(usual);
  });
});
