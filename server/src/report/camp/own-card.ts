/** Somebody's way through a campaign as a card to show around: a tree for satori. Only what speaks for them stands on it. */
import { type Box, box, drawable, GREEN, INK, INK2, text } from '../drawing/boxes.ts';
import { fitted } from '../drawing/lines.ts';
import type { Words } from '../words.ts';

export interface OwnCardFacts {
  nickname: string;
  community: string;
  campaign: string;
  /** Civil days. */
  startsOn: string;
  endsOn: string;
  campDays: number;
  days: number;
  best: number;
  liked: number;
  duties: number;
  praised: number;
  /** Who said so stays at home: they were not asked. */
  praises: { text: string }[];
  place: { rank: number; people: number } | null;
  /** Where the code leads: into the community; null: no code. */
  address: string | null;
}

export const OWN_CARD = { width: 720 };
const EDGE = 48;
const QR = 112;

/** @param qr the code as a picture (data URL) without margin; null: none */
export function ownCardTree(facts: OwnCardFacts, qr: string | null, words: Words): Box {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`report:ownCard.${key}`, values);
  const drawn = (given: string) => Array.from(given).filter(drawable).join('').trim();
  const width = OWN_CARD.width - 2 * EDGE;
  const set = (given: string, wide: number, sizes: readonly number[], most: number, color: string, fontWeight: number) => {
    const { size, lines } = fitted(drawn(given), wide, sizes, most);
    return box(
      { flexDirection: 'column' },
      lines.map((line) => text(line, size, color, { fontWeight, whiteSpace: 'nowrap' })),
    );
  };
  const figures = (['best', 'praised', 'liked', 'duties'] as const).filter((key) => facts[key] > 0);
  const [praise] = facts.praises;
  return box(
    { ...OWN_CARD, flexDirection: 'column', boxSizing: 'border-box', padding: EDGE, gap: 26, background: '#f4f7f6', fontFamily: 'card' },
    [
      box({ flexDirection: 'column', gap: 4 }, [
        set(facts.nickname, width, [44, 38, 32], 1, INK, 700),
        set(facts.campaign, width, [28, 24], 2, INK2, 400),
        text(say('span', { from: facts.startsOn, to: facts.endsOn }), 22, INK2),
      ]),
      box({ background: GREEN, borderRadius: 24, padding: '30px 36px', alignItems: 'flex-end', justifyContent: 'space-between' }, [
        box({ alignItems: 'flex-end', gap: 14 }, [
          text(String(facts.days), 96, '#ffffff', { fontWeight: 700, lineHeight: 1 }),
          text(say('days', { count: facts.days }), 28, '#ffffff'),
        ]),
        facts.place ? text(say('place', facts.place), 24, '#dff0ec') : null,
      ]),
      figures.length === 0
        ? null
        : box(
            { gap: 14, flexWrap: 'wrap' },
            figures.map((key) =>
              box({ background: '#ffffff', borderRadius: 20, padding: '16px 24px', alignItems: 'flex-end', gap: 10 }, [
                text(String(facts[key]), 38, GREEN, { fontWeight: 700, lineHeight: 1.1 }),
                text(say(`figure.${key}`, { count: facts[key] }), 22, INK2),
              ]),
            ),
          ),
      praise
        ? box({ flexDirection: 'column', background: '#ffffff', borderRadius: 20, padding: '22px 28px', gap: 8 }, [
            text(say('praise'), 22, GREEN, { fontWeight: 700 }),
            set(praise.text, width - 56, [28, 24], 3, INK, 400),
          ])
        : null,
      box({ justifyContent: 'space-between', alignItems: 'flex-end', gap: 24 }, [
        box({ flexDirection: 'column', gap: 4 }, [
          set(facts.community, width - QR - 60, [28, 24], 2, INK, 700),
          text(qr === null ? say('made') : say('join'), 20, INK2),
        ]),
        qr === null
          ? null
          : box({ padding: 12, background: '#ffffff', borderRadius: 12 }, [
              { type: 'img', props: { src: qr, width: QR, height: QR, style: { width: QR, height: QR } } },
            ]),
      ]),
    ],
  );
}
