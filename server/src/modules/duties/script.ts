/** The script of a ritual, as people write it. See docs/rituals.md. */
import { z } from 'zod';
import { placeholdersOf } from './words.ts';

/** What is known of a community and its campaign, and need not be asked for. */
export const known = ['社群名', '营名', '目标', '第一天', '天数', '打卡时间'] as const;

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const words = z.string().trim().max(1_000);

const line = z.strictObject({
  /** Minutes from the beginning; or a day from the first one, which is 0, and a time of it. */
  minutes: z.number().int().min(0).max(2_880).optional(),
  day: z.number().int().min(0).max(60).optional(),
  time: time.optional(),
  who: z.string().trim().min(1).max(20),
  title: z.string().trim().min(1).max(60),
  words: words.default(''),
  silence: words.default(''),
});
export type ScriptLine = z.output<typeof line>;

export const ritualScript = z
  .strictObject({
    format: z.literal(1),
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    name: z.string().trim().min(1).max(60),
    summary: z.string().trim().min(1).max(200),
    /** An example for each placeholder that somebody has to fill in. */
    asks: z.record(z.string(), z.string().trim().min(1).max(120)).default({}),
    lines: z.array(line).min(1).max(30),
  })
  .refine(({ lines }) => lines.every((one) => (one.minutes === undefined) === (one.day !== undefined && one.time !== undefined)), {
    error: 'a line has either minutes, or a day and a time',
  })
  .refine(
    ({ asks, lines }) => placeholdersOf(textsOf(lines)).every((key) => Object.hasOwn(asks, key) || known.some((one) => one === key)),
    {
      error: 'a placeholder is neither known nor asked for',
    },
  );
export type Script = z.output<typeof ritualScript>;

export function textsOf(lines: readonly ScriptLine[]): string[] {
  return lines.flatMap((one) => [one.words, one.silence]);
}
