import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { day } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

type Version = InferContractRouterOutputs<Contract>['segments']['versions']['versions'][number];
const tone = { effective: '', upcoming: 'blue', past: 'grey' } as const;
const ruleNames = ['active', 'watching', 'lurking', 'newcomer', 'atRisk', 'lost', 'core'];

/** All versions, who saved them and what changed; any can be made the newest again. */
export function RuleVersions({ communityId, zone, editable }: { communityId: string; zone: string; editable: boolean }) {
  const { t } = useTranslation(['console', 'picture']);
  const { message } = App.useApp();
  const query = useQuery(api.segments.versions.queryOptions({ input: { communityId } }));
  const restore = useMutation({
    ...api.segments.restore.mutationOptions(),
    onSuccess: ({ version }) => {
      void message.success(t('rules.saved', { version }));
      void queryClient.invalidateQueries({ queryKey: api.segments.key() });
    },
    onError: (error) => message.error(errorText(error)),
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { versions } = query.data;
  const named = (name: string) => (ruleNames.includes(name) ? t(`picture:metric.${name}.name`) : name === 'hold' ? t('rules.hold') : name);
  const back = (version: number, what: string) =>
    editable && (
      <Popconfirm
        title={t('rules.restoreSure', { what })}
        okText={t('rules.restore')}
        cancelText={t('rules.cancel')}
        onConfirm={() => restore.mutate({ communityId, version })}
      >
        <Button size="small" loading={restore.isPending && restore.variables?.version === version}>
          {t('rules.restore')}
        </Button>
      </Popconfirm>
    );
  const who = ({ by }: Version) => by?.name ?? t(by === null ? 'rules.byNobodyKnown' : by.kind === 'key' ? 'rules.byKey' : 'rules.byGone');
  return (
    <Card title={t('rules.versions')}>
      <ul className="plain versions">
        {versions.map((line) => (
          <li key={line.version}>
            <div>
              <b>{t('rules.version', { version: line.version })}</b>{' '}
              <span className={`tag ${tone[line.state]}`}>{t(`rules.state.${line.state}`)}</span>
              <div className="sub">
                {t('rules.since', { from: day(line.effectiveFrom, zone), who: who(line) })}
                {line.restoredFrom !== null && ` · ${t('rules.restoredFrom', { version: line.restoredFrom })}`}
              </div>
              <div className="frame">
                {line.changed.length === 0
                  ? t('rules.changedNothing')
                  : t('rules.changed', { rules: line.changed.map(named).join(t('list.separator')) })}
              </div>
            </div>
            {line.state !== 'effective' && back(line.version, t('rules.version', { version: line.version }))}
          </li>
        ))}
        <li>
          <div>
            <b>{t('rules.shipped')}</b> {versions.length === 0 && <span className="tag">{t('rules.state.effective')}</span>}
            <div className="sub">{t('rules.shippedHint')}</div>
          </div>
          {versions.length > 0 && back(0, t('rules.shipped'))}
        </li>
      </ul>
    </Card>
  );
}
