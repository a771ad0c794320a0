import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouteContext, useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Collapse, Input, Skeleton, Switch } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { day } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { type Metric, MetricList } from './metric-list.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RulePreview } from './rule-preview.tsx';
import { RuleVersions } from './rule-versions.tsx';
import './rules.css';

type Rules = InferContractRouterOutputs<Contract>['segments']['rules'];
type Draft = Pick<Rules, 'expressions' | 'custom' | 'hold'>;
const ruleNames = ['active', 'watching', 'lurking', 'newcomer', 'atRisk', 'lost', 'core'] as const;

/** 分层规则: the rules of a community's groups, tried before they are saved. */
export function SegmentRules() {
  const { t } = useTranslation();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/segment-rules' });
  const { channelId } = useSearch({ from: '/inside/communities/$communityId/segment-rules' });
  const { me } = useRouteContext({ from: '/inside' });
  const rules = useQuery(api.segments.rules.queryOptions({ input: { communityId } }));
  const metrics = useQuery(api.segments.metrics.queryOptions({ input: {} }));
  const communities = useQuery(api.communities.list.queryOptions({ input: {} }));
  const community = communities.data?.communities.find(({ id }) => id === communityId);
  const error = rules.error ?? metrics.error ?? communities.error;
  if (error) return <Problem error={error} retry={() => Promise.all([rules.refetch(), metrics.refetch(), communities.refetch()])} />;
  if (!rules.data || !metrics.data || !community) return <Skeleton active paragraph={{ rows: 10 }} />;
  const editable = me.grants.some(
    (grant) => ['owner', 'operator'].includes(grant.role) && (grant.communityId === null || grant.communityId === communityId),
  );
  const { version, effectiveFrom, latest } = rules.data;
  return (
    <>
      <PageHead
        title={t('rules.title')}
        sub={
          <>
            {community.name} ·{' '}
            {version === 0 ? t('rules.onShipped') : t('rules.inForce', { version, from: day(effectiveFrom, community.zone) })} ·{' '}
            {t('rules.forAll', { count: community.channels })}
          </>
        }
      >
        {channelId && (
          <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }}>
            <Button>{t('rules.toMembers')}</Button>
          </Link>
        )}
      </PageHead>
      <div className="grid">
        <Editor
          key={latest}
          communityId={communityId}
          zone={community.zone}
          rules={rules.data}
          metrics={metrics.data.metrics}
          editable={editable}
        />
        <RuleVersions communityId={communityId} zone={community.zone} editable={editable} />
        <Card title={t('rules.metrics')}>
          <MetricList metrics={metrics.data.metrics} />
        </Card>
        <Card title={t('rules.missing')}>
          <p>{t('rules.missingOrders')}</p>
        </Card>
      </div>
    </>
  );
}

interface EditorProps {
  communityId: string;
  zone: string;
  rules: Rules;
  metrics: readonly Metric[];
  editable: boolean;
}

function Editor({ communityId, zone, rules, metrics, editable }: EditorProps) {
  const { t } = useTranslation(['console', 'picture']);
  const { message } = App.useApp();
  const { version, latest, shipped } = rules;
  const [draft, setDraft] = useState<Draft>(() => ({
    expressions: rules.expressions,
    custom: rules.custom,
    hold: version === 0 || rules.hold,
  }));
  const [from, setFrom] = useState('');
  const [resets, setResets] = useState(0);
  const preview = useMutation(api.segments.preview.mutationOptions());
  const { variables } = preview;
  /** Only the draft that was tried may be saved. */
  const tried =
    preview.isSuccess && variables?.expressions === draft.expressions && variables.custom === draft.custom && variables.hold === draft.hold;
  const save = useMutation({
    ...api.segments.save.mutationOptions(),
    onSuccess: (saved) => {
      void message.success(t('rules.saved', { version: saved.version }));
      void queryClient.invalidateQueries();
    },
  });
  const change = (next: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...next }));
    preview.reset();
    save.reset();
  };
  const again = (name: (typeof ruleNames)[number]) => {
    change({ expressions: { ...draft.expressions, [name]: shipped[name] } });
    setResets((count) => count + 1);
  };
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
  const rows = ruleNames.map((name) => ({
    key: name,
    label: (
      <span>
        <b>{t(`picture:metric.${name}.name`)}</b>{' '}
        <span className={`tag ${draft.expressions[name] === shipped[name] ? 'grey' : 'blue'}`}>
          {t(draft.expressions[name] === shipped[name] ? 'rules.asShipped' : 'rules.own')}
        </span>
      </span>
    ),
    children: (
      <>
        <p className="sub">
          {draft.expressions[name] === shipped[name] ? '' : t('rules.shippedMeans')}
          {t(`picture:metric.${name}.definition`)}
        </p>
        <RuleEditor
          key={resets}
          name={t(`picture:metric.${name}.name`)}
          expression={draft.expressions[name] ?? ''}
          metrics={metrics}
          disabled={!editable}
          onChange={(expression) => change({ expressions: { ...draft.expressions, [name]: expression } })}
        />
        {editable && draft.expressions[name] !== shipped[name] && (
          <Button size="small" onClick={() => again(name)}>
            {t('rules.backToShipped')}
          </Button>
        )}
      </>
    ),
  }));
  const setOwn = (key: string, part: Partial<Draft['custom'][number]>) =>
    change({ custom: draft.custom.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const own = draft.custom.map(({ key, name, expression }) => ({
    key: `own-${key}`,
    label: (
      <span>
        <b>{name || t('rules.unnamed')}</b> <span className="tag amber">{t('rules.custom')}</span>
      </span>
    ),
    children: (
      <>
        <p className="sub">{t('rules.customMeans')}</p>
        <div className="rule-name">
          <Input
            value={name}
            maxLength={30}
            aria-label={t('rules.customName')}
            placeholder={t('rules.customName')}
            disabled={!editable}
            onChange={(event) => setOwn(key, { name: event.target.value })}
          />
          {editable && (
            <Button onClick={() => change({ custom: draft.custom.filter((one) => one.key !== key) })}>{t('rules.removeCustom')}</Button>
          )}
        </div>
        <RuleEditor
          name={name}
          expression={expression}
          metrics={metrics}
          disabled={!editable}
          onChange={(next) => setOwn(key, { expression: next })}
        />
      </>
    ),
  }));
  const nameless = draft.custom.some(({ name }) => name.trim() === '');
  const addOwn = () =>
    change({ custom: [...draft.custom, { key: freeKey([...draft.custom, ...rules.custom]), name: '', expression: 'messages28 >= 1' }] });
  return (
    <Card title={t('rules.rules')} note={t('rules.order')}>
      <Collapse items={[...rows, ...own]} destroyOnHidden />
      {!editable && <Alert style={{ marginTop: 12 }} type="info" showIcon title={t('rules.readOnly')} />}
      {editable && (
        <div className="rule-actions">
          <Button onClick={addOwn} disabled={draft.custom.length >= 20}>
            {t('rules.addCustom')}
          </Button>
          <label className="rule-hold" htmlFor="rule-hold">
            <Switch id="rule-hold" checked={draft.hold} onChange={(hold) => change({ hold })} /> {t('rules.hold')}
            <span className="frame">{t('rules.holdHint')}</span>
          </label>
        </div>
      )}
      {preview.error && <Alert style={{ marginTop: 12 }} type="error" showIcon title={errorText(preview.error)} />}
      {preview.data && tried && (
        <section className="rule-tried">
          <h3>{t('rules.preview')}</h3>
          <RulePreview preview={preview.data} />
        </section>
      )}
      {save.error && <Alert style={{ marginTop: 12 }} type="error" showIcon title={errorText(save.error)} />}
      {editable && (
        <div className="rule-actions">
          <Button
            type={tried ? 'default' : 'primary'}
            loading={preview.isPending}
            disabled={nameless}
            onClick={() => preview.mutate({ communityId, ...draft })}
          >
            {t('rules.try')}
          </Button>
          <label className="rule-from" htmlFor="rule-from">
            {t('rules.from')}
            <input id="rule-from" type="date" min={today} value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <Button
            type={tried ? 'primary' : 'default'}
            disabled={!tried}
            loading={save.isPending}
            onClick={() => save.mutate({ communityId, ...draft, basedOn: latest, ...(from && from > today && { effectiveFrom: from }) })}
          >
            {t(from && from > today ? 'rules.saveFrom' : 'rules.save')}
          </Button>
          {!tried && <span className="frame">{t(nameless ? 'rules.nameFirst' : 'rules.tryFirst')}</span>}
        </div>
      )}
    </Card>
  );
}

/** A key nobody sees: it tells tags apart when their names change. One that is in use is not given away, though it be removed here. */
function freeKey(custom: Draft['custom']): string {
  let number = custom.length + 1;
  while (custom.some(({ key }) => key === `own-${number}`)) number += 1;
  return `own-${number}`;
}
