import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api, queryClient } from '../../shared/api.ts';

type Homework = InferContractRouterOutputs<Contract>['homework'];
export type Listed = Homework['list']['assignments'][number];
export type Assignment = Homework['create'];
export type Policy = Assignment['policy'];
export type Detail = Homework['assignment'];
export type Doing = Homework['people']['people'][number];
/** Reviews asked of somebody and not given. */
export const stillOwed = ({ owes, gave }: Doing) => Math.max(0, owes - gave);
export type Work = Homework['submissions']['submissions'][number];
export type WorkDetail = Homework['submission'];
export type Review = WorkDetail['reviews'][number];

/** Whatever is done to one of them changes what others show. */
export const homeworkChanged = () => queryClient.invalidateQueries({ queryKey: api.homework.key() });

const tones: Record<Assignment['state'], string> = { draft: 'grey', published: '', reviewing: 'blue', closed: 'grey' };
export function AssignmentState({ state }: { state: Assignment['state'] }) {
  const { t } = useTranslation();
  return <span className={`tag ${tones[state]}`}>{t(`homework.state.${state}`)}</span>;
}

const workTones: Record<Work['state'], string> = { waiting: 'grey', inReview: 'blue', reviewed: '', staff: 'amber', gone: 'grey' };
/** Where a work is; one that waits for staff says why. */
export function WorkState({ work: { state, fallback, given, need } }: { work: Work }) {
  const { t } = useTranslation();
  const key = state === 'staff' && fallback ? `homework.fallback.${fallback}` : `homework.workState.${state}`;
  return <span className={`tag ${workTones[state]}`}>{t(key, { given, need })}</span>;
}

/** Most points of each criterion; one number up to 100 without a rubric. */
export const pointFields = ({ graded, rubric }: Policy): { name: string | null; most: number }[] =>
  !graded ? [] : rubric.length > 0 ? rubric.map(({ name, points }) => ({ name, most: points })) : [{ name: null, most: 100 }];
