import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime } from '../../shared/format.ts';
import { KeptLink } from '../blueprints/kept-link.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { formOf, type PolicyForm, policyOf } from './policy-form.ts';
import type { CampDetail } from './state.tsx';

/** The rules as they stand, changed from a day on: days that have begun keep the rules they had. */
export function CampRules({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [touched, setTouched] = useState(false);
  const latest = camp.versions.toSorted((a, b) => b.version - a.version)[0];
  const newest = latest?.policy ?? camp.policy;
  const tomorrow = new Date(Date.parse(camp.today) + 86_400_000).toISOString().slice(0, 10);
  const change = useMutation({
    ...api.checkins.changePolicy.mutationOptions(),
    onSuccess: async ({ effectiveOn }) => {
      setTouched(false);
      await queryClient.invalidateQueries({ queryKey: api.checkins.key() });
      void message.success(t('camps.rules.changed', { day: effectiveOn }));
    },
  });
  return (
    <div className="grid">
      <Card title={t('camps.tabs.rules')} note={t('camps.rules.note')}>
        {change.error && <Alert type="error" showIcon title={errorText(change.error)} style={{ marginBottom: 12 }} />}
        <Form<PolicyForm & { effectiveOn: string }>
          key={latest?.version}
          layout="vertical"
          requiredMark={false}
          initialValues={{ ...formOf(newest), effectiveOn: tomorrow < camp.startsOn ? camp.startsOn : tomorrow }}
          onFinish={({ effectiveOn, ...rules }) => change.mutate({ campaignId: camp.id, effectiveOn, policy: policyOf(rules, newest) })}
          onValuesChange={(now) => !('effectiveOn' in now) && setTouched(true)}
          disabled={camp.state === 'ended'}
        >
          <PolicyFields />
          <Form.Item name="effectiveOn" label={t('camps.rules.from')} extra={t('camps.rules.fromHint')}>
            <Input type="date" min={tomorrow} max={camp.endsOn} style={{ maxWidth: 220 }} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!touched}>
            {t('camps.rules.save')}
          </Button>
        </Form>
      </Card>
      <Card title={t('camps.rules.versions')}>
        <ul className="messages">
          {camp.versions
            .toSorted((a, b) => b.version - a.version)
            .map(({ version, effectiveOn, decidedAt }) => (
              <li key={version}>
                {t('camps.rules.version', { n: version, day: effectiveOn })}{' '}
                <span className="frame">{t('camps.rules.decided', { at: dateTime(decidedAt, camp.policy.zone) })}</span>
              </li>
            ))}
        </ul>
      </Card>
      <KeptLink communityId={camp.communityId} />
    </div>
  );
}
