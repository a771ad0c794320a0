import type { MessageKind, Sender, SystemRecord } from '#vocabulary/records';
import { attachmentKind } from '../attachment.ts';
import { type ByteDecoder, type ByteFormat, type DecodeOptions, type Head, plausible, type RejectReason, type Sink } from '../format.ts';
import { documentDecoder } from '../json/document.ts';
import { asId, asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import { isoInstant } from '../json/instant.ts';
import type { Shape } from '../json/splitter.ts';
import { withoutMarks } from '../marks.ts';

const document: Shape = { fields: { guild: { keep: true }, channel: { keep: true }, messages: { each: 'message' } } };

/** DiscordChatExporter's JSON: one channel or thread a file. */
export const discordJson: ByteFormat = { id: 'discord-json', platform: 'discord', clock: 'instant', unit: 'byte', sniff, decoder };

function sniff({ text }: Head): number {
  if (!/^\s*\{/.test(text)) return 0;
  const guild = /"guild"\s*:\s*\{\s*"id"/.test(text) && /"channel"\s*:\s*\{\s*"id"/.test(text);
  if (!guild) return 0;
  return /"dateRange"\s*:|"messages"\s*:\s*\[/.test(text) ? 0.97 : 0.5;
}

/** All accounts that were deleted share this one: its messages are human, but nobody's. */
const DELETED_USER = '456226577798135808';

/** The exporter writes names of kinds it knows and numbers of those it does not. */
const messages = new Set(['Default', 'Reply', 'ThreadStarterMessage', '0', '19', '21']);
const notices = new Set(['ChannelIconChange', 'ChannelPinnedMessage', 'ThreadCreated', '5', '6', '8', '9', '10', '11', '18', '24']);

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  return documentDecoder(sink, head.fileName, document, ['guild', 'channel'], {
    start(fields) {
      const channel = asObject(fields.get('channel'));
      const guild = asObject(fields.get('guild'));
      const name = [asText(guild?.name), asText(channel?.name)].filter((part) => part !== '').join(' / ');
      sink.record({ type: 'group', id: asId(channel?.id) || null, name: withoutMarks(name), platform: 'discord' });
    },
    row: (value) => read(value, sink, now),
  });
}

function read(value: unknown, sink: Sink, now: number): RejectReason | null {
  const row = asObject(value);
  if (!row) return 'badRow';
  const at = isoInstant(asText(row.timestamp));
  if (Number.isNaN(at)) return 'badTime';
  if (!plausible(at, now)) return 'timeOutOfRange';
  const author = asObject(row.author);
  const key = asId(author?.id);
  if (!author || key === '') return 'badRow';
  const id = asId(row.id);
  const text = withoutMarks(asText(row.content));
  const place = { at, text, ...(id !== '' && { id }) };
  const sender: Sender = { by: 'id', key, name: withoutMarks(asText(author.nickname) || asText(author.name)).trim() };
  const type = asId(row.type);
  if (author.isBot === true || (type !== '' && !messages.has(type))) {
    sink.record({ type: 'system', ...place, ...systemFact(row, type, sender, author.isBot === true) });
    return null;
  }
  const reference = asObject(row.reference);
  const forwarded = asObject(row.forwardedMessage) !== null || asText(reference?.type) === 'Forward';
  const replyTo = forwarded ? '' : asId(reference?.messageId);
  const mentions = mentionsOf(row, text, replyTo !== '');
  sink.record({
    type: 'message',
    ...place,
    kind: forwarded ? 'forward' : kindOf(row, text),
    sender: key === DELETED_USER ? null : sender,
    ...(replyTo !== '' && { replyTo }),
    ...(mentions.length > 0 && { mentions }),
  });
  return null;
}

function kindOf(row: JsonObject, text: string): MessageKind {
  const [file] = asList(row.attachments);
  if (file !== undefined) {
    const attachment = asObject(file);
    return attachmentKind(asText(attachment?.fileName) || asText(attachment?.url).replace(/\?.*$/, ''));
  }
  if (text !== '') return 'text';
  if (asList(row.stickers).length > 0) return 'sticker';
  if (asObject(row.poll)) return 'poll';
  return asList(row.embeds).length > 0 ? 'link' : 'other';
}

/** A reply lists the one it answers as mentioned; named in the text is who counts there. */
function mentionsOf(row: JsonObject, text: string, reply: boolean): string[] {
  const found = asList(row.mentions).flatMap((value) => {
    const user = asObject(value);
    const id = asId(user?.id);
    if (!user || id === '') return [];
    const written = [asText(user.name), asText(user.nickname)].filter((name) => name !== '').map((name) => `@${name}`);
    return !reply || [...written, `<@${id}>`, `<@!${id}>`].some((mark) => text.includes(mark)) ? [id] : [];
  });
  return [...new Set(found)];
}

/** What bots write is a fact of the room, but nobody's message. */
function systemFact(row: JsonObject, type: string, author: Sender, bot: boolean): Pick<SystemRecord, 'kind' | 'actor' | 'people'> {
  if (bot) return { kind: 'other' };
  const named = asList(row.mentions)
    .map((value) => withoutMarks(asText(asObject(value)?.nickname) || asText(asObject(value)?.name)).trim())
    .filter((name) => name !== '');
  const people = (names: string[]) => (names.length > 0 ? { people: names } : {});
  switch (type) {
    case 'GuildMemberJoin':
    case '7':
      return { kind: 'join', actor: author, ...people([author.name].filter((name) => name !== '')) };
    case 'RecipientAdd':
    case '1':
      return { kind: 'join', actor: author, ...people(named) };
    case 'RecipientRemove':
    case '2': {
      const own = asList(row.mentions).every((value) => asId(asObject(value)?.id) === author.key);
      return { kind: own ? 'leave' : 'removal', actor: author, ...people(named.length > 0 ? named : [author.name]) };
    }
    case 'ChannelNameChange':
    case '4':
      return { kind: 'rename', actor: author };
    default:
      return { kind: notices.has(type) ? 'notice' : 'other', actor: author };
  }
}
