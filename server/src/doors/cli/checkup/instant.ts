import { DomainError } from '#vocabulary/errors';
import { dayNumber, zoneClock } from '#vocabulary/zone';

/**
 * `2026-11-20` → the last millisecond of that civil day in the zone; an ISO instant → itself. Epoch ms.
 * @throws DomainError `asOf.invalid`
 */
export function asOfInstant(text: string, zone: string): number {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      return zoneClock(zone).startOfDay(dayNumber(Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()) + 1) - 1;
    }
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('asOf.invalid', { text });
  }
}
