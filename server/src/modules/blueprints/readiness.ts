/**
 * Is a community ready to be cloned? The three questions of the trade (能自组织吗? 有核心群吗? 有自己的亚文化吗?) answered from figures.
 * Every threshold is a prior of ours, not measured: no published study ties one to what became of the next class. The page says so.
 */

/** Of one group, over the last 28 days of its records. Shares are 0–1. */
export interface Evidence {
  messages: number;
  speakers: number;
  /** Days on which somebody spoke; a day begins at 04:00. */
  days: number;
  /** Messages of others than the leader. */
  othersShare: number;
  /** Days of these on which somebody else said the first word. */
  openedByOthers: number;
  core: number;
  /** Messages of core people. */
  coreShare: number;
  /** The fewest people who together said half of it. */
  halfBy: number;
  /** Phrases that many used (`peopleAPhrase`) and that were said in the 28 days before too; null: words were not looked at, or too few. */
  phrases: number | null;
}

export const codes = ['othersShare', 'openedByOthers', 'core', 'coreShare', 'halfBy', 'phrases'] as const;
export const questions = ['selfOrganising', 'coreGroup', 'ownCulture'] as const;

interface ReadinessRow {
  code: (typeof codes)[number];
  need: number;
  /** null: the records do not show it. */
  have: number | null;
  met: boolean | null;
}

export interface Answer {
  question: (typeof questions)[number];
  /** null: too little data. */
  met: boolean | null;
  rows: ReadinessRow[];
}

/** Below these nothing is said: two weeks, and as many people and words as a small class has in one. */
const ENOUGH = { days: 14, messages: 200, speakers: 8 };

/** Of ten words, six are not the leader's: below it the talk is a lecture with answers. */
const OTHERS_SHARE = 0.6;
/** Every second day begins without the leader. */
const OPENED_BY_OTHERS = 0.5;
/** Two for each of the jobs a class hands out at once (class, squads) and one in reserve. */
const CORE = 5;
/** They carry a third of the talk, or they are not what the others gather around. */
const CORE_SHARE = 0.3;
/** Half of the talk rests on three at least: with two, one illness halves the next class. */
const HALF_BY = 3;
/** Five things that the group keeps saying: fewer may be the topic of the month. */
const PHRASES = 5;

/** A phrase belongs to a group when a tenth of those who speak use it, three people at least: less is a topic of some. */
export const peopleAPhrase = (speakers: number) => Math.max(3, Math.ceil(speakers / 10));

export function readinessOf(evidence: Evidence): { tooLittleData: boolean; answers: Answer[] } {
  const { messages, speakers, days } = evidence;
  const tooLittleData = days < ENOUGH.days || messages < ENOUGH.messages || speakers < ENOUGH.speakers;
  const row = (code: ReadinessRow['code'], need: number, have: number | null): ReadinessRow => ({
    ...{ code, need, have },
    met: tooLittleData || have === null ? null : have >= need,
  });
  const answer = (question: Answer['question'], rows: ReadinessRow[]): Answer => ({ question, met: allMet(rows), rows });
  return {
    tooLittleData,
    answers: [
      answer('selfOrganising', [
        row('othersShare', OTHERS_SHARE, evidence.othersShare),
        row('openedByOthers', Math.ceil(days * OPENED_BY_OTHERS), evidence.openedByOthers),
      ]),
      answer('coreGroup', [
        row('core', CORE, evidence.core),
        row('coreShare', CORE_SHARE, evidence.coreShare),
        row('halfBy', HALF_BY, evidence.halfBy),
      ]),
      answer('ownCulture', [row('phrases', PHRASES, evidence.phrases)]),
    ],
  };
}

/** One that is not met decides; one that is not known leaves it open. */
function allMet(rows: readonly ReadinessRow[]): boolean | null {
  if (rows.some(({ met }) => met === false)) return false;
  return rows.every(({ met }) => met === true) ? true : null;
}
