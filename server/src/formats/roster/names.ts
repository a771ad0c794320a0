import type { MemberRecord } from '#vocabulary/records';

const OWNER = /^(?:群主|owner|创建者|creator)$/i;
const ADMIN = /^(?:群?管理员?|admin(?:istrator)?|班长|副群主)$/i;

export function roleOf(cell: string): MemberRecord['role'] | undefined {
  const word = cell.trim();
  if (word === '') return undefined;
  if (OWNER.test(word)) return 'owner';
  return ADMIN.test(word) ? 'admin' : 'member';
}

/** A pasted name, its number and its role taken off: `3. 张三（群主）`, `管理员 李四`. */
export function readName(text: string): { name: string; role?: 'owner' | 'admin' } | null {
  if (text.length > 120) return null;
  let name = text
    .trim()
    .replace(/^(?:\d{1,4}\s*[.．、)）]\s*|[-•·*]\s+)/, '')
    .trim();
  const behind = /^(.+?)\s*[（(\s]\s*(群主|群?管理员)\s*[)）]?$/.exec(name);
  const before = /^[【[（(]?(群主|群?管理员)[】\])）]?\s*[:：\s]\s*(.+)$/.exec(name);
  const role = behind?.[2] ?? before?.[1];
  name = (behind?.[1] ?? before?.[2] ?? name).trim();
  if (name === '' || name.length > 60) return null;
  return role === undefined ? { name } : { name, role: role === '群主' ? 'owner' : 'admin' };
}

/** A number people are known by (QQ, phone, wxid). Excel's `8.64E+18` has lost its digits and is none. */
export function isId(cell: string): boolean {
  return /^(?:\+?\d[\d-]{4,24}|wxid_[\w-]{4,40})$/.test(cell);
}

/** Looks like a name and not like a sentence, a time or a label. */
export function looksLikeName(text: string): boolean {
  if (text === '' || text.length > 30 || /[。！？；，!?;：:=<>{}"“”]|https?|\.{2,}|\d{1,2}[:：]\d{2}|^\d+([./-]\d+)*$/.test(text))
    return false;
  const words = text.split(/\s+/);
  if (/[\u3400-\u9fff]/.test(text)) return words.length <= 3 && text.length <= 20;
  return words.length <= 3 && words.every((word) => /^[\p{Lu}\p{Extended_Pictographic}]/u.test(word));
}
