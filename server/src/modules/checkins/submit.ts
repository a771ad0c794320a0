import { type CommandContext, DomainError } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { iso } from '../rows.ts';
import type { Given, Policy } from './contract.ts';
import { doneToday, noteDone } from './counts.ts';
import { type Entry, type Place, shown } from './find.ts';
import { judgeContent, judgeTime, keptOf } from './judging.ts';
import { addEntry, callersLockedPlace, fullStanding, keepStanding, removeEntry, replaceEntry, shownStanding } from './own-days.ts';

interface Submitted {
  campaignId: string;
  content: Given;
}

/**
 * @throws DomainError `campaign.notRunning`, `checkin.closed`, `checkin.text`, `checkin.number`, `checkin.link`, `checkin.photos`,
 *   `checkin.voice`, `media.gone`
 */
export async function submit(ctx: CommandContext, { campaignId, content }: Submitted) {
  const place = await callersLockedPlace(ctx, campaignId);
  const at = ctx.now();
  const today = runningDay(place, at);
  const { campaign } = place;
  const { entries } = place;
  const before = entries.find(({ day }) => day === today);
  if (before) return alreadyDone(ctx, place, entries, before);
  const policy = campaign.days.policyOn(today);
  const timing = judgeTime(campaign.days.windowOf(today), at, policy.late);
  if (timing.kind === 'shut') throw new DomainError('checkin.closed', { opens: clock(policy.opens), closes: clock(policy.closes) });
  refuseUnmet(policy.content, content);
  const entry: Entry = { day: today, ...timing, byStaff: false, source: 'page', at, content: keptOf(policy.content, content) };
  if (!(await addEntry(ctx, place, entry))) throw new Error('the lock on the standing did not hold');
  noteDone(ctx, campaign, 1);
  ctx.emit('checkin.submitted', about(place), { campaignId, day: dayText(today), kind: entry.kind });
  return outcome(ctx, place, entry, await keepStanding(ctx, place, [...entries, entry]));
}

/** @throws DomainError `campaign.notRunning`, `checkin.notUndoable` for what did not come from the page */
export async function undo(ctx: CommandContext, { campaignId }: { campaignId: string }) {
  const place = await callersLockedPlace(ctx, campaignId);
  const today = runningDay(place, ctx.now());
  const { entries } = place;
  const own = entries.find(({ day, kind }) => day === today && kind !== 'leave');
  if (!own) {
    ctx.unchanged();
    return { standing: shownStanding(fullStanding(place, entries, ctx.now())) };
  }
  if (own.source !== 'page') throw new DomainError('checkin.notUndoable', { day: dayText(today) });
  await removeEntry(ctx, place, today);
  noteDone(ctx, place.campaign, -1);
  ctx.emit('checkin.undone', about(place), { campaignId, day: dayText(today), kind: own.kind });
  const left = entries.filter((entry) => entry !== own);
  return { standing: await keepStanding(ctx, place, left) };
}

/**
 * A missed day, or one that was late without credit, by the content rules of that day.
 * @throws DomainError `checkin.notMissed`, `checkin.noTicket`, and as `submit`
 */
export async function makeUp(ctx: CommandContext, { campaignId, content, ...input }: Submitted & { day: string }) {
  const place = await callersLockedPlace(ctx, campaignId);
  const [at, day] = [ctx.now(), dayNumber(input.day)];
  const { entries } = place;
  const before = entries.find((entry) => entry.day === day);
  if (before?.kind === 'madeUp') return alreadyDone(ctx, place, entries, before);
  const standing = fullStanding(place, entries, at);
  const { days } = place.campaign;
  const found = standing.calendar.find((one) => one.day === day);
  if (!found?.canMakeUp) {
    const owed = found?.state === 'missed' || (found?.state === 'late' && !before?.counted);
    if (owed && standing.ticketsLeft === 0) throw new DomainError('checkin.noTicket', { day: input.day });
    throw new DomainError('checkin.notMissed', { day: input.day, days: days.policyOn(days.dayOf(at)).ticketDays });
  }
  const rules = days.policyOn(day).content;
  refuseUnmet(rules, content);
  const entry: Entry = { day, kind: 'madeUp', counted: true, byStaff: false, source: 'page', at, content: keptOf(rules, content) };
  if (before) await replaceEntry(ctx, place, entry);
  else await addEntry(ctx, place, entry);
  ctx.emit('checkin.madeUp', about(place), { campaignId, day: input.day });
  const others = entries.filter((one) => one !== before);
  return outcome(ctx, place, entry, await keepStanding(ctx, place, [...others, entry]));
}

async function alreadyDone(ctx: CommandContext, place: Place, entries: readonly Entry[], before: Entry) {
  ctx.unchanged();
  return { ...(await outcome(ctx, place, before, shownStanding(fullStanding(place, entries, ctx.now())))), first: false };
}

async function outcome(
  ctx: CommandContext,
  { campaign }: Place,
  { day, kind, counted, at }: Entry,
  standing: Awaited<ReturnType<typeof keepStanding>>,
) {
  return { first: true, day: dayText(day), kind, counted, at: iso(at), standing, doneToday: await doneToday(ctx, campaign) };
}

/** @throws DomainError `campaign.notRunning` */
function runningDay({ campaign }: Place, now: number): number {
  const { state, startsOn, endsOn } = shown(campaign, now);
  if (state !== 'running') throw new DomainError('campaign.notRunning', { startsOn, endsOn });
  return campaign.days.dayOf(now);
}

export const about = ({ campaign, taker }: Place) => ({ communityId: campaign.communityId, subjectId: taker.enrolmentId });

/** `28:00` as a clock shows it. */
const clock = (wall: string) => `${String(Number(wall.slice(0, 2)) % 24).padStart(2, '0')}${wall.slice(2)}`;

/** @throws DomainError `checkin.text` {need, have}, `checkin.number` {label, min, max, unit}, `checkin.link`, `checkin.photos` {min, max}, `checkin.voice` */
function refuseUnmet(rules: Policy['content'], given: Given): void {
  const unmet = judgeContent(rules, given).find(({ met }) => !met);
  if (!unmet) return;
  if (unmet.code === 'text.min') throw new DomainError('checkin.text', { need: unmet.need, have: unmet.have });
  if (unmet.code === 'link.given') throw new DomainError('checkin.link', {});
  if (unmet.code === 'voice.given') throw new DomainError('checkin.voice', {});
  if (unmet.code.startsWith('photos.'))
    throw new DomainError('checkin.photos', { min: rules.photos?.needed ? 1 : 0, max: rules.photos?.max ?? 0 });
  const { label = '', min = 0, max = 0, unit = '' } = rules.number ?? {};
  throw new DomainError('checkin.number', { label, min, max, unit });
}
