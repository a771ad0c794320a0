import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { queryClient } from '../../shared/api.ts';

type Outputs = InferContractRouterOutputs<Contract>;
export type Tree = Outputs['squads']['tree'];
export type Squad = Tree['squads'][number];
export type Placed = Squad['people'][number];
export type Plan = Outputs['squads']['plan'];
export type Role = Outputs['roles']['list']['roles'][number];
export type Definition = Outputs['roles']['list']['offered'][number];
export type Right = Definition['rights'][number];

export const rights = ['squad.see', 'squad.praise', 'squad.care', 'squad.correct'] as const satisfies readonly Right[];

/** Squads, roles and duties hang together. */
export const changed = () => queryClient.invalidateQueries();
