import type { InferContractRouterOutputs } from '@orpc/contract';
import { App } from 'antd';
import type { Contract } from 'qunce/contract';
import { errorText, queryClient } from '../../shared/api.ts';

type Outputs = InferContractRouterOutputs<Contract>;
export type Bench = Outputs['succession']['bench'];
export type Candidate = Bench['people'][number];
export type Posts = Outputs['succession']['posts'];
export type Trial = Posts['trials'][number];
export type Past = Posts['history'][number];
export type Role = Outputs['roles']['list']['roles'][number];

/** What succession changes is told by roles, squads and duties as well. */
export const changed = () => queryClient.invalidateQueries();

/** For mutations whose answer is seen on the page. */
export function useTold() {
  const { message } = App.useApp();
  return { onSuccess: changed, onError: (error: unknown) => void message.error(errorText(error)) };
}
