/**
 * What one message says about itself: whom it names, whether it asks, whether it is a check-in. Read once, so that
 * nothing later needs the text. Most chat says none of it: one cheap test lets those pass at once.
 */
import { type Jielong, parseJielong } from '#vocabulary/jielong';
import type { MessageRecord } from '#vocabulary/records';
import type { Reading } from '../facts.ts';

const nobody: string[] = [];
Object.freeze(nobody);
/** Shared by all messages that say nothing special: a million of them need no million objects. */
export const plainReading: Reading = Object.freeze({ mentions: nobody, question: false, checkin: null, listed: nobody });

const WORTH_READING =
  /[@＠?？吗呢咋求谁请怎如为哪啥打签接第#＃+＋/]|什么|多少|几[点时]|有没|能不|可不|是不|要不|^[ \t\u3000]{0,9}[1１①]|check|d(?:ay)?\s*\d/im;

/**
 * The reading of a human message. `mentions` the format gave are taken as they are; else up to 40 characters after
 * each `@`. Words another wrote (merged forwards) are no question and no check-in of the sender.
 */
export function readMessage(record: MessageRecord): Reading {
  const { text, kind } = record;
  const given = record.mentions;
  if (!given?.length && !WORTH_READING.test(text)) return plainReading;
  const mentions = given?.length ? given : mentionsIn(text);
  if (kind === 'forward') return mentions.length > 0 ? { ...plainReading, mentions } : plainReading;

  const jielong = jielongIn(text);
  // A shared card's title (`[链接] 为什么…？`) is not asked by the one who shares it.
  const question = !jielong && !(kind === 'link' && text.startsWith('[')) && isQuestion(text);
  const checkin = jielong ? (jielong.purpose === 'signup' ? null : 'jielong') : checkinIn(text);
  if (mentions.length === 0 && !question && !checkin && !jielong) return plainReading;
  return { mentions, question, checkin, listed: jielong ? jielong.entries.map(({ name }) => name) : nobody };
}

// --- mentions

const MENTION = /[@＠]\u2068?([^@＠\r\n\u2005\u2069]{1,40})/g;
const EVERYONE = /^(?:所有人|全体成员|全体|(?:all|everyone|here|channel)(?![\p{L}\p{N}_]))/iu;
const ADDRESS_BEFORE = /[A-Za-z0-9_.+%-]$/;
const ADDRESS_AFTER = /^[A-Za-z0-9-]+\.[A-Za-z]/;

function mentionsIn(text: string): string[] {
  if (!text.includes('@') && !text.includes('＠')) return nobody;
  const found: string[] = [];
  for (const match of text.matchAll(MENTION)) {
    const raw = (match[1] ?? '').trimEnd();
    if (raw === '' || /^\s/.test(raw) || EVERYONE.test(raw)) continue;
    if (ADDRESS_AFTER.test(raw) && ADDRESS_BEFORE.test(text.slice(Math.max(0, match.index - 1), match.index))) continue;
    found.push(raw.isWellFormed() ? raw : raw.slice(0, -1));
  }
  return found;
}

// --- questions

const URL = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff\uff00-\uffef]+/gi;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
/** A half-width mark counts at the end of a word, not in `a ? b : c` or `x?.y`. */
const MARK = /？|[^\s?]\?+(?=$|[\s"'”’)\]}!！,，。…~～]|[\u2e80-\u9fff\u{1F000}-\u{1FAFF}])|\?\s*$/mu;
const ASKING_END = /(?:吗|(?<!着)呢|有木有|咋办|(?<!没|为|是)什么|多少|(?<!不)怎么样|怎样|几点|谁|哪[里儿个]?|啥)[\s~～。.…!！]*$/m;
const ASKING_WORD =
  /(?<!不|无论|不管|都|想|看|知道该|教大家|教你|告诉你|告诉大家|分享|讲讲|聊聊)(?:怎么(?!都|也|说|着|这么|那么)|如何)|(?<!无论|不管|不知道是|教大家|告诉你|告诉大家|这就是|这是|因)为(?:什么|啥)|(?<!不管|无论)有没有|请问|请教|谁(?:知道|有|能|会|懂|可以)|有谁|求(?:推荐|助(?!手)|问|教|解|带|分享|资料|链接|介绍|指导|个|一[个份下])|跪求|能不能|可不可以|是不是(?!的)|要不要|哪位|咋(?:回事|办|弄|样|整)|什么时候|啥时候/;
const SHORT = 60;

/** Does the text ask? Question marks inside addresses and code do not count; a word alone only in a short message. */
function isQuestion(text: string): boolean {
  const said = bare(text);
  if (!/[\p{L}\p{N}]/u.test(said)) return false;
  return MARK.test(said) || (said.length <= SHORT && (ASKING_END.test(said) || ASKING_WORD.test(said)));
}

function bare(text: string): string {
  let said = text.includes('`') ? text.replace(CODE, ' ') : text;
  if (said.includes('://') || said.includes('www.')) said = said.replace(URL, ' ');
  return said.trim();
}

// --- check-ins

const COUNT = '(?:[0-9０-９]{1,4}|[一二三四五六七八九十百零两]{1,5})';
const NUMBER_ALONE = new RegExp(
  `^[#＃【\\[]?\\s*(?:第\\s*${COUNT}\\s*[天日次]|day\\s*[.:：#-]?\\s*\\d{1,4}|d\\s*\\d{1,4})\\s*[】\\]]?[\\s!！~～。.✅]*$`,
  'i',
);
const OF_SERIES = /^\s*(\d{1,3})\s*[/／]\s*(\d{1,3})\s*$/;
const NUMBER_FIRST = new RegExp(
  `^[#＃【\\[]?\\s*(?:第\\s*${COUNT}\\s*天|day\\s*[.:：#-]?\\s*\\d{1,4}(?!\\d)|d\\d{1,4}(?!\\d))[】\\]]?(?=[\\s:：,，、.。!！~～|-])`,
  'i',
);
const CHINESE = /打卡|签到/g;
const NOT_BEFORE =
  /记得|记住|别忘|忘|没|未|请|提醒|需要|必须|大家|各位|同学们|家人们|你(?!好)|您(?!好)|他|她|谁|不|别|怎么|如何|可以|欢迎|能|帮|代|明[天早]|待会|一会|等下|网红|取消|(?:^|[^我])要|开始$|继续$|如果|只要|坚持$|关于|参加|参与|加入|开启|发起|开通|停止|暂停|每天都?$|每日都?$/;
const NOT_AFTER =
  /^(?:的(?!第)|规则|规定|规范|方式|方法|时间|要求|链接|活动|群|小程序|格式|名单|统计|截止|截至|入口|地址|模板|表|地点|点(?!赞)|圣地|处|人数|人|情况|奖励|积分|制度|说明|通知|提醒|开始|挑战|计划|教程|榜|排行|率|失败|不了|不上|软件|app|系统|机|器|码|营|内容|次数|天数|记录|日期|有奖|送|返|领|可以|才|就|后|前|一下$|吧|起来|啊同学|否)/i;
const ENGLISH =
  /^[^\p{L}\p{N}]*(?:day\s*\d+[^\p{L}\p{N}]*)?(?:i\s+(?:have\s+|just\s+)?|i['’]ve\s+|i['’]m\s+|just\s+|(?:my\s+)?(?:daily|morning|evening)\s+)?check(?:ed|ing)?[\s-]?in(?!\s*[-:]?\s+(?:the|a|an|with|your|my|to|code|please|rules?|times?|links?|at|before|by|by|changes?|is|are|will|opens?|starts?|every|if|when|as)\b)(?![\p{L}\p{N}])/iu;

function checkinIn(text: string): Reading['checkin'] {
  if (text.length <= 24) {
    if (NUMBER_ALONE.test(text.trim())) return 'number';
    const series = OF_SERIES.exec(text);
    if (series && Number(series[1]) >= 1 && Number(series[1]) <= Number(series[2])) return 'number';
  }
  if (EVERYONE_CALLED.test(text)) return null;
  const keyword = text.includes('打卡') || text.includes('签到');
  if (!keyword && !/check|d(?:ay)?\s*\d|第/i.test(text)) return null;
  const clauses = bare(text).split(/(?<=[\n。！!？?；;])|[，,]/);
  return clauses.some((clause, index) => isCheckinClause(clause.trim(), index === 0)) ? 'keyword' : null;
}

/** A space ends a thought in Chinese chat: `大家早 打卡` is a check-in, `大家记得 打卡` is not. */
function governed(before: string): boolean {
  const word = /[^\s]*$/.exec(before)?.[0] ?? '';
  return word === '' ? STRAY.test(before.trimEnd()) : NOT_BEFORE.test(word);
}
const STRAY = /(?:记得|别忘了?|请|没有?|未|不|要)$/;

const EVERYONE_CALLED = /[@＠](?:所有人|全体|(?:all|everyone|here)(?![\p{L}\p{N}_]))/iu;
/** Further than this from the keyword, words belong to a tale or a notice. */
const CLAUSE = 80;

function isCheckinClause(clause: string, first: boolean): boolean {
  if (clause === '' || clause.length > CLAUSE) return false;
  if (isQuestion(clause)) return false;
  if (first && NUMBER_FIRST.test(`${clause} `) && !/明天|我们|大家/.test(clause)) return true;
  if (ENGLISH.test(clause)) return true;
  for (const match of clause.matchAll(CHINESE)) {
    if (!governed(clause.slice(0, match.index)) && !NOT_AFTER.test(clause.slice(match.index + 2).trimStart())) return true;
  }
  return false;
}

// --- 接龙

/** `1.`, `１．`, `1、`, `1️⃣`, `①` at the start of a line; blanks are bounded, or a text of empty lines would cost their square. */
const FIRST_ENTRY = /^[ \t\u3000]{0,9}(?:[1１][ \t]?[.．、)）]|1\uFE0F?\u20E3|①)/m;
const LONGEST_LIST = 20_000;

function jielongIn(text: string): Jielong | null {
  if (!text.includes('接龙') && !FIRST_ENTRY.test(text)) return null;
  if (text.length > LONGEST_LIST) return null;
  const jielong = parseJielong(text);
  return jielong && jielong.entries.length > 0 ? jielong : null;
}

/** The reading of a 接龙 that was pasted on its own (a notice row): a check-in only where its title says so. */
export function readNotice(text: string): Reading | null {
  const jielong = jielongIn(text);
  if (jielong?.purpose !== 'checkin') return null;
  return { ...plainReading, checkin: 'jielong', listed: jielong.entries.map(({ name }) => name) };
}
