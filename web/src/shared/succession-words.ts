import type { InferContractRouterOutputs } from '@orpc/contract';
import type { TFunction } from 'i18next';
import type { Contract } from 'qunce/contract';

type Rung = InferContractRouterOutputs<Contract>['succession']['nextClass']['rungs'][number];
type Fact = Rung['people'][number]['reasons'][number]['fact'];

interface Shown {
  fact: Fact;
  have: number | null;
  of: number | null;
}

const percents = new Set<Shown['fact']>(['share', 'onTime']);

/** What is known of people, in the reader's words. */
export function evidenceWords(t: TFunction<'succession'>) {
  const value = (fact: Shown['fact'], n: number) => (percents.has(fact) ? t('percent', { n }) : `${n}`);
  const have = ({ fact, have: n, of }: Shown) => {
    if (n === null) return t('unknown');
    if (of === null || fact === 'duties') return value(fact, n);
    return t(fact === 'onTime' ? 'due' : 'asked', { value: value(fact, n), of });
  };
  return {
    need: (one: Shown & { need: number }) =>
      t('needLine', { fact: t(`fact.${one.fact}`), have: have(one), need: value(one.fact, one.need) }),
    reason: (one: Shown & { ahead: number }) => t('reason', { fact: t(`fact.${one.fact}`), have: have(one), ahead: one.ahead }),
  };
}
