import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { openness } from './checkin/openness.ts';
import { useNow } from './clock.ts';
import { durationName, momentIn } from './days.ts';
import { useDuties } from './duties/mine.ts';
import { homeworkPath, takenUntil, toWrite, useHomework } from './homework/mine.ts';
import type { Campaign } from './mine.ts';
import { Section } from './parts.tsx';
import { Link } from './route.tsx';

interface Step {
  /** Epoch ms; what has no end comes last. */
  until: number;
  what: string;
  when: string;
  go: string;
  href: string;
}

/** 接下来: everything that waits for the caller in one place, by when it is due; nothing where nothing does. */
export function Next({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const homework = useHomework().answer?.assignments.filter(({ dissolved }) => !dissolved) ?? [];
  const duties = useDuties().answer;
  const steps = [...checkins(t, campaigns, now), ...ofHomework(t, homework, now), ...ofDuties(t, duties)].sort((a, b) => a.until - b.until);
  if (steps.length === 0) return null;
  return (
    <Section title={t('next.title')}>
      <ul className="lines">
        {steps.map(({ what, when, go, href }, at) => (
          <li key={`${what} ${href}`} className="next">
            <div>
              <b>{what}</b>
              {when !== '' && <p className="quiet-text">{when}</p>}
            </div>
            <Link className={at === 0 ? 'main' : 'second'} href={href}>
              {go}
              <span className="visually-hidden">{what}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const checkins = (t: TFunction, campaigns: readonly Campaign[], now: number): Step[] =>
  campaigns.flatMap((campaign) => {
    const { state, next, late } = openness(campaign, now);
    if (state !== 'open' || next === null) return [];
    const when = t(late ? 'checkin.lateLeft' : 'checkin.left', { time: durationName(next - now) });
    return {
      until: next,
      what: t('next.checkin', { name: campaign.name }),
      when,
      go: t('home.go'),
      href: `/m/checkin?campaign=${campaign.id}`,
    };
  });

function ofHomework(t: TFunction, lines: NonNullable<ReturnType<typeof useHomework>['answer']>['assignments'], now: number): Step[] {
  return lines.flatMap((line) => {
    const { id, title, zone, dueAt, lateUntilAt, toReview, reviewUntil, asksConsent } = line;
    const href = homeworkPath(id);
    const steps: Step[] = [];
    const due = now < Date.parse(dueAt);
    const at = momentIn(zone, due ? dueAt : (lateUntilAt ?? dueAt));
    if (toWrite(line, now)) {
      const when = t(due ? 'next.due' : 'homework.lateLeft', { at });
      steps.push({
        until: due ? Date.parse(dueAt) : takenUntil(line),
        what: t('next.write', { title }),
        when,
        go: t('next.toWrite'),
        href,
      });
    }
    if (toReview > 0 && reviewUntil) {
      const [what, when] = [t('next.review', { count: toReview, title }), t('next.due', { at: momentIn(zone, reviewUntil) })];
      steps.push({ until: Date.parse(reviewUntil), what, when, go: t('next.toReview'), href });
    }
    if (asksConsent) steps.push({ until: Infinity, what: t('next.consent', { title }), when: '', go: t('next.toConsent'), href });
    return steps;
  });
}

function ofDuties(t: TFunction, duties: ReturnType<typeof useDuties>['answer']): Step[] {
  if (!duties) return [];
  const { open, items, swaps } = duties;
  const [first] = items.filter(({ state }) => state === 'open').sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const asked = swaps.filter(({ mine }) => mine).length;
  const to = { go: t('duties.look'), href: '/m/duties' };
  const steps: Step[] = [];
  if (open > 0 && first) {
    const when = first.overdue ? t('duties.overdue') : t('next.due', { at: momentIn(first.zone, first.dueAt) });
    steps.push({ ...to, until: Date.parse(first.dueAt), what: t('next.duties', { count: open }), when });
  }
  if (asked > 0) steps.push({ ...to, until: Infinity, what: t('duties.asked', { count: asked }), when: '' });
  return steps;
}
