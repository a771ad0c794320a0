import { useTranslation } from 'react-i18next';
import { durationName, momentIn } from '../days.ts';
import { type Own, takenUntil } from './mine.ts';

/** How long there is to hand something in. */
export function Due({ of, now }: { of: Pick<Own, 'zone' | 'dueAt' | 'lateUntilAt'>; now: number }) {
  const { t } = useTranslation();
  const { zone, dueAt, lateUntilAt } = of;
  const due = Date.parse(dueAt);
  if (now < due) return <p>{t('homework.dueLeft', { time: durationName(due - now), at: momentIn(zone, dueAt) })}</p>;
  if (lateUntilAt && now < takenUntil(of)) return <p className="warn">{t('homework.lateLeft', { at: momentIn(zone, lateUntilAt) })}</p>;
  return <p>{t('homework.dueOver', { at: momentIn(zone, dueAt) })}</p>;
}
