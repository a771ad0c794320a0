/** What is known of a group when its need is weighed; shares are 0–1. */
export interface GroupState {
  stage: keyof typeof stageOutlook;
  trend: 'up' | 'flat' | 'down' | null;
  d90: [number, number] | null;
  wau: number;
  wauBefore: number | null;
  active: number;
  atRisk: number;
  newcomersAnswered: number | null;
  silencePercentile: number | null;
}

/**
 * How much a group needs help, 0–100: a sum of five parts, each 0–1, weighted by how soon it costs members.
 *   30 outlook: the middle of the 90-day interval; without one, what its stage says
 *   25 trend: how much of last week's speakers are gone (a fall to a half counts in full)
 *   20 at risk: share of active people who are about to leave
 *   15 unanswered: share of newcomers nobody answered
 *   10 silence: the present silence is longer than 90 % of the group's own gaps
 * A dead group cannot be helped this week: it counts half. Our own weighing, not a published score.
 */
export function needOf(line: GroupState): number {
  const outlook = line.d90 ? (line.d90[0] + line.d90[1]) / 2 : stageOutlook[line.stage];
  const fall = line.wauBefore ? Math.min(1, Math.max(0, (2 * (line.wauBefore - line.wau)) / line.wauBefore)) : 0;
  const trend = Math.max(fall, line.trend === 'down' ? 0.5 : 0);
  const people = Math.max(line.active, line.atRisk, 1);
  const atRisk = Math.min(1, line.atRisk / people);
  const unanswered = line.newcomersAnswered === null ? 0 : 1 - line.newcomersAnswered;
  const silence = Math.min(1, Math.max(0, ((line.silencePercentile ?? 0) - 0.9) * 10));
  const need = 30 * outlook + 25 * trend + 20 * atRisk + 15 * unanswered + 10 * silence;
  return Math.round((line.stage === 'dead' ? need / 2 : need) * 10) / 10;
}

const stageOutlook = { introduction: 0.3, growth: 0.1, maturity: 0.2, decline: 0.6, dead: 1 } as const;
