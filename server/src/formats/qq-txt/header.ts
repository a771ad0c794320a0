export interface Who {
  /** As exported, level prefix such as 【群主】 included; may be ''. */
  name: string;
  /** QQ number, login mail or phone; null where the export shows a nickname only. */
  id: string | null;
}

/** One message header: `2016-07-19 0:27:15 名片(12345)`, `… PM 名(1)`, `… 上午 08:00:00 Alice(1)`, `… 昵称<a@b.c>`. */
export interface QqHeader {
  date: [number, number, number];
  hour: number;
  minute: number;
  second: number;
  who: Who;
  /** Copied out of the QQ window, not exported. */
  pasted: boolean;
}

const HEADER = /^(\d{4})-(\d{1,2})-(\d{1,2}) (?:(上午|下午|凌晨|早上|中午|晚上|[AP]M) ?)?(\d{1,2}):(\d{2}):(\d{2})(?: ([AP]M))? (.*)$/s;

/** `people` remembers who the rows before were: most names come again. */
export function readHeader(line: string, people: Map<string, Who>): QqHeader | null {
  const first = line.charCodeAt(0);
  if (first < 49 || first > 57 || line.charCodeAt(4) !== 45) return null;
  const match = HEADER.exec(line);
  if (!match) return null;
  const [, year, month, day, before, hour, minute, second, after, shown = ''] = match;
  return {
    date: [Number(year), Number(month), Number(day)],
    hour: clockHour(Number(hour), before ?? after),
    minute: Number(minute),
    second: Number(second),
    pasted: false,
    who: remembered(shown, people),
  };
}

function remembered(shown: string, people: Map<string, Who>): Who {
  let who = people.get(shown);
  if (!who) {
    who = whoIs(shown);
    // A hostile file may name a new person on every line.
    if (people.size > 500_000) people.clear();
    people.set(shown, who);
  }
  return who;
}

/** The last bracket group is the id: cards such as `(A(123123)` and `(o´・ω・`)σ<mail@x>` exist. */
export function whoIs(shown: string): Who {
  const text = shown.trimEnd();
  const open = text.endsWith(')') ? text.lastIndexOf('(') : text.endsWith('>') ? text.lastIndexOf('<') : -1;
  const id = open < 0 ? '' : text.slice(open + 1, -1);
  const known = text.endsWith(')') ? /^\d{1,20}$/.test(id) : /^[^<>\s]{3,}$/.test(id);
  return known ? { name: text.slice(0, open).trim(), id } : { name: text.trim(), id: null };
}

export function clockHour(hour: number, meridiem: string | undefined): number {
  if (meridiem === undefined || hour > 12) return hour;
  if (meridiem === 'AM' || meridiem === '上午' || meridiem === '凌晨' || meridiem === '早上') return hour === 12 ? 0 : hour;
  if (meridiem === '中午') return hour < 11 ? hour + 12 : hour;
  if (meridiem === '晚上' && hour === 12) return 0;
  return hour === 12 ? 12 : hour + 12;
}
