import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { api, queryClient } from '../../shared/api.ts';

type Outputs = InferContractRouterOutputs<Contract>['points'];
export type Rules = Outputs['rules']['current']['rules'];
export type Entry = Outputs['ledger']['entries'][number];
export type FactKind = keyof Required<Rules>['facts'];

/** In the order they are offered. */
export const factKinds = [
  'checkin.onTime',
  'checkin.late',
  'checkin.madeUp',
  'checkin.liked',
  'praise.received',
  'care.given',
  'duty.done',
  'certificate.awarded',
  'homework.submitted',
  'homework.reviewed',
  'homework.featured',
] as const satisfies FactKind[];
export const measures = ['points', 'days', 'run', 'likes', 'praises', 'duties'] as const;

/** What most camps begin with: proposed where there are no rules yet, and changed before it is saved. */
export const proposed: Rules = {
  facts: {
    'checkin.onTime': { points: 5, dailyCap: null },
    'checkin.late': { points: 2, dailyCap: null },
    'checkin.madeUp': { points: 1, dailyCap: null },
    'checkin.liked': { points: 1, dailyCap: 3 },
    'praise.received': { points: 5, dailyCap: 10 },
    'duty.done': { points: 5, dailyCap: null },
    'certificate.awarded': { points: 100, dailyCap: null },
    'homework.submitted': { points: 10, dailyCap: null },
    'homework.reviewed': { points: 3, dailyCap: 15 },
    'homework.featured': { points: 30, dailyCap: null },
  },
  runs: [
    { days: 7, points: 20 },
    { days: 21, points: 50 },
  ],
  expiry: 'never',
  handLimit: 100,
  newcomerWeeks: 4,
  badges: [],
};

export const changed = () => queryClient.invalidateQueries({ queryKey: api.points.key() });
export const signed = (points: number) => (points > 0 ? `+${points}` : `−${-points}`);
