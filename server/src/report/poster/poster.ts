/**
 * The poster of an invitation: a tree for satori. It says what is true now (first day, days, people) and nothing to hurry
 * anybody: no places left, no countdown.
 */
import { type Box, box, clipped, drawable, INK, INK2, type Style, text } from '../drawing/boxes.ts';
import { fitted, setLines } from '../drawing/lines.ts';
import type { Words } from '../words.ts';

export interface PosterFacts {
  community: string;
  /** The slogan or the goal; empty: none. */
  slogan: string;
  /** The campaign that is coming or running. */
  camp: { startsOn: string; days: number; running: boolean } | null;
  /** Who takes part now. */
  people: number;
  /** Where the code leads. */
  address: string;
  /** How the community looks; left out: it has no colour and no logo. */
  brand?: { shade: { fill: string; ink: string } | null; initial: string; logo: string | null } | undefined;
}

/** `own`: in the colour of the community; where it has none, as paper. */
export const looks = ['paper', 'bamboo', 'own'] as const;
export type Look = (typeof looks)[number];

export const POSTER = { width: 720, height: 1080 };
/** Side of the code in px of the layout. */
const QR = 248;
const EDGE = 60;

type Colours = Record<'ground' | 'shade' | 'title' | 'words' | 'quiet' | 'panel' | 'figure', string>;

const colours: Record<Exclude<Look, 'own'>, Colours> = {
  paper: {
    ground: '#f4f7f6',
    shade: '#dfeee9',
    title: '#0f5a4c',
    words: INK,
    quiet: INK2,
    panel: '#ffffff',
    figure: '#1d7a68',
  },
  bamboo: {
    ground: '#0f5a4c',
    shade: '#1d7a68',
    title: '#ffffff',
    words: '#e6f2ef',
    quiet: '#c3ded6',
    panel: '#17695a',
    figure: '#ffffff',
  },
};

/** @param qr the code as a picture (data URL) without margin */
export function posterTree({ community, slogan, camp, people, brand }: PosterFacts, qr: string, words: Words, look: Look): Box {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`report:poster.${key}`, values);
  const drawn = (given: string) => Array.from(given).filter(drawable).join('').trim();
  const colour = coloursOf(look, brand);
  const width = POSTER.width - 2 * EDGE;
  const name = fitted(drawn(community), width, [76, 64, 56, 48, 42], 2);
  const about = drawn(slogan) === '' ? null : fitted(clipped(drawn(slogan), 120), width, [36, 32, 28], 2);
  const facts = [
    camp && figure(dayIn(camp.startsOn, words), say(camp.running ? 'began' : 'begins'), colour),
    camp && figure(say('days', { count: camp.days }), say('lasts'), colour),
    people > 0 ? figure(say('people', { count: people }), say('takingPart'), colour) : null,
  ].filter((fact) => fact !== null);
  return box(
    {
      ...POSTER,
      flexDirection: 'column',
      justifyContent: 'space-between',
      boxSizing: 'border-box',
      padding: EDGE,
      backgroundColor: colour.ground,
      // As a ground and not as a box: boxes off the flow are painted above the words.
      backgroundImage: `radial-gradient(circle at 650px 60px, ${colour.shade} 0px, ${colour.shade} 300px, ${colour.ground} 301px)`,
      fontFamily: 'card',
    },
    [
      box({ flexDirection: 'column', gap: 28 }, [
        brand?.logo || brand?.shade ? mark(brand, colour) : null,
        text(say('invites'), 28, colour.quiet),
        setText(name, colour.title, { fontWeight: 700, lineHeight: 1.25 }),
        about && setText(about, colour.words, { lineHeight: 1.5 }),
      ]),
      facts.length > 0 ? box({ gap: 16 }, facts) : null,
      box({ background: '#ffffff', borderRadius: 28, padding: 32, gap: 36, alignItems: 'center' }, [
        { type: 'img', props: { src: qr, width: QR, height: QR, style: { width: QR, height: QR } } },
        box({ flexDirection: 'column', gap: 12, flex: 1 }, [
          text(say('press'), 34, INK, { fontWeight: 700 }),
          ...[say('how'), say('noPassword')].flatMap((words) => setLines(words, 12.5, 2)).map((line) => text(line, 24, INK2)),
        ]),
      ]),
    ],
  );
}

/** Words stay readable: what is not the ground itself lies further away from the colour of the words. */
function coloursOf(look: Look, brand: PosterFacts['brand']): Colours {
  if (look !== 'own') return colours[look];
  if (!brand?.shade) return colours.paper;
  const { fill, ink } = brand.shade;
  const away = (share: number) => mixed(fill, ink === '#ffffff' ? 0 : 255, share);
  return { ground: fill, shade: away(0.12), title: ink, words: ink, quiet: ink, panel: away(0.28), figure: ink };
}

/** A colour some way to black (0) or white (255). */
function mixed(colour: string, to: number, share: number): string {
  const parts = [1, 3, 5].map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * (1 - share) + to * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const MARK = 104;

/** The logo, else the initial on the colour; on a ground of that colour the other way round. */
function mark({ logo, shade, initial }: NonNullable<PosterFacts['brand']>, { ground }: Colours): Box {
  const size = { width: MARK, height: MARK, borderRadius: 24 };
  if (logo) return { type: 'img', props: { src: logo, width: MARK, height: MARK, style: { ...size, objectFit: 'contain' } } };
  const { fill = '', ink = '' } = shade ?? {};
  const turned = fill === ground;
  return box({ ...size, alignItems: 'center', justifyContent: 'center', background: turned ? ink : fill }, [
    text(initial, 60, turned ? fill : ink, { fontWeight: 700, lineHeight: 1 }),
  ]);
}

const setText = ({ size, lines }: { size: number; lines: string[] }, color: string, more: Style): Box =>
  box(
    { flexDirection: 'column' },
    lines.map((line) => text(line, size, color, { whiteSpace: 'nowrap', ...more })),
  );

function figure(value: string, name: string, { panel, figure: color, quiet }: Colours): Box {
  return box({ flex: 1, flexDirection: 'column', alignItems: 'center', background: panel, borderRadius: 24, padding: '20px 8px', gap: 4 }, [
    text(value, 34, color, { fontWeight: 700, whiteSpace: 'nowrap' }),
    text(name, 22, quiet, { whiteSpace: 'nowrap' }),
  ]);
}

function dayIn(day: string, { language }: Words): string {
  const format = new Intl.DateTimeFormat(language, { month: language === 'en' ? 'short' : 'long', day: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
