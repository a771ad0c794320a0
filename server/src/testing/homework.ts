/** A class with homework, for tests: its clock stands at noon of 2 March 2026 in Shanghai, the assignment is due at 20:00. */
import type { Actor } from '#kernel';
import type { Assignment, Doing, GradeAppeal, GradeShown, Policy, ToReview, Work } from '../modules/homework/shapes.ts';
import { type CampWorld, campWorld, type Person } from './camp.ts';

export const DAY = 86_400_000;
export const LONG = '开头很抓人，结尾可以再收一收，例子具体一些会更好。';

export interface Own extends Assignment {
  submission: { submissionId: string; version: number; late: boolean; canChange: boolean; have: number; content: { text?: string } } | null;
  needs: { code: string; met: boolean }[];
  toReview: ToReview[];
  canTakeMore: boolean;
  toSee: { code: string; need: number; have: number; met: boolean }[];
  toBeGraded: { code: string; need: number; have: number; met: boolean }[];
  received: { by: string | null; staff: boolean; text: string; score: number | null }[] | null;
  grade: GradeShown | null;
  appeal: { until: string | null; canAsk: boolean; asked: GradeAppeal | null };
  feature: { why: string; consent: string } | null;
}

export interface WorkOfStaff extends Work {
  reviews: { reviewId: string; reviewer: { enrolmentId: string } | null; state: string; volunteered: boolean; until: string }[];
  decisions: { score: number; reason: string; onAppeal: boolean }[];
  grade: GradeShown | null;
  gradeAppeal: (GradeAppeal & { canDecide: boolean }) | null;
}

export async function homeworkWorld() {
  const camp: CampWorld = await campWorld('2026-03-02T04:00:00Z');
  const { run, world: w } = camp;
  const system: Actor = { kind: 'system', orgId: w.orgId };

  /** Published; due at 20:00 of 2 March. */
  async function assignment(communityId: string, policy: Partial<Policy> = {}, more: object = {}) {
    const due = { day: '2026-03-02', time: '20:00' };
    const input = { communityId, title: '第一周作业', asked: '写一件小事', due, policy: { reviews: 2, reviewMin: 5, ...policy }, ...more };
    const { id } = await run<Assignment>('homework.create', input);
    await run('homework.publish', { assignmentId: id });
    return id;
  }

  return {
    ...camp,
    assignment,
    names: (count: number) => Array.from({ length: count }, (_, i) => `同学${i + 1}`),
    /** Back to where the clock began. */
    begin: () => camp.at('2026-03-02T04:00:00Z'),
    due: () => camp.at('2026-03-02T12:00:00Z'),
    /** As the schedule does. */
    deal: async () => {
      for (const assignmentId of await run<string[]>('homework.toDeal', {}, system)) await run('homework.deal', { assignmentId }, system);
    },
    handIn: ({ actor }: Person, assignmentId: string, text = '今天我在菜市场学会了怎么挑西红柿。') =>
      run<{ submissionId: string; version: number; late: boolean }>('homework.submit', { assignmentId, content: { text } }, actor),
    own: ({ actor }: Person, assignmentId: string) => run<Own>('homework.own', { assignmentId }, actor),
    give: ({ actor }: Person, reviewId: string, scores: number[] = [], text = LONG) =>
      run<ToReview>('homework.giveReview', { reviewId, text, scores }, actor),
    /** Gives everything somebody has to review, with these points. */
    giveAll: async ({ actor }: Person, assignmentId: string, scores: number[] = []) => {
      const { toReview } = await run<Own>('homework.own', { assignmentId }, actor);
      for (const { reviewId, canWrite } of toReview)
        if (canWrite) await run('homework.giveReview', { reviewId, text: LONG, scores }, actor);
    },
    works: async (assignmentId: string) => (await run<{ submissions: Work[] }>('homework.submissions', { assignmentId })).submissions,
    work: (submissionId: string) => run<WorkOfStaff>('homework.submission', { submissionId }),
    doing: async (assignmentId: string) => (await run<{ people: Doing[] }>('homework.people', { assignmentId })).people,
  };
}
