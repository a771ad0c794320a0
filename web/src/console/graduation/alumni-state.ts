import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { api, queryClient } from '../../shared/api.ts';

export type Alumni = InferContractRouterOutputs<Contract>['alumni']['list'];

export const changed = () => queryClient.invalidateQueries({ queryKey: api.alumni.key() });
