/** A certificate: a tree for satori. Everything on it can be verified at the address of its code. */
import { type Box, box, drawable, GREEN, INK, INK2, text } from '../drawing/boxes.ts';
import { fitted } from '../drawing/lines.ts';
import type { Words } from '../words.ts';

export interface CertificateFacts {
  name: string;
  community: string;
  campaign: string;
  /** Civil days `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string;
  awardedOn: string;
  /** Days that count: asked for, and done. */
  need: number;
  have: number;
  /** Where the code leads. */
  address: string;
}

export const CERTIFICATE = { width: 720, height: 1020 };
const EDGE = 36;
const INSIDE = 44;
const QR = 132;
const PAPER = '#fbfaf5';
const LINE = '#c9b27c';

/** @param qr the code as a picture (data URL) without margin */
export function certificateTree(facts: CertificateFacts, qr: string, words: Words): Box {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`report:certificate.${key}`, values);
  const drawn = (given: string) => Array.from(given).filter(drawable).join('').trim();
  const width = CERTIFICATE.width - 2 * (EDGE + INSIDE);
  const name = fitted(drawn(facts.name), width, [72, 60, 48, 40], 1);
  const completed = fitted(say('completed', { campaign: drawn(facts.campaign) }), width, [34, 30, 26], 2);
  const community = fitted(drawn(facts.community), width - QR - 40, [30, 26, 22], 2);
  const day = (value: string) => dayIn(value, words);
  const set = ({ size, lines }: { size: number; lines: string[] }, color: string, fontWeight: number, align: 'center' | 'flex-start') =>
    box(
      { flexDirection: 'column', alignItems: align },
      lines.map((line) => text(line, size, color, { fontWeight, whiteSpace: 'nowrap' })),
    );
  return box({ ...CERTIFICATE, padding: EDGE, backgroundColor: PAPER, fontFamily: 'card', boxSizing: 'border-box' }, [
    box(
      {
        flex: 1,
        flexDirection: 'column',
        justifyContent: 'space-between',
        alignItems: 'center',
        padding: INSIDE,
        border: `3px solid ${LINE}`,
        borderRadius: 20,
      },
      [
        box({ flexDirection: 'column', alignItems: 'center', gap: 14, paddingTop: 24 }, [
          text(say('title'), 60, GREEN, { fontWeight: 700, letterSpacing: words.language === 'en' ? 0 : 12 }),
          box({ width: 96, height: 4, backgroundColor: LINE }, []),
        ]),
        box({ flexDirection: 'column', alignItems: 'center', gap: 22 }, [
          text(say('to'), 26, INK2),
          set(name, INK, 700, 'center'),
          set(completed, INK, 400, 'center'),
          box({ flexDirection: 'column', alignItems: 'center', gap: 4 }, [
            text(say('days', { count: facts.have }), 36, GREEN, { fontWeight: 700 }),
            text(say('asked', { count: facts.need }), 24, INK2),
          ]),
          text(say('span', { from: day(facts.startsOn), to: day(facts.endsOn) }), 24, INK2),
        ]),
        box({ width, justifyContent: 'space-between', alignItems: 'flex-end' }, [
          box({ flexDirection: 'column', gap: 8 }, [
            set(community, INK, 700, 'flex-start'),
            text(say('awarded', { day: day(facts.awardedOn) }), 22, INK2),
            text(`${say('verify')} · ${say('how')}`, 18, INK2),
          ]),
          box({ padding: 14, background: '#ffffff', borderRadius: 12 }, [
            { type: 'img', props: { src: qr, width: QR, height: QR, style: { width: QR, height: QR } } },
          ]),
        ]),
      ],
    ),
  ]);
}

function dayIn(day: string, { language }: Words): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
