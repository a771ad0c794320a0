import { describe, expect, it } from 'vitest';
import { asOfInstant } from './instant.ts';

describe('--as-of', () => {
  it.each([
    ['2026-11-20', 'Asia/Shanghai', '2026-11-20T15:59:59.999Z'],
    ['2026-11-01', 'America/New_York', '2026-11-02T04:59:59.999Z'],
    ['2026-11-20T20:00:00+08:00', 'Asia/Shanghai', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T12:00:00Z', 'America/New_York', '2026-11-20T12:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, instant) => {
    expect(new Date(asOfInstant(text, zone)).toISOString()).toBe(instant);
  });

  it.each(['2026-02-30', '20 November', '2026-11-20 20:00', ''])('refuses %j', (text) => {
    expect(() => asOfInstant(text, 'Asia/Shanghai')).toThrow(expect.objectContaining({ code: 'asOf.invalid' }));
  });
});
