/** One message of the text export, as its lines say. */
export interface Block {
  name: string;
  /** As written; '' where the file shows none. */
  time: string;
  /** Body, and the placeholder of a message without words. */
  text: string;
  mentions: string[];
  /** Kind of the first file that came along, as the exporter calls it. */
  resource: string;
}

const NAME = /^(?!时间: |内容: |资源: |提及: |回复: |聊天名称: ).{0,200}:$/;
const TIME = /^时间: *(.*)$/;
const NUMBER = /^\[\d{1,9}\]$/;
const RULER = /^={20,}\s*$/;
const FILES = /^资源: (\d{1,4}) 个文件$/;
const FILE = /^ {2}- (\w{1,20}): /;

export function isRuler(line: string): boolean {
  return RULER.test(line);
}

/** Whether two lines that follow each other begin a message: `名:` and `时间: …`. */
export function begins(line: string, next: string): boolean {
  return next.startsWith('时间:') && NAME.test(line);
}

/** The number of a message may stand before its name. */
export function isNumber(line: string): boolean {
  return NUMBER.test(line);
}

/**
 * Lines of one message, blank lines at the end included. What follows the body is known only from behind, because a
 * body may hold any line.
 */
export function readBlock(lines: string[]): Block {
  const name = withoutTitle((lines[0] ?? '').slice(0, -1).trim());
  const time = TIME.exec(lines[1] ?? '')?.[1]?.trim() ?? '';
  let end = lines.length;
  while (end > 2 && lines[end - 1]?.trim() === '') end--;
  const answer = lines.slice(2, end).findLastIndex((line) => /^回复: .* - /.test(line));
  if (answer >= 0) end = answer + 2;
  let mentions: string[] = [];
  if (end > 2 && lines[end - 1]?.startsWith('提及: ')) {
    mentions = namesIn(lines[end - 1] ?? '');
    end--;
  }
  const files = filesBefore(lines, end);
  const body = lines.slice(2, files.from);
  const first = body.findIndex((line) => line.startsWith('内容: '));
  const text = first < 0 ? '' : [(body[first] ?? '').slice(4), ...body.slice(first + 1)].join('\n');
  return { name, time, text: text.trimEnd(), mentions, resource: files.kind };
}

/** `资源: n 个文件` and its n lines, if they end at `end`. */
function filesBefore(lines: string[], end: number): { from: number; kind: string } {
  let from = end;
  while (from > 2 && FILE.test(lines[from - 1] ?? '')) from--;
  const count = FILES.exec(lines[from - 1] ?? '')?.[1];
  if (count === undefined || Number(count) !== end - from) return { from: end, kind: '' };
  return { from: from - 1, kind: FILE.exec(lines[from] ?? '')?.[1] ?? '' };
}

function namesIn(line: string): string[] {
  const names = line.slice(4).split(', ');
  return [...new Set(names.map((name) => name.trim().replace(/^@/, '')))].filter(
    (name) => name !== '' && name !== '全体成员' && name !== 'all',
  );
}

/** `[头衔] 名`: a title changes with the level, the name is what the person is known by. */
function withoutTitle(shown: string): string {
  const match = /^\[[^[\]]{1,12}\] (.+)$/.exec(shown);
  return match?.[1]?.trim() ?? shown;
}
