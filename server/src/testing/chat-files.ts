/**
 * Chat files of any size with the traits real ones have: a day's rhythm, a few loud voices and a long tail, joins and
 * leaves, pictures, bodies over several lines, mentions and check-ins. Equal options give equal bytes.
 */

export interface ChatFileOptions {
  /** Physical lines; the file ends with the first row that reaches them. */
  lines: number;
  people: number;
  seed: number;
  /** First civil day, `2026-01-05`. */
  start?: string;
  /** Civil days the file covers; by default about 600 rows a day, between 28 and 600 days. */
  days?: number;
}

export type WhatsappLocale = 'zh' | 'en-US' | 'en-GB' | 'de';

/** Seeded generator of numbers in [0, 1) (mulberry32, Tommy Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Event {
  kind: 'text' | 'image' | 'join' | 'leave' | 'recall';
  person: number;
  text: string;
  mention: number | null;
  /** Wall clock as if it were UTC, epoch ms. */
  at: number;
}

/** Share of a day's messages by hour: quiet nights, a noon peak, the evening highest. */
const HOURS = [1, 0.5, 0.2, 0.1, 0.1, 0.3, 1, 3, 4, 4, 4, 5, 6, 5, 4, 4, 4, 4, 5, 6, 8, 9, 7, 3];
const PHRASES = {
  zh: '大家早上好|今天的作业已经交了|这个方法真的有用，谢谢分享|请问新人先看哪里？|收到|哈哈哈哈|我也想报名参加|明天晚上八点开始，记得提前五分钟到|辛苦啦|老师讲得很清楚|有人一起吗|周末愉快[表情]|我觉得第三章最难|晚安'.split(
    '|',
  ),
  en: 'good morning everyone|done for today|this really helped, thanks|where should a newcomer start?|got it|haha|count me in|we start at eight tomorrow, come five minutes early|well done|very clear|anyone else?|have a nice weekend|I found chapter three the hardest|good night'.split(
    '|',
  ),
};
const NAMES = '林夏|Ana Sousa|老周|Михаил|小雨🌧|+86 138 0013 8000|Peter Müller|阿明 (教练)|さくら|Dr. K'.split('|');

/** Names are distinct; some hold blanks, brackets, emoji or are phone numbers. */
function personName(person: number): string {
  const base = NAMES[person % NAMES.length] ?? '';
  if (person < NAMES.length) return base;
  return base.startsWith('+') ? `+86 139 ${String(10_000_000 + person).replace(/(\d{4})$/, ' $1')}` : `${base}${person}`;
}

function* events(options: ChatFileOptions, language: 'zh' | 'en', rows: number): Generator<Event> {
  const random = seeded(options.seed);
  const days = options.days ?? Math.min(600, Math.max(28, Math.ceil(rows / 600)));
  const start = Date.parse(`${options.start ?? '2024-03-04'}T00:00:00Z`);
  const weight = HOURS.reduce((sum, hour) => sum + hour, 0);
  const gone = new Set<number>();
  const streaks = new Map<number, number>();
  const phrases = PHRASES[language];
  let present = Math.max(1, Math.ceil(options.people * 0.6));
  for (let day = 0; ; day++) {
    const lively = (day % 7 >= 5 ? 0.7 : 1.1) * (0.7 + 0.6 * random());
    for (let hour = 0; hour < 24; hour++) {
      const expected = ((rows / days) * lively * (HOURS[hour] ?? 0)) / weight;
      const count = Math.floor(expected + random());
      for (let i = 0; i < count; i++) {
        const at = start + day * 86_400_000 + hour * 3_600_000 + Math.floor(((i + random()) / count) * 3_600) * 1000;
        const joined = Math.min(options.people, Math.ceil(options.people * (0.6 + (0.4 * day) / days)));
        if (present < joined) yield { kind: 'join', person: present++, text: '', mention: null, at };
        let person = Math.floor(present * random() ** 2.5);
        while (gone.has(person)) person = (person + 1) % present;
        const dice = random();
        const mention = dice > 0.3 && dice < 0.33 ? Math.floor(present * random() ** 2) : null;
        if (dice < 0.0004 && gone.size < present / 4) {
          gone.add(person);
          yield { kind: 'leave', person, text: '', mention, at };
        } else if (dice < 0.002) yield { kind: 'recall', person, text: '', mention, at };
        else if (dice < 0.06) yield { kind: 'image', person, text: '', mention, at };
        else if (dice < 0.09) {
          const streak = (streaks.get(person) ?? 0) + 1;
          streaks.set(person, streak);
          yield {
            kind: 'text',
            person,
            text: dice < 0.07 ? '打卡' : `第${streak}天打卡 今日完成 ${Math.floor(random() * 40)} 页`,
            mention,
            at,
          };
        } else {
          const phrase = phrases[Math.floor(random() * phrases.length)] ?? '';
          const more = random() < 0.04 ? `\n1. ${phrases[Math.floor(random() * phrases.length)]}\n\n2. ${phrase}` : '';
          yield { kind: 'text', person, text: phrase + more, mention, at };
        }
      }
    }
  }
}

const two = (value: number) => (value < 10 ? `0${value}` : `${value}`);

function whatsappHeader(at: number, locale: WhatsappLocale): string {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const [hour, minute] = [date.getUTCHours(), two(date.getUTCMinutes())];
  if (locale === 'zh') return `${year}/${month}/${day} ${two(hour)}:${minute} - `;
  if (locale === 'en-US') return `${month}/${day}/${year % 100}, ${hour % 12 || 12}:${minute}\u202f${hour < 12 ? 'AM' : 'PM'} - `;
  if (locale === 'en-GB') return `${two(day)}/${two(month)}/${year}, ${two(hour)}:${minute} - `;
  return `[${two(day)}.${two(month)}.${two(year % 100)}, ${two(hour)}:${minute}:${two(date.getUTCSeconds())}] `;
}

const WORDS: Record<WhatsappLocale, Record<Exclude<Event['kind'], 'text'>, (name: string) => string>> = {
  zh: {
    image: (name) => `${name}: <省略影音内容>`,
    join: (name) => `${name}使用此群组的邀请链接加入了群组`,
    leave: (name) => `${name}离开了`,
    recall: (name) => `${name}: 这条消息已删除`,
  },
  'en-US': english(),
  'en-GB': english(),
  de: {
    image: (name) => `${name}: \u200eBild weggelassen`,
    join: (name) => `${name}: \u200e${name} ist der Gruppe mithilfe des Einladungslinks beigetreten.`,
    leave: (name) => `${name}: \u200e${name} hat die Gruppe verlassen.`,
    recall: (name) => `${name}: \u200eDiese Nachricht wurde gelöscht.`,
  },
};
function english() {
  return {
    image: (name: string) => `${name}: <Media omitted>`,
    join: (name: string) => `${name} joined using this group's invite link`,
    leave: (name: string) => `${name} left`,
    recall: (name: string) => `${name}: This message was deleted`,
  };
}

/** A WhatsApp export, in pieces of about 64 kB. `de` is written by an iPhone, the others by Android. */
export function* whatsappChunks(options: ChatFileOptions & { locale?: WhatsappLocale }): Generator<string> {
  const locale = options.locale ?? 'zh';
  let buffer = '';
  let lines = 0;
  for (const event of events(options, locale === 'zh' ? 'zh' : 'en', options.lines * 0.95)) {
    const name = personName(event.person);
    const at = event.mention === null ? '' : `@\u2068${personName(event.mention)}\u2069 `;
    const row = event.kind === 'text' ? `${name}: ${at}${event.text}` : WORDS[locale][event.kind](name);
    const mark = locale === 'de' && row.includes(': \u200e') ? '\u200e' : '';
    buffer += `${mark}${whatsappHeader(event.at, locale)}${row}\n`;
    lines += 1 + newlines(row);
    if (buffer.length > 65_536 || lines >= options.lines) {
      yield buffer;
      buffer = '';
    }
    if (lines >= options.lines) return;
  }
}

export function whatsappFile(options: ChatFileOptions & { locale?: WhatsappLocale }): string {
  return [...whatsappChunks(options)].join('');
}

/** A QQ PC group export without its byte order mark, in pieces of about 64 kB. A row takes three lines or more. */
export function* qqChunks(options: ChatFileOptions & { group?: string }): Generator<string> {
  const ruler = '='.repeat(64);
  let buffer = `消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n${ruler}\r\n消息分组:我的QQ群\r\n${ruler}\r\n消息对象:${options.group ?? '读书打卡群'}\r\n${ruler}\r\n\r\n`;
  let lines = 8;
  for (const event of events(options, 'zh', options.lines / 3.15)) {
    const row = `${qqHeader(event)}\r\n${qqBody(event)}\r\n\r\n`;
    buffer += row;
    lines += newlines(row);
    if (buffer.length > 65_536 || lines >= options.lines) {
      yield buffer;
      buffer = '';
    }
    if (lines >= options.lines) return;
  }
}

export function qqFile(options: ChatFileOptions & { group?: string }): string {
  return [...qqChunks(options)].join('');
}

function qqHeader(event: Event): string {
  const date = new Date(event.at);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = `${date.getUTCHours()}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  if (event.kind === 'join' || event.kind === 'leave' || event.kind === 'recall') return `${day} ${time} 系统消息(10000)`;
  const id = event.person % 5 === 4 ? `<p${event.person}@example.org>` : `(${100_000 + event.person})`;
  return `${day} ${time} ${personName(event.person)}${id}`;
}

function qqBody(event: Event): string {
  const name = personName(event.person);
  if (event.kind === 'join') return `${name}加入本群`;
  if (event.kind === 'leave') return `${name}退出了本群`;
  if (event.kind === 'recall') return `${name}撤回了一条消息`;
  if (event.kind === 'image') return '[图片]';
  return (event.mention === null ? '' : `@${personName(event.mention)} `) + event.text.replaceAll('\n', '\r\n');
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
