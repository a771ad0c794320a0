/** What a simulated community is made from, and what comes out of it: rows as a chat would hold them, and the planted truth. */
import type { Talk } from './talk/talk.ts';

export type PlantedStage = 'introduction' | 'growth' | 'maturity' | 'decline' | 'dead';
/** What a member is meant to be found as while present. Leaders are active people others turn to. */
export type PlantedType = 'leader' | 'active' | 'watching' | 'lurking';

/** A stretch of whole weeks. Pairs run in a line from the first week to the last. */
export interface Phase {
  stage: PlantedStage;
  weeks: number;
  /** Messages of talk a day, check-ins not counted. */
  perDay: readonly [number, number];
  /** People who join a week. */
  joins: number;
  /** Hazard of going for good, a week, of an ordinary member. */
  dropout: number;
  /** Share of their own habit with which members check in. */
  zeal: readonly [number, number];
  /** Chance that a newcomer's first words are answered. */
  welcome: number;
}

export interface CheckinHabit {
  /** Days on which it is asked for; 0 = Monday. */
  weekdays: readonly number[];
  /** Hours of the day between which people check in. */
  hours: readonly [number, number];
  /** Days on which it goes as a 接龙 instead; 0 = Monday. */
  jielong: readonly number[];
}

export interface CommunitySpec {
  name: string;
  talk: Talk;
  zone: string;
  phases: readonly Phase[];
  /** People of the first day, owner included. */
  founders: number;
  leaders: number;
  checkins: CheckinHabit | null;
  /** Advertisements a week. */
  spam: number;
  /** Weights of the 24 hours and 7 weekdays (0 = Monday). */
  hours: readonly number[];
  weekdays: readonly number[];
}

export type RowKind = 'text' | 'image' | 'sticker' | 'redPacket' | 'join' | 'leave' | 'removal';

export interface SimulatedRow {
  /** Unique in the chat. */
  id: string;
  /** Epoch ms, whole seconds. */
  at: number;
  kind: RowKind;
  /** Member who sent it; null: the platform. */
  who: string | null;
  text: string;
  /** Row it visibly quotes. */
  replyTo: string | null;
  planted: {
    /** Row that called it forth, shown or not. */
    parent: string | null;
    thread: string | null;
    topic: string | null;
    question: boolean;
    spam: boolean;
    /** Civil day it is a check-in for. */
    checkinDay: number | null;
  };
}

export interface SimulatedMember {
  /** Platform id. */
  id: string;
  name: string;
  role: 'owner' | 'admin' | 'member';
  type: PlantedType;
  propensity: number;
  /** Chance to check in on a day that asks for it. */
  habit: number;
  joinedAt: number;
  /** From when on nothing more comes; null: still there. */
  goneAt: number | null;
  /** Left the group for everybody to see; false: just fell silent. */
  leftGroup: boolean;
  invitedBy: string | null;
  spammer: boolean;
}

export interface PlantedWeek {
  /** Civil day of its Monday. */
  week: number;
  stage: PlantedStage;
}

export interface SimulatedChat {
  name: string;
  zone: string;
  /** In order of time. */
  rows: SimulatedRow[];
  members: SimulatedMember[];
  weeks: PlantedWeek[];
  /** Mondays on which a new phase began, the first left out. */
  changePoints: number[];
  /** Person-days. */
  checkins: { who: string; day: number; how: 'keyword' | 'number' | 'jielong' }[];
}
