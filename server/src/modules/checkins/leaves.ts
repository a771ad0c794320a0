import { type CommandContext, DomainError } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import type { Entry } from './find.ts';
import { addEntry, callersLockedPlace, fullStanding, keepStanding, removeEntry, shownStanding } from './own-days.ts';
import { about } from './submit.ts';

interface OfDay {
  campaignId: string;
  day: string;
}

/** @throws DomainError `leave.day` for days that are over or outside, `leave.done` where a check-in is, `leave.none` when all are spent */
export async function takeLeave(ctx: CommandContext, input: OfDay) {
  const { place, entries, before, day } = await comingDay(ctx, input);
  const standing = fullStanding(place, entries, ctx.now());
  if (before?.kind === 'leave') {
    ctx.unchanged();
    return { standing: shownStanding(standing) };
  }
  if (before) throw new DomainError('leave.done', { day: input.day });
  if (standing.leavesLeft === 0) throw new DomainError('leave.none', { day: input.day });
  const entry: Entry = { day, kind: 'leave', counted: false, byStaff: false, source: 'page', at: ctx.now(), content: {} };
  await addEntry(ctx, place, entry);
  ctx.emit('leave.taken', about(place), { campaignId: input.campaignId, day: input.day });
  return { standing: await keepStanding(ctx, place, [...entries, entry]) };
}

/** @throws DomainError `leave.day` */
export async function cancelLeave(ctx: CommandContext, input: OfDay) {
  const { place, entries, before, day } = await comingDay(ctx, input);
  if (before?.kind !== 'leave') {
    ctx.unchanged();
    return { standing: shownStanding(fullStanding(place, entries, ctx.now())) };
  }
  await removeEntry(ctx, place, day);
  ctx.emit('leave.cancelled', about(place), { campaignId: input.campaignId, day: input.day });
  const left = entries.filter((entry) => entry !== before);
  return { standing: await keepStanding(ctx, place, left) };
}

async function comingDay(ctx: CommandContext, { campaignId, ...input }: OfDay) {
  const place = await callersLockedPlace(ctx, campaignId);
  const { days, startsOn, endsOn } = place.campaign;
  const [day, today] = [dayNumber(input.day), days.dayOf(ctx.now())];
  if (day < today || day < startsOn || day > endsOn)
    throw new DomainError('leave.day', { day: input.day, from: dayText(Math.max(today, startsOn)), to: dayText(endsOn) });
  const { entries } = place;
  return { place, entries, before: entries.find((entry) => entry.day === day), day };
}
