import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { api, queryClient } from '../../shared/api.ts';

type Credit = InferContractRouterOutputs<Contract>['credit'];
export type HeldRules = Credit['rules'];
export type Rules = NonNullable<HeldRules['rules']>;
export type Entry = Credit['person']['entries'][number];
export type Removals = InferContractRouterOutputs<Contract>['removals'];

export const creditChanged = () => queryClient.invalidateQueries({ queryKey: api.credit.key() });
export const removalsChanged = () => queryClient.invalidateQueries({ queryKey: api.removals.key() });
