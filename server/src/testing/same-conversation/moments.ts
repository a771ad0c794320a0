/** One short conversation in the shape of every format: who joined, who spoke, who answered, what was taken back. */

/** Wall clock in Shanghai. */
export const when = {
  join: '2026-05-29 09:00:05',
  first: '2026-05-29 09:01:10',
  answer: '2026-05-29 09:02:20',
  picture: '2026-05-29 09:03:30',
  lines: '2026-05-29 09:04:40',
  recall: '2026-05-29 09:05:50',
} as const;
export type Moment = keyof typeof when;

/** What a format cannot hold, or this shape of it does not. */
export type Lack =
  | 'seconds'
  /** No display names: people are their ids. */
  | 'names'
  /** The row may be there, but nothing says what it answers. */
  | 'answers'
  | 'pictures'
  | 'joins'
  | 'recalls'
  /** That something was taken back, but not by whom. */
  | 'recaller';

export interface Written {
  lacks: Lack[];
  text: string;
  file?: string;
  /** Ids of 阿一 and 小二 where names are lacking. */
  ids?: [string, string];
}

export const at = (moment: Moment) => Date.parse(`${when[moment].replace(' ', 'T')}+08:00`);
export const seconds = (moment: Moment) => at(moment) / 1000;
export const clock = (moment: Moment) => when[moment].slice(11);
export const minute = (moment: Moment) => when[moment].slice(11, 16);
export const offset = (moment: Moment) => `${when[moment].replace(' ', 'T')}+08:00`;
export const json = (value: unknown) => JSON.stringify(value, null, 1);
export const csv = (...rows: string[][]) =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n')}\n`;
export const first = '早上好';
export const answer = '来的';
export const lines = '第一行\n第二行';
