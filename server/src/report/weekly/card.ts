/**
 * The card for posting into a group: a tree for satori, which lays it out as the browser would. It is made from what
 * members may see only (`MemberCard`), so nobody at risk can come to stand on it.
 */
import type { MemberCard } from '#picture';
import { type Box, box, clipped, GREEN, INK, INK2, text } from '../drawing/boxes.ts';
import type { Words } from '../words.ts';

export const CARD_WIDTH = 720;
const PALE = '#e6f2ef';

/** @param can characters the font can draw; others (emoji) are left out of names and words */
export function weeklyCard(card: MemberCard, words: Words, can: (character: string) => boolean): Box {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`picture:weekly.${key}`, values);
  const drawn = (words: string, limit: number) => clipped(Array.from(words).filter(can).join(''), limit);
  const { week, spoke, stoodOut, questions } = card;
  return box(
    {
      flexDirection: 'column',
      width: CARD_WIDTH,
      boxSizing: 'border-box',
      padding: 44,
      background: '#f4f7f6',
      fontFamily: 'card',
      gap: 22,
    },
    [
      box({ flexDirection: 'column' }, [
        text(drawn(card.group, 36), 38, INK, { fontWeight: 700 }),
        text(`${say('card.heading')} · ${say('span', week)}`, 22, INK2),
      ]),
      box({ background: GREEN, borderRadius: 20, padding: '26px 32px', alignItems: 'flex-end', justifyContent: 'space-between' }, [
        box({ alignItems: 'flex-end', gap: 14 }, [
          text(spoke.now === null ? say('card.unknown') : String(spoke.now), 76, '#ffffff', { fontWeight: 700, lineHeight: 1 }),
          spoke.now === null ? null : text(say('card.spoke'), 26, '#ffffff'),
        ]),
        spoke.before === null || spoke.now === null ? null : text(compared(spoke.now, spoke.before, say), 22, '#dff0ec'),
      ]),
      card.weeks.length > 1 ? weeksBox(card, say) : null,
      box({ gap: 16 }, [figure(card.newcomers, say('card.newcomers')), figure(card.checkins, say('card.checkins'))]),
      stoodOut.length === 0
        ? null
        : panel(
            say('card.thanks'),
            stoodOut.map(({ name, why, value }) =>
              box({ justifyContent: 'space-between', gap: 16 }, [
                text(drawn(name, 14), 25, INK, { fontWeight: 700 }),
                text(say(`card.why.${why}`, { count: value }), 22, INK2),
              ]),
            ),
          ),
      questions.length === 0
        ? null
        : panel(
            say('card.questions'),
            questions.map((question) => text(drawn(question, 60), 23)),
          ),
      text(say('card.made'), 19, INK2, { justifyContent: 'flex-end' }),
    ],
  );
}

type Say = (key: string, values?: Record<string, unknown>) => string;

/** Fewer is told as the figure of then, without a word of blame: everybody reads it. */
function compared(now: number, before: number, say: Say): string {
  if (now === before) return say('card.same');
  return now > before ? say('card.beforeMore', { by: now - before }) : say('card.beforeFewer', { before });
}

function panel(title: string, rows: Box[]): Box {
  return box({ flexDirection: 'column', background: '#ffffff', borderRadius: 20, padding: '24px 28px', gap: 12 }, [
    text(title, 22, GREEN, { fontWeight: 700 }),
    ...rows,
  ]);
}

function figure(value: number | null, name: string): Box | null {
  if (value === null || value === 0) return null;
  return box({ flex: 1, background: '#ffffff', borderRadius: 20, padding: '18px 28px', alignItems: 'flex-end', gap: 12 }, [
    text(String(value), 40, GREEN, { fontWeight: 700, lineHeight: 1.1 }),
    text(name, 22, INK2),
  ]);
}

/** Bars; a week without records is an empty place with a dashed foot, never a zero. */
function weeksBox({ weeks }: MemberCard, say: Say): Box {
  const highest = Math.max(1, ...weeks.map(({ speakers }) => speakers));
  const bars = weeks.map(({ covered, speakers }, index) =>
    box({ flex: 1, flexDirection: 'column', alignItems: 'center', justifyContent: 'flex-end', gap: 4 }, [
      covered ? text(String(speakers), 17, index === weeks.length - 1 ? GREEN : INK2) : null,
      covered
        ? box(
            {
              width: '100%',
              height: Math.max(2, (speakers / highest) * 88),
              background: index === weeks.length - 1 ? GREEN : '#8fc9bb',
              borderRadius: 5,
            },
            [],
          )
        : box({ width: '100%', height: 20, border: '2px dashed #b6c2bf', borderRadius: 5 }, []),
    ]),
  );
  return box({ flexDirection: 'column', background: PALE, borderRadius: 20, padding: '20px 28px', gap: 10 }, [
    text(say('card.weeks', { count: weeks.length }), 20, INK2),
    box({ height: 120, gap: 8, alignItems: 'flex-end' }, bars),
  ]);
}
