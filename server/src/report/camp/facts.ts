/** What a report of a campaign tells: the answer of `reports.camp`, which a page is made of. */
interface Person {
  enrolmentId: string;
  nickname: string;
}

export interface CampFacts {
  community: string;
  campaign: string;
  goal: string;
  zone: string;
  startsOn: string;
  endsOn: string;
  until: string;
  over: boolean;
  madeAt: string;
  people: { all: number; left: number; checkedIn: number };
  checkins: { counted: number; possible: number; rate: number | null; late: number; madeUp: number; leave: number };
  days: { day: string; counted: number; people: number }[];
  weeks: { week: number; from: string; to: string; counted: number; possible: number; rate: number | null }[];
  completion: { need: number; met: number; awarded: number };
  stoodOut: (Person & { evidence: { code: string; count: number }[] })[];
  lost: (Person & { how: string; lastDay: string | null; leftOn: string | null; notes: number; notedOn: string | null })[];
  lostAll: number;
  rituals: { name: string; at: string; items: number; done: number; missed: number }[];
  duties: { items: number; done: number; missed: number };
  conclusions: { code: string; values: Record<string, number>; sure: boolean }[];
  gaps: { code: string; count: number }[];
}
