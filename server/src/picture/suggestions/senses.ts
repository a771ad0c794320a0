/**
 * The four senses 四感, each by proxies that a chat can show. What it cannot show (squads, duties, thanks) stays in the
 * list with null and the reason, so that nobody takes an unseen thing for an absent one.
 */
import { zoneClock } from '#vocabulary/zone';
import type { MemberDay, PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';

type Senses = Picture['senses'];
type Part = Senses['ritual']['parts'][number];

export type SensesDraft = Pick<Picture, 'members' | 'newcomers' | 'activity' | 'checkins'> & {
  /** Times others replied to or named a person, last 90 days (see `answerNetwork`). */
  answered: ReadonlyMap<string, number>;
};

/** How a first message introduces its author. A rough proxy: 「我是」 opens other sentences too. */
const introduction =
  /自我介绍|大家好|各位好|我是|我叫|叫我|新人报到|\b(?:i am|i['’]m|my name is|nice to meet|(?:hello|hi|hey) (?:all|everyone|everybody))\b/iu;

/** Proxies (names are keys under `proxy.`); `of` = the people the share is taken over. */
export function senses(input: PictureInput, draft: SensesDraft): Senses {
  const { since28, today } = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const month = input.memberDays.filter(({ day }) => day >= since28 && day <= today);
  const spoke = whoDid(month, ({ messages }) => messages > 0);
  const checkedIn = whoDid(month, ({ checkins }) => checkins.length > 0);
  const asked = whoDid(input.memberDays, ({ questions }) => questions > 0);
  const heard = (people: ReadonlySet<string>) => [...people].filter((who) => (draft.answered.get(who) ?? 0) > 0).length;
  const { total } = draft.members;
  const { newcomers, activity } = draft;
  return {
    ritual: {
      parts: [
        newcomers.answeredShare === null
          ? unseen('welcomed', 'noNewcomers')
          : { proxy: 'welcomed', value: newcomers.answeredShare, of: newcomers.total, missing: null },
        introduced(input),
        unseen('atOpening', 'needsSchedule'),
      ],
    },
    participation: {
      parts: [
        part('spoke', spoke.size, total, 'noMembers'),
        draft.checkins.found > 0 ? part('did', checkedIn.size, total, 'noMembers') : unseen('did', 'noCheckins'),
        part('received', heard(asked), asked.size, 'noQuestions'),
      ],
    },
    organisation: {
      parts: [unseen('inSquad', 'needsStructure'), unseen('hasDuty', 'needsDuties'), unseen('dutiesDone', 'needsDuties')],
    },
    belonging: {
      parts: [
        part('answeredOrNamed', heard(spoke), spoke.size, 'noMembers'),
        unseen('thanked', 'needsPraise'),
        activity.stickiness === null
          ? unseen('returns', 'needsFourWeeks')
          : { proxy: 'returns', value: activity.stickiness, of: activity.mau, missing: null },
      ],
    },
  };
}

function introduced({ firstTexts, pseudonymous }: PictureInput): Part {
  if (pseudonymous) return unseen('introduced', 'noText');
  const texts = [...firstTexts.values()];
  return part('introduced', texts.filter((text) => introduction.test(text)).length, texts.length, 'noNewcomers');
}

function whoDid(days: readonly MemberDay[], did: (day: MemberDay) => boolean): Set<string> {
  return new Set(days.filter(did).map(({ who }) => who));
}

function part(proxy: string, people: number, of: number, missing: string): Part {
  return of === 0 ? unseen(proxy, missing) : { proxy, value: Math.min(1, people / of), of, missing: null };
}

function unseen(proxy: string, missing: string): Part {
  return { proxy, value: null, of: null, missing };
}
