/**
 * Dirty days → aggregates → totals → picture. Cost follows the days that changed and the windows a picture looks at, not
 * history. Cut off anywhere it starts again: days stay dirty until everything that hangs on them is stored.
 */
import { DomainError, type TaskContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { type ChatWorker, HEAP_MB, LARGE_HEAP_MB, withWorker } from '../worker.ts';
import type { Page, RefreshState, StoreDaysInput } from './aggregates.ts';
import type { Groups } from './grouping.ts';
import { type DayTexts, type PictureRows, windowsOf } from './picture-rows.ts';
import type { DayColumn, FirstTexts } from './picture-store.ts';
import type { RunOfDays, StoredDay, SummedDays } from './summing.ts';
import { cutDays } from './topics.ts';

/** Days of a run: what is held of stored days at once. */
const RUN_DAYS = 60;
/** Members' days held back in the worker: each flush writes a row for everybody who spoke since the last. */
const YEARS_WAITING = 150_000;
const YEAR_ROWS = 1_500;
const TOTAL_ROWS = 500;
const WEEKS_AT_ONCE = 6;
const PEOPLE_AT_ONCE = 1_000;
const DAYS_AT_ONCE = 8;
/** Before the first civil day of any chat. */
const EVER = -100_000;

interface Day {
  day: number;
  mark: number;
}

export interface RefreshHooks {
  /** 0–1 of the days done. */
  progress(share: number): void;
}

/** Two refreshes of one channel would overwrite each other's days: they take turns. One process works the queue. */
const turns = new Map<string, Promise<unknown>>();

/** Brings a channel's picture up to date; nothing to do costs one query. */
export async function refresh(ctx: TaskContext, channelId: string, hooks?: RefreshHooks): Promise<void> {
  const before = turns.get(channelId) ?? Promise.resolve();
  const mine = before.catch(() => {}).then(() => refreshNow(ctx, channelId, hooks));
  turns.set(channelId, mine);
  try {
    await mine;
  } finally {
    if (turns.get(channelId) === mine) turns.delete(channelId);
  }
}

async function refreshNow(ctx: TaskContext, channelId: string, hooks?: RefreshHooks): Promise<void> {
  for (;;) {
    const state = await ctx.call<RefreshState | null>('chat.refreshState', { channelId });
    if (state === null || (!state.otherZone && !state.regrouped && state.dirty.length === 0 && state.pictureRevision === state.revision))
      return;
    if (state.regrouped) await ctx.call('chat.regroup', { channelId });
    else if (state.otherZone) await resetToZone(ctx, channelId, state.zone);
    else await refreshOnce(ctx, channelId, state, hooks);
  }
}

async function refreshOnce(ctx: TaskContext, channelId: string, state: RefreshState, hooks?: RefreshHooks): Promise<void> {
  let cover: Cover | null = null;
  const days = async (worker: ChatWorker) => {
    if (state.dirty.length > 0) await refreshDays(ctx, worker, channelId, state, hooks);
    const after = await ctx.call<RefreshState | null>('chat.refreshState', { channelId });
    // A day's last words carry over into the next one: those days come round again before the picture is taken.
    cover = after?.dirty.length === 0 ? await ctx.call<Cover>('chat.coverage', { channelId }) : null;
  };
  const words = async (worker: ChatWorker) => {
    if (cover) await cutDays(ctx, worker, channelId, state.zone, windowsOf(state.zone, cover.coverage, cover.asOf).since90);
  };
  const picture = async (worker: ChatWorker) => {
    if (cover) await takePicture(ctx, worker, channelId, state, cover);
  };
  const steps = [days, words, picture];
  // After many days each step has a worker of its own: what days and dictionary took is given back before the next.
  if (state.dirty.length > RUN_DAYS) {
    for (const step of steps) await withRoom(step);
  } else {
    await withRoom(async (worker) => {
      for (const step of steps) await step(worker);
    });
  }
}

type Cover = Pick<PictureRows, 'coverage' | 'pseudonymous' | 'asOf'>;

/** In little memory, and again with much where that does not do: ten thousand people need 120 MB, a hundred thousand ten times that. */
async function withRoom<T>(work: (worker: ChatWorker) => Promise<T>): Promise<T> {
  try {
    return await withWorker(work, HEAP_MB);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'import.tooMuchMemory')) throw error;
    return withWorker(work, LARGE_HEAP_MB);
  }
}

async function resetToZone(ctx: TaskContext, channelId: string, zone: string): Promise<void> {
  const clock = zoneClock(zone);
  const extent = await ctx.call<{ first: number; last: number } | null>('chat.extent', { channelId });
  const days = extent ? { first: clock.dayOf(extent.first), last: clock.dayOf(extent.last) } : { first: 0, last: -1 };
  await ctx.call('chat.resetDays', { channelId, zone, ...days });
}

async function refreshDays(
  ctx: TaskContext,
  worker: ChatWorker,
  channelId: string,
  state: RefreshState,
  hooks?: RefreshHooks,
): Promise<void> {
  await worker.call('startDays', state.zone, await ctx.call<Groups>('chat.groups', { channelId }));
  const dirty = new Set(state.dirty.map(({ day }) => day));
  let done = 0;
  for (const run of runsOf(state.dirty)) {
    ctx.signal.throwIfAborted();
    await sumRun(ctx, worker, channelId, run, dirty);
    done += run.days;
    hooks?.progress(done / state.dirty.length);
  }
  await storeYears(ctx, worker, channelId);
  const { members, weeks } = await worker.call('touched');
  const waiting = await ctx.call<number[]>('chat.waitingTotals', { channelId });
  await storeTotals(ctx, worker, channelId, [...new Set([...members, ...waiting])]);
  await storeWeeks(ctx, worker, channelId, weeks);
  await ctx.call('chat.settleDays', { channelId, days: state.dirty satisfies Day[] });
}

/** Dirty days that stand together, at most RUN_DAYS from first to last. */
function* runsOf(dirty: readonly Day[]): Generator<{ first: number; last: number; days: number }> {
  let run: { first: number; last: number; days: number } | null = null;
  for (const { day } of dirty) {
    if (run && day <= run.last + 1 && day - run.first < RUN_DAYS) {
      run.last = day;
      run.days += 1;
      continue;
    }
    if (run) yield run;
    run = { first: day, last: day, days: 1 };
  }
  if (run) yield run;
}

async function sumRun(
  ctx: TaskContext,
  worker: ChatWorker,
  channelId: string,
  { first, last }: { first: number; last: number },
  dirty: ReadonlySet<number>,
): Promise<void> {
  const { before, stored } = await ctx.call<Pick<RunOfDays, 'before' | 'stored'>>('chat.storedDays', { channelId, first, last });
  await worker.call('beginRun', { first, last, before, stored });
  const bounds = await worker.call('bounds', first, last);
  const read = (after: Page['end']) => ctx.call<Page>('chat.readFacts', { channelId, ...bounds, after });
  let storing: Promise<void> = Promise.resolve();
  for (let page = await read(null); ; ) {
    // While the worker sums this page, the database stores the days of the one before and reads the next.
    const summing = worker.call('page', page.page, page.targets, page.end === null);
    const following = page.end === null ? null : await read(page.end);
    const summed = await summing;
    await storing;
    storing = storeDays(ctx, channelId, summed);
    storing.catch(() => {});
    if (summed.waiting > YEARS_WAITING) await storeYears(ctx, worker, channelId);
    if (following === null) {
      await storing;
      if (summed.carryChanged && !dirty.has(last + 1)) await ctx.call('chat.markNext', { channelId, day: last });
      return;
    }
    page = following;
  }
}

async function storeDays(ctx: TaskContext, channelId: string, { rows, open, gone, emptied }: SummedDays): Promise<void> {
  for (let at = 0; at < rows.length || at === 0; at += DAYS_AT_ONCE) {
    const part = rows.slice(at, at + DAYS_AT_ONCE);
    const days = new Set(part.map(({ day }) => day));
    const input: StoreDaysInput = {
      channelId,
      rows: part,
      open: open.filter(({ day }) => days.has(day)),
      gone: at === 0 ? gone : [],
      emptied: at === 0 ? emptied : [],
    };
    if (part.length + input.gone.length + input.emptied.length > 0) await ctx.call('chat.storeDays', input);
  }
}

/** Members' days that wait in the worker. */
async function storeYears(ctx: TaskContext, worker: ChatWorker, channelId: string): Promise<void> {
  for (let years = await worker.call('years', YEAR_ROWS); years; ) {
    const following = worker.call('years', YEAR_ROWS);
    await ctx.call('chat.storeYears', { channelId, years });
    years = await following;
  }
}

async function storeTotals(ctx: TaskContext, worker: ChatWorker, channelId: string, members: number[]): Promise<void> {
  for (let at = 0; at < members.length; at += TOTAL_ROWS) {
    const part = members.slice(at, at + TOTAL_ROWS);
    const years = await ctx.call<string | null>('chat.readYears', { channelId, members: part });
    const totals = await worker.call('memberTotals', years);
    await ctx.call('chat.storeTotals', { channelId, members: part, totals });
  }
}

async function storeWeeks(ctx: TaskContext, worker: ChatWorker, channelId: string, weeks: number[]): Promise<void> {
  for (let at = 0; at < weeks.length; at += WEEKS_AT_ONCE) {
    const part = weeks.slice(at, at + WEEKS_AT_ONCE);
    const days = await ctx.call<StoredDay[]>('chat.daysOfWeeks', { channelId, weeks: part });
    await ctx.call('chat.storeWeeks', { channelId, weeks: await worker.call('weekTotals', part, days) });
  }
}

/** @param state the aggregates were computed from */
async function takePicture(
  ctx: TaskContext,
  worker: ChatWorker,
  channelId: string,
  { zone, revision }: RefreshState,
  cover: Cover,
): Promise<void> {
  const windows = windowsOf(zone, cover.coverage, cover.asOf);
  const groups = await ctx.call<Groups>('chat.groups', { channelId });
  const judges = await ctx.call<PictureRows['judges']>('segments.judges', { channelId });
  // One part after the other: nothing is held on both sides.
  const give = (part: Partial<PictureRows>) => worker.call('hold', part);
  const texts = (column: DayColumn, since = EVER) => ctx.call<DayTexts>('chat.dayTexts', { channelId, column, since });
  await give({ zone, ...cover, groups, judges });
  await give(await ctx.call<Pick<PictureRows, 'people' | 'names'>>('chat.peopleRows', { channelId }));
  await give(await ctx.call<Pick<PictureRows, 'totals' | 'weeks'>>('chat.totalRows', { channelId }));
  const members = groups.map(([identity]) => identity);
  await give({ years: members.length === 0 ? null : await ctx.call('chat.readYears', { channelId, members }) });
  await give({ days: await texts('total'), listed: await texts('listed'), checkins: await texts('checkins') });
  await give({ memberDays: await texts('members', windows.since84) });
  await give({ edges: await texts('edges', windows.since90), mentions: await texts('mentions', windows.since90) });
  await give({ questions: await texts('questions', windows.since28), topics: await texts('topics', windows.since90) });
  await give({ firstTexts: await firstTexts(ctx, channelId, windows.since28) });
  await give({ digests: await ctx.call<string | null>('chat.digests', { channelId }) });
  const { picture, line } = await worker.call('picture');
  for (let last = false; !last; ) {
    const page = await worker.call('changedPeople', PEOPLE_AT_ONCE);
    await ctx.call('chat.storePeople', { channelId, changed: page.changed, gone: page.gone });
    last = page.last;
  }
  await ctx.call('chat.storePicture', { channelId, revision, picture, line, rulesVersion: judges.rules?.version ?? 0 });
}

async function firstTexts(ctx: TaskContext, channelId: string, since: number): Promise<FirstTexts['texts']> {
  const texts: FirstTexts['texts'] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: FirstTexts = await ctx.call<FirstTexts>('chat.firstTexts', { channelId, since, from });
    for (const text of page.texts) texts.push(text);
    from = page.next;
  }
  return texts;
}
