import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Segmented, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { changed, factKinds, measures, type Rules } from './state.ts';

interface Line {
  points: number | null;
  dailyCap: number | null;
}

interface Fields extends Pick<Rules, 'runs' | 'expiry' | 'handLimit' | 'newcomerWeeks' | 'badges'> {
  facts: Line[];
  effectiveOn: string;
}

/** In the order of the kinds. */
const linesOf = ({ facts }: Rules): Line[] => factKinds.map((kind) => ({ points: null, dailyCap: null, ...facts[kind] }));

/** A badge keeps its key, by which it was earned; a new one gets one that no other has. */
function rulesOf({ facts, badges, effectiveOn: _, ...rest }: Fields): Rules {
  const keys = new Set(badges.flatMap(({ key }) => key ?? []));
  const keyed = badges.map((badge) => {
    if (badge.key) return badge;
    let n = 1;
    while (keys.has(`badge-${n}`)) n += 1;
    keys.add(`badge-${n}`);
    return { ...badge, isTitle: badge.isTitle ?? false, key: `badge-${n}` };
  });
  const named = factKinds.flatMap((kind, n) => {
    const { points, dailyCap } = facts[n] ?? { points: null, dailyCap: null };
    return points === null ? [] : [[kind, { points, dailyCap }] as const];
  });
  return { ...rest, badges: keyed, facts: Object.fromEntries(named) };
}

/** The rules as a form, tried on last week before they are saved. */
export function RulesForm({ communityId, rules, today, close }: { communityId: string; rules: Rules; today: string; close(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [tried, setTried] = useState(false);
  const preview = useMutation(api.points.previewRules.mutationOptions());
  const save = useMutation({
    ...api.points.setRules.mutationOptions(),
    onSuccess: async ({ effectiveOn }) => {
      await changed();
      void message.success(t('points.rules.saved', { day: effectiveOn }));
      close();
    },
  });
  const needed = [{ required: true, message: t('points.rules.needed') }];
  const whole = { precision: 0, style: { width: 90 } };
  const look = async () => {
    preview.mutate({ communityId, pointsRules: rulesOf(await form.validateFields()) });
    setTried(true);
  };
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ ...rules, facts: linesOf(rules), effectiveOn: today }}
      onFinish={(fields) => save.mutate({ communityId, effectiveOn: fields.effectiveOn, pointsRules: rulesOf(fields) })}
      onValuesChange={() => setTried(false)}
    >
      <Form.List name="facts">
        {(lines) => (
          <fieldset className="points-fields">
            <legend>{t('points.rules.facts')}</legend>
            {lines.map(({ key, name }, n) => {
              const kind = factKinds[n] ?? 'checkin.onTime';
              const label = t(`points.kind.${kind}`);
              return (
                <div className="points-row" key={key}>
                  <span>{label}</span>
                  <Form.Item name={[name, 'points']} noStyle>
                    <InputNumber min={1} max={1000} {...whole} aria-label={t('points.rules.pointsFor', { what: label })} placeholder="0" />
                  </Form.Item>
                  <span>{t('points.rules.cap')}</span>
                  <Form.Item name={[name, 'dailyCap']} noStyle>
                    <InputNumber
                      min={1}
                      max={10_000}
                      {...whole}
                      aria-label={t('points.rules.capFor', { what: label })}
                      placeholder={t('points.rules.noCap')}
                    />
                  </Form.Item>
                </div>
              );
            })}
          </fieldset>
        )}
      </Form.List>
      <Form.List name="runs">
        {(lines, { add, remove }) => (
          <fieldset className="points-fields">
            <legend>{t('points.rules.runs')}</legend>
            {lines.map(({ key, name }) => (
              <div className="points-row" key={key}>
                <Form.Item name={[name, 'days']} noStyle rules={needed}>
                  <InputNumber min={2} max={366} {...whole} aria-label={t('points.rules.runDays', { n: name + 1 })} />
                </Form.Item>
                <span>{t('points.rules.runPoints')}</span>
                <Form.Item name={[name, 'points']} noStyle rules={needed}>
                  <InputNumber min={1} max={10_000} {...whole} aria-label={t('points.rules.runPointsOf', { n: name + 1 })} />
                </Form.Item>
                <Button aria-label={t('points.rules.removeRun', { n: name + 1 })} onClick={() => remove(name)}>
                  ×
                </Button>
              </div>
            ))}
            {lines.length < 8 && <Button onClick={() => add({ days: 7, points: 20 })}>{t('points.rules.addRun')}</Button>}
          </fieldset>
        )}
      </Form.List>
      <Form.List name="badges">
        {(lines, { add, remove }) => (
          <fieldset className="points-fields">
            <legend>{t('points.rules.badges')}</legend>
            {lines.map(({ key, name }) => (
              <div className="points-row" key={key}>
                <Form.Item name={[name, 'key']} hidden>
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'name']} noStyle rules={needed}>
                  <Input
                    maxLength={20}
                    style={{ width: 120 }}
                    aria-label={t('points.rules.badgeName', { n: name + 1 })}
                    placeholder={t('points.rules.badgeHint')}
                  />
                </Form.Item>
                <Form.Item name={[name, 'measure']} noStyle rules={needed}>
                  <Select
                    style={{ width: 120 }}
                    aria-label={t('points.rules.badgeMeasure', { n: name + 1 })}
                    options={measures.map((value) => ({ value, label: t(`points.measure.${value}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'need']} noStyle rules={needed}>
                  <InputNumber min={1} max={100_000} {...whole} aria-label={t('points.rules.badgeNeed', { n: name + 1 })} />
                </Form.Item>
                <span>
                  <Form.Item name={[name, 'isTitle']} noStyle valuePropName="checked">
                    <Switch size="small" aria-label={t('points.rules.badgeTitle', { n: name + 1 })} />
                  </Form.Item>{' '}
                  {t('points.rules.asTitle')}
                </span>
                <Button aria-label={t('points.rules.removeBadge', { n: name + 1 })} onClick={() => remove(name)}>
                  ×
                </Button>
              </div>
            ))}
            {lines.length < 30 && (
              <Button onClick={() => add({ name: '', measure: 'run', need: 21, isTitle: false })}>{t('points.rules.addBadge')}</Button>
            )}
          </fieldset>
        )}
      </Form.List>
      <Form.Item name="expiry" label={t('points.rules.expiry')}>
        <Segmented
          options={(['never', 'quarter', 'year'] as const).map((value) => ({ value, label: t(`points.rules.expiries.${value}`) }))}
        />
      </Form.Item>
      <div className="camp-fields">
        <Form.Item name="handLimit" label={t('points.rules.handLimit')} rules={needed}>
          <InputNumber min={1} max={10_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="newcomerWeeks" label={t('points.rules.newcomerWeeks')} rules={needed}>
          <InputNumber min={1} max={12} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="effectiveOn" label={t('points.rules.from')} extra={t('points.rules.fromHint')} rules={needed}>
          <Input type="date" min={today} />
        </Form.Item>
      </div>
      {(save.error ?? preview.error) && (
        <Alert type="error" showIcon title={errorText(save.error ?? preview.error)} style={{ marginBottom: 12 }} />
      )}
      {preview.data && tried && <Preview {...preview.data} />}
      <div className="filters">
        <Button onClick={() => void look().catch(() => undefined)} loading={preview.isPending}>
          {t('points.rules.preview')}
        </Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('points.rules.save')}
        </Button>
        <Button onClick={close}>{t('points.rules.leave')}</Button>
      </div>
    </Form>
  );
}

interface Previewed {
  from: string;
  to: string;
  total: number;
  people: { enrolmentId: string; nickname: string; points: number; facts: number }[];
}

const FIRST = 12;

function Preview({ from, to, total, people }: Previewed) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('points.rules.preview')}>
      <p>{t('points.rules.previewOf', { from, to, total: number(total), people: number(people.length) })}</p>
      <ul className="points-ways">
        {people.slice(0, FIRST).map(({ enrolmentId, nickname, points, facts }) => (
          <li key={enrolmentId}>
            <span>{nickname}</span>
            <span>{t('points.rules.previewLine', { points: number(points), count: facts, n: number(facts) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
