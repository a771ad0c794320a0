import type { Sign } from './contract.ts';

export interface Facts {
  decide: 'auto' | 'manual';
  room: boolean;
  signs: readonly Sign[];
}

/**
 * What becomes of an application when it comes in. A machine lets in or puts aside for a person; it never refuses. Who stands on
 * the waiting list has been accepted and lacks nothing but a place, so nobody gets there unreviewed in a community that reviews.
 */
export function firstState({ decide, room, signs }: Facts): 'waiting' | 'waitlisted' | 'approved' {
  if (decide === 'manual' || signs.length > 0) return 'waiting';
  return room ? 'approved' : 'waitlisted';
}

export function placesLeft(capacity: number | null, people: number): number | null {
  return capacity === null ? null : Math.max(0, capacity - people);
}

export function hasRoom(capacity: number | null, people: number): boolean {
  return capacity === null || people < capacity;
}

export function stateOf({ open, until }: { open: boolean; until: Date | null }, now: number): 'open' | 'closed' | 'over' {
  if (!open) return 'closed';
  return until !== null && until.getTime() <= now ? 'over' : 'open';
}

const DIGITS = '零〇一二三四五六七八九';
const OLD_DIGITS = '壹贰叁肆伍陆柒捌玖';

/** One spelling for what advertisers write in many: widths, circled digits, invisible characters, 薇 and 威 for 微. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .replace(/[薇威徽溦](?=[信xv❤]|芯|星|号)/gu, '微')
    .replace(/[v维微](?:芯|❤️?)/gu, '微信')
    .replace(/v信/gu, '微信');
}

function digitsOf(text: string): string {
  return Array.from(text, (character) => {
    const at = DIGITS.indexOf(character);
    if (at >= 0) return String(Math.max(0, at - 1));
    const old = OLD_DIGITS.indexOf(character);
    return old >= 0 ? String(old + 1) : character;
  })
    .join('')
    .replace(/(?<=\d)[\s.\-_—·*,，、|/]+(?=\d)/gu, '');
}

const TOP_LEVEL = 'com|cn|net|org|top|xyz|cc|vip|shop|io|me|club|site|link|ltd|fun|live|app|online|info|tv|ru|to';
const asciiDot = new RegExp(`(?<=[a-z0-9])[。点](?=(?:${TOP_LEVEL})(?![a-z]))`, 'gu');

const patterns: readonly [Sign, (text: string) => boolean][] = [
  ['phone', (text) => /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/.test(digitsOf(text))],
  [
    'contact',
    (text) =>
      // 加V, +v, 加我微信, 微信号: abc123, vx, 扣扣 12345, @telegram_name
      /[加+➕]\s*(?:我|个|一下)*\s*(?:v(?![a-z])|vx|wx|微(?!笑|小|弱)|qq|q(?![a-z])|扣)/u.test(text) ||
      /(?<![a-z])(?:vx|wx|wechat|weixin)(?![a-z])/.test(text) ||
      /微信?号|微信?\s*[:：]?\s*[a-z][-_a-z0-9]{5,}/u.test(text) ||
      /(?:qq|扣扣|企鹅)\s*(?:号|群)?\s*[:：]?\s*\d{5,}/u.test(digitsOf(text)) ||
      /(?:telegram|whatsapp|电报群|飞机号|(?<![a-z])tg\s*[:：@])|(?<![a-z0-9.])@[a-z]\w{4,}/u.test(text),
  ],
  ['link', (text) => new RegExp(`https?:|www\\.|[a-z0-9][-a-z0-9]*\\.(?:${TOP_LEVEL})(?![a-z])`).test(text.replace(asciiDot, '.'))],
  [
    'earnings',
    (text) =>
      /[日月]入\s*[过上]?\s*[\d一二三四五六七八九十百千万]|[日月]赚|躺赚|稳赚|网赚|赚钱项目|日结|刷单|返利|返佣|佣金|招代理|代理招|诚招|引流|加粉|零投资|包赔|荐股|带单|喊单|博彩|彩票|菠菜|套现|网贷|usdt|虚拟币|挖矿/u.test(
        text.replaceAll(/\s+/gu, ''),
      ),
  ],
];

/** What in an applicant's own words looks like advertising, in the order of `signs`. Written anew from what such texts have in common. */
export function advertisingSigns({ name, answer }: { name: string; answer: string }): Sign[] {
  const texts = [plain(name), plain(answer)];
  return patterns.flatMap(([sign, holds]) => (texts.some(holds) ? [sign] : []));
}
