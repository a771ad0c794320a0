/** Documents of QQ Chat Exporter, made by hand from the shapes its versions write. */

/** Moment of row 0, epoch ms. */
export const start = Date.parse('2026-08-01T12:00:00Z');
/** Who sends every row, as decoded. */
export const lin = { by: 'id', key: '12519212', name: '林夏' };
const ids = { uid: 'u_lin', uin: '12519212', name: '林夏' };
export const text = (words: string) => ({
  text: words,
  html: '',
  elements: [{ type: 'text', data: { text: words } }],
  resources: [],
  mentions: [],
});
export const content = (words: string, ...elements: { type: string; data: unknown }[]) => ({ ...text(words), elements });

/** A row as V5 and the builds after it write it. */
export const row = (n: number, extra: Record<string, unknown> = {}) => ({
  id: `76006723453273363${10 + n}`,
  seq: String(n),
  timestamp: start + n * 1000,
  time: '2026-08-01T12:00:00.000Z',
  sender: ids,
  type: 'text',
  content: text('早'),
  recalled: false,
  system: false,
  ...extra,
});
/** A row as V4 writes it. */
export const oldRow = (n: number, extra: Record<string, unknown> = {}) => ({
  messageId: `76006723453273363${10 + n}`,
  messageSeq: String(n),
  timestamp: new Date(start + n * 1000).toISOString(),
  sender: { uid: 'u_lin', uin: '12519212' },
  receiver: { uid: '700123456', type: 'group' },
  messageType: 2,
  isSystemMessage: false,
  isRecalled: false,
  content: { text: '早', html: '', raw: '[]', mentions: [], resources: [], emojis: [], special: [] },
  rawMessage: { sendNickName: '小林', sendMemberName: '林夏', elements: [] },
  ...extra,
});
const group = { name: '晨读', type: 'group', selfUid: 'u_me', selfUin: '1', peerUid: '700123456', peerUin: '700123456' };
export const file = (version: string, messages: unknown[], info: unknown = group) => ({
  metadata: { name: version, copyright: '', version: '5.5.1' },
  chatInfo: info,
  statistics: { totalMessages: messages.length, senders: [{ uid: 'u_lin', name: '林夏', messageCount: 1 }] },
  messages,
  exportOptions: { includedFields: ['id'] },
});
export const V5 = 'QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter';
export const write = (document: unknown) => JSON.stringify(document, null, 2);
