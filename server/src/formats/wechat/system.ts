/** What is peculiar to WeChat's own lines; what they say is read by `chatlab/system.ts`, for every format alike. */

const Q = '["“”「」『』\']';
const PAT = new RegExp(`^\\s*(?:${Q}\\s?([^"“”「」『』]{1,80}?)\\s?${Q}|([^"“”「」，。！？,!?：:]{1,32}?))\\s?拍了拍.{1,60}$`, 's');

/** Who patted, of `"张三" 拍了拍 "李四"`; the exporter's own 我 as it stands. null for any other line. */
export function readPat(line: string): string | null {
  const match = line.includes('拍了拍') ? PAT.exec(line) : null;
  return match ? (match[1] ?? match[2] ?? '').trim() : null;
}

/** The words of a system row without the markup and the 重新编辑 button that the client's databases keep in it. */
export function plainNotice(raw: string): string {
  return raw
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/<[^<>]{0,2000}>/g, '')
    .replace(/重新编辑\s*$/, '')
    .trim();
}

/** `昵称(wxid_abc)` as some exporters write people into system rows. */
export function namedIds(text: string): { name: string; id: string }[] {
  return [...text.matchAll(/([^\s"“”、，,()（）]{1,64})[(（](wxid_\w{1,40}|[\w-]{1,64}@openim)[)）]/g)].map(([, name = '', id = '']) => ({
    name,
    id,
  }));
}
