import type { MessageKind, SystemKind } from '#vocabulary/records';

const placeholders: [MessageKind, string][] = [
  ['image', '照片 圖片 图片 相片 写真 画像 photo image photos รูป รูปภาพ ภาพ'],
  ['sticker', '貼圖 贴图 表情貼 スタンプ sticker stickers สติกเกอร์ สติ๊กเกอร์'],
  ['video', '影片 視頻 视频 動画 video videos วิดีโอ'],
  ['voice', '語音訊息 语音消息 语音 ボイスメッセージ voice_message audio ข้อความเสียง เสียง'],
  ['file', '檔案 文件 ファイル file files ไฟล์'],
  ['location', '位置資訊 位置訊息 位置信息 位置 位置情報 location ตำแหน่งที่ตั้ง ตำแหน่ง'],
  ['contact', '聯絡資訊 联系人 聯絡人 連絡先 contact contacts รายชื่อ'],
  ['poll', '投票 poll โพล'],
  ['link', 'flex_message'],
  ['transfer', '禮物 ギフト gift ของขวัญ'],
  ['other', '記事本 记事本 ノート note notes 相簿 相册 アルバム album albums บันทึก อัลบั้ม'],
];
const byWord = new Map(placeholders.flatMap(([kind, words]) => words.split(' ').map((word) => [word.replaceAll('_', ' '), kind] as const)));

/** `[貼圖]` on phones, `貼圖` alone on the desktop (`bare`). */
export function kindOf(text: string, bare: boolean): MessageKind {
  if (text.startsWith('☎')) return 'call';
  const word = /^\[([^\]]{1,24})\]/u.exec(text)?.[1] ?? (bare ? text : '');
  return byWord.get(word.trim().toLowerCase()) ?? (text === '' ? 'other' : 'text');
}

const ZH_ROOM = '(?:群組|群组|群聊|社群|聊天室|聊天|本群|群)';
const rules: [SystemKind, RegExp][] = [
  ['recall', /^(?<a>.+?)(?:已)?收回(?:了)?(?:一則|一条|1則)?(?:訊息|消息|信息)/u],
  ['recall', /^(?<a>.+?) unsent a message/iu],
  ['recall', /^(?<a>.+?)(?:が|は)?メッセージの送信を取り消しました/u],
  ['recall', /^(?<a>.+?)\s?(?:ได้)?ยกเลิก(?:การส่ง)?ข้อความ/u],
  ['removal', /^(?<a>.+?)(?:已)?(?:將|将|把)(?<p>.+?)(?:退出|移出|移除|踢出|刪除|强制退出|強制退出)/u],
  ['removal', /^(?<a>.+?) removed (?<p>.+?) from the /iu],
  ['removal', /^(?<a>.+?)が(?<p>.+?)を(?:グループから)?(?:削除|退会させ|強制退会させ)(?:しました|ました)/u],
  ['removal', /^(?<a>.+?)\s?(?:ได้)?ลบ\s?(?<p>.+?)\s?ออกจาก/u],
  ['leave', new RegExp(`^(?<s>.+?)(?:已)?(?:離開|离开|退出)(?:了)?${ZH_ROOM}`, 'u')],
  ['leave', /^(?<s>.+?) (?:has )?left the (?:group|chat|community|openchat)/iu],
  ['leave', /^(?<s>.+?)が(?:グループを|トークを|オープンチャットを)?退[出会]しました/u],
  ['leave', /^(?<s>.+?)\s?(?:ได้)?ออกจาก(?:กลุ่ม|แชท|การสนทนา)/u],
  ['other', /(?:邀請|邀请).+(?:加入|進入|进入)|\binvited\b|招待しました|เชิญ/iu],
  ['join', new RegExp(`^(?<a>.+?)(?:已)?(?:新增|添加)(?:了)?(?<p>.+?)(?:加入|至|到)(?:了)?${ZH_ROOM}`, 'u')],
  ['join', new RegExp(`^(?<s>.+?)(?:已)?加入(?:了)?(?:${ZH_ROOM})?[。.]?$`, 'u')],
  ['join', /^(?<a>.+?) added (?<p>.+?) to the (?:group|chat)/iu],
  ['join', /^(?<s>.+?) (?:has )?joined the (?:group|chat|community|openchat)/iu],
  ['join', /^(?<a>.+?)が(?<p>.+?)を(?:グループに)?追加しました/u],
  ['join', /^(?<s>.+?)が(?:(?:グループ|トーク|オープンチャット)に)?参加しました/u],
  ['join', /^(?<a>.+?)\s?(?:ได้)?เพิ่ม\s?(?<p>.+?)\s?(?:เข้ากลุ่ม|เข้าร่วมกลุ่ม)/u],
  ['join', /^(?<s>.+?)\s?(?:ได้)?เข้า(?:ร่วม)?(?:กลุ่ม|แชท|การสนทนา)/u],
  [
    'rename',
    /(?:變更|更改|修改)了?(?:群組|群组|群|聊天室)(?:的)?(?:名稱|名称|名)|changed the (?:group|chat)(?:'s)? name|グループ名を.*変更|เปลี่ยนชื่อกลุ่ม/iu,
  ],
  [
    'notice',
    /公告|相簿|相册|記事本|记事本|圖片|图片|announce|album|note|photo|icon|アナウンス|アルバム|ノート|アイコン|ประกาศ|อัลบั้ม|รูปโปรไฟล์/iu,
  ],
];

export interface SystemFact {
  kind: SystemKind;
  actor?: string;
  people?: string[];
}

/** What a row without a sender says; null where it is none of LINE's own sentences. */
export function readSystem(text: string): SystemFact | null {
  for (const [kind, pattern] of rules) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { a, p, s } = match.groups ?? {};
    const people = (p ?? s ?? '').split(/、|，|, /).flatMap(person);
    const [actor] = person(a ?? s ?? '');
    return { kind, ...(actor !== undefined && { actor }), ...(people.length > 0 && { people }) };
  }
  return null;
}

/** The exporter's own 您 names nobody. */
function person(name: string): string[] {
  const bare = name.trim();
  return bare === '' || /^(?:您|你|You|คุณ|あなた|自分)$/i.test(bare) ? [] : [bare];
}
