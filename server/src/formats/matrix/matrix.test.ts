import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';

const at = 1_780_000_000_123;
const event = (id: string, type: string, content: object, more: object = {}) => ({
  event_id: id,
  room_id: '!room:example.org',
  sender: '@ann:example.org',
  origin_server_ts: at,
  type,
  content,
  ...more,
});
const said = (id: string, body: string, content: object = {}, more: object = {}) =>
  event(id, 'm.room.message', { msgtype: 'm.text', body, ...content }, more);
const member = (id: string, membership: string, more: object = {}, content: object = {}) =>
  event(id, 'm.room.member', { membership, displayname: 'Ann 安', ...content }, { state_key: '@ann:example.org', ...more });
const file = (...messages: unknown[]) =>
  JSON.stringify({ room_name: '晨读', room_creator: 'Ann', topic: '', export_date: '1/6/2026', exported_by: 'Ann', messages }, null, 2);
const read = (...messages: unknown[]) => decoded(file(...messages), { name: 'matrix.json' });
const ann = { by: 'id', key: '@ann:example.org', name: 'Ann 安' };

describe('matrix-json', () => {
  it('reads room and messages; names come from who joined', async () => {
    const { format, records, rejections } = await read(member('$0', 'join'), said('$1', 'hi'));
    expect({ format, rejections }).toEqual({ format: 'matrix-json', rejections: [] });
    expect(records).toEqual([
      { type: 'group', id: '!room:example.org', name: '晨读', platform: 'matrix' },
      { type: 'system', at, id: '$0', kind: 'join', people: ['Ann 安'], text: '', actor: ann },
      { type: 'message', at, id: '$1', kind: 'text', text: 'hi', sender: ann },
    ]);
  });

  it('answers: quote taken off, fallbacks of threads lead to the root', async () => {
    const reply = { 'm.relates_to': { 'm.in_reply_to': { event_id: '$1' } }, 'm.mentions': { user_ids: ['@bob:x'] } };
    const fallback = {
      'm.relates_to': { rel_type: 'm.thread', event_id: '$r', is_falling_back: true, 'm.in_reply_to': { event_id: '$1' } },
    };
    const inThread = {
      'm.relates_to': { rel_type: 'm.thread', event_id: '$r', is_falling_back: false, 'm.in_reply_to': { event_id: '$1' } },
    };
    const { messages } = await read(
      said('$2', '> <@bob:x> one\n> two\n\nyes', reply),
      said('$3', 'in thread', fallback),
      said('$4', 'to one', inThread),
    );
    expect(messages).toMatchObject([
      { text: 'yes', replyTo: '$1' },
      { text: 'in thread', replyTo: '$r' },
      { text: 'to one', replyTo: '$1' },
    ]);
    expect(messages[0]).not.toHaveProperty('mentions');
  });

  it('takes mentions by list and by link', async () => {
    const { messages } = await read(
      said('$1', 'Bob: hi', { 'm.mentions': { user_ids: ['@bob:x'] } }),
      said('$2', 'Bob: hi', { formatted_body: '<a href="https://matrix.to/#/%40bob%3Ax">Bob</a>: hi' }),
      said('$3', 'hi', { formatted_body: '<mx-reply><a href="https://matrix.to/#/@cid:x">Cid</a></mx-reply>hi' }),
    );
    expect(messages.map(({ mentions }) => mentions)).toEqual([['@bob:x'], ['@bob:x'], undefined]);
  });

  it.each([
    [said('$1', 'waves', { msgtype: 'm.emote' }), 'text'],
    [said('$1', 'a.png', { msgtype: 'm.image' }), 'image'],
    [said('$1', 'a.mp4', { msgtype: 'm.video' }), 'video'],
    [said('$1', 'a.mp3', { msgtype: 'm.audio' }), 'file'],
    [said('$1', 'Voice message', { msgtype: 'm.audio', 'org.matrix.msc3245.voice': {} }), 'voice'],
    [said('$1', 'a.pdf', { msgtype: 'm.file' }), 'file'],
    [said('$1', 'here', { msgtype: 'm.location' }), 'location'],
    [event('$1', 'm.sticker', { body: 'cat' }), 'sticker'],
    [event('$1', 'm.room.encrypted', { ciphertext: 'x' }), 'other'],
    [event('$1', 'm.call.invite', {}), 'call'],
    [event('$1', 'org.matrix.msc3381.poll.start', { 'org.matrix.msc3381.poll.start': { question: { body: 'when?' } } }), 'poll'],
  ])('%o is %s', async (one, kind) => {
    expect((await read(one)).messages).toMatchObject([{ kind }]);
  });

  it.each([
    ['leaving', member('$1', 'leave'), [{ kind: 'leave', people: ['Ann 安'] }]],
    ['a removal', member('$1', 'leave', { sender: '@mod:x' }), [{ kind: 'removal', people: ['Ann 安'] }]],
    ['a ban', member('$1', 'ban', { sender: '@mod:x' }), [{ kind: 'removal', people: ['Ann 安'] }]],
    ['a ban lifted', member('$1', 'leave', { sender: '@mod:x', unsigned: { prev_content: { membership: 'ban' } } }), [{ kind: 'other' }]],
    ['an invitation', member('$1', 'invite', { sender: '@mod:x' }), [{ kind: 'other' }]],
    ['a new picture', member('$1', 'join', { unsigned: { prev_content: { membership: 'join' } } }), []],
    ['a new name of the room', event('$1', 'm.room.name', { name: '夜读' }), [{ kind: 'rename', text: '夜读' }]],
    ['a new topic', event('$1', 'm.room.topic', { topic: 'books' }), [{ kind: 'notice', text: 'books' }]],
    ['what a program says', said('$1', 'build failed', { msgtype: 'm.notice' }), [{ kind: 'other', text: 'build failed' }]],
    ['a reaction', event('$1', 'm.reaction', { 'm.relates_to': { rel_type: 'm.annotation' } }), []],
    ['an edit', said('$1', '* hi', { 'm.relates_to': { rel_type: 'm.replace', event_id: '$0' } }), []],
  ])('%s', async (_name, one, facts) => {
    const { system, messages, rejections } = await read(one);
    expect([messages, rejections]).toEqual([[], []]);
    expect(system).toHaveLength(facts.length);
    expect(system).toMatchObject(facts);
  });

  it('counts a message taken back once, with who did it; a reaction taken back is nothing', async () => {
    const because = { redacted_because: { sender: '@mod:x', origin_server_ts: at } };
    const { system, messages } = await read(
      event('$1', 'm.room.message', {}, { unsigned: because }),
      event('$2', 'm.room.redaction', {}, { sender: '@mod:x', redacts: '$1' }),
      event('$3', 'm.reaction', {}, { unsigned: because }),
      event('$4', 'm.room.redaction', {}, { redacts: '$3' }),
      event('$5', 'm.room.redaction', { redacts: '$elsewhere' }),
    );
    expect(messages).toEqual([]);
    expect(system.map(({ id, kind, actor }) => [id, kind, actor?.key])).toEqual([
      ['$1', 'recall', '@mod:x'],
      ['$5', 'recall', '@ann:example.org'],
    ]);
  });

  it.each([
    ['no sender', event('$9', 'm.room.message', {}, { sender: undefined }), 'badRow'],
    ['no time', said('$9', 'x', {}, { origin_server_ts: null }), 'badTime'],
    ['a time beyond sense', said('$9', 'x', {}, { origin_server_ts: 12 }), 'timeOutOfRange'],
  ])('rejects a row alone: %s', async (_name, one, reason) => {
    const { messages, rejections } = await read(said('$1', 'a'), one, said('$2', 'b'));
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason }]);
  });
});
