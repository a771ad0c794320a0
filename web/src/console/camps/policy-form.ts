import type { Policy } from './state.tsx';

/** The rules as fields of a form: times as a clock shows them, switches instead of absent parts. */
export interface PolicyForm {
  opens: string;
  closes: string;
  boundary: string;
  late: Policy['late'];
  needPerWeek: number;
  tickets: number;
  ticketDays: number;
  leaves: number;
  text: 'off' | 'optional' | 'needed';
  textMin: number;
  number: 'off' | 'optional' | 'needed';
  numberLabel: string;
  numberUnit: string;
  link: 'off' | 'optional' | 'needed';
  photos: 'off' | 'optional' | 'needed';
  photosMax: number;
  voice: 'off' | 'optional' | 'needed';
  voiceMax: number;
  fromChat: boolean;
  keywords: string[];
  jielong: boolean;
}

const DAY = 24 * 60;
const minutes = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));
const wall = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
const asked = (part: { needed: boolean } | null) => (part === null ? 'off' : part.needed ? 'needed' : 'optional');

/** Hours after midnight that still belong to the day before are written 24:00 and on; a clock shows them as 00:00 and on. */
export function formOf(policy: Policy): PolicyForm {
  const { content, chat } = policy;
  return {
    opens: wall(minutes(policy.opens) % DAY),
    closes: wall(minutes(policy.closes) % DAY),
    boundary: policy.boundary,
    late: policy.late,
    needPerWeek: policy.needPerWeek,
    tickets: policy.tickets,
    ticketDays: policy.ticketDays,
    leaves: policy.leaves,
    text: asked(content.text),
    textMin: content.text?.min ?? 0,
    number: asked(content.number),
    numberLabel: content.number?.label ?? '',
    numberUnit: content.number?.unit ?? '',
    link: asked(content.link),
    photos: asked(content.photos),
    photosMax: content.photos?.max ?? 3,
    voice: asked(content.voice),
    voiceMax: content.voice?.maxSeconds ?? 60,
    fromChat: chat !== null,
    keywords: chat?.keywords ?? [],
    jielong: chat?.jielong ?? true,
  };
}

/** Back to rules; what the form does not show stays as `before` has it. */
export function policyOf(form: PolicyForm, before: Policy): Policy {
  const boundary = minutes(form.boundary);
  const onward = (at: number, from: number) => (at < from ? at + DAY : at);
  const opens = onward(minutes(form.opens), boundary);
  const closes = onward(minutes(form.closes), opens + 1);
  const { content, chat } = before;
  return {
    ...before,
    opens: wall(opens),
    closes: wall(closes),
    boundary: form.boundary,
    late: form.late,
    needPerWeek: form.needPerWeek,
    tickets: form.tickets,
    ticketDays: form.ticketDays,
    leaves: form.leaves,
    content: {
      text: form.text === 'off' ? null : { ...content.text, needed: form.text === 'needed', min: form.textMin },
      number:
        form.number === 'off'
          ? null
          : { min: 0, max: 1_000_000, ...content.number, needed: form.number === 'needed', label: form.numberLabel, unit: form.numberUnit },
      link: form.link === 'off' ? null : { needed: form.link === 'needed' },
      photos: form.photos === 'off' ? null : { needed: form.photos === 'needed', max: form.photosMax },
      voice: form.voice === 'off' ? null : { needed: form.voice === 'needed', maxSeconds: form.voiceMax },
    },
    chat: form.fromChat ? { number: false, ...chat, keywords: form.keywords, jielong: form.jielong } : null,
  };
}

/** What a new campaign begins with; the same as the contract's own defaults, said here because the web knows only its types. */
export const usual: PolicyForm = {
  opens: '05:00',
  closes: '23:30',
  boundary: '04:00',
  late: 'withoutCredit',
  needPerWeek: 7,
  tickets: 2,
  ticketDays: 3,
  leaves: 2,
  text: 'optional',
  textMin: 0,
  number: 'off',
  numberLabel: '',
  numberUnit: '',
  link: 'off',
  photos: 'off',
  photosMax: 3,
  voice: 'off',
  voiceMax: 60,
  fromChat: true,
  keywords: ['打卡'],
  jielong: true,
};

/** The zone of new rules: the one this browser is in. */
export const emptyPolicy: Policy = {
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  boundary: '04:00',
  opens: '05:00',
  closes: '23:30',
  late: 'withoutCredit',
  needPerWeek: 7,
  tickets: 2,
  ticketDays: 3,
  leaves: 2,
  content: { text: null, number: null, link: null, photos: null, voice: null },
  chat: null,
};
