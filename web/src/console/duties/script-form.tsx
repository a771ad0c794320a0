import type { InferContractRouterInputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Modal, Segmented, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import type { Offered } from './words.ts';

type Written = InferContractRouterInputs<Contract>['blueprints']['writeScript']['ritualScript'];
interface Line {
  when: 'minutes' | 'day';
  minutes?: number | null;
  day?: number | null;
  time?: string;
  who: string;
  title: string;
  words?: string;
  silence?: string;
}
interface Fields {
  name: string;
  summary: string;
  lines: Line[];
  asks?: Record<string, string>;
}

/** In the order of their first appearance, those that somebody has to fill in. */
function askedIn(lines: readonly (Line | undefined)[], { known, placeholder }: Pick<Offered, 'known' | 'placeholder'>): string[] {
  const texts = lines.map((line) => `${line?.words ?? ''}\n${line?.silence ?? ''}`).join('\n');
  const named = [...texts.matchAll(new RegExp(placeholder, 'g'))].map(([, key = '']) => key);
  return [...new Set(named)].filter((key) => !known.includes(key));
}

const written = ({ when, minutes, day, time = '', who, title, words = '', silence = '' }: Line) => ({
  ...(when === 'minutes' ? { minutes: minutes ?? 0 } : { day: day ?? 0, time }),
  ...{ who, title, words, silence },
});

interface Props {
  communityId: string;
  offered: Offered;
  /** The one to begin with; null: an empty one. */
  script: Offered['scripts'][number] | null;
  close(): void;
}

/** 自己的脚本: written line by line, kept with the community's document. */
export function ScriptForm({ communityId, offered, script, close }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const document = useQuery(api.blueprints.form.queryOptions({ input: { communityId } }));
  const lines = Form.useWatch('lines', form);
  const asked = askedIn(lines ?? [], offered);
  const write = useMutation({
    ...api.blueprints.writeScript.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      close();
    },
  });
  const save = ({ name, summary, lines, asks = {} }: Fields) => {
    const used = askedIn(lines, offered);
    const made: Written = {
      ...{ format: 1, id: script?.script ?? freeId(offered), name, summary },
      asks: Object.fromEntries(used.map((key) => [key, asks[key] ?? ''])),
      lines: lines.map(written),
    };
    write.mutate({ communityId, ritualScript: made, version: document.data?.versions[0]?.version ?? 0 });
  };
  const initial: Fields = {
    name: script?.name ?? '',
    summary: script?.summary ?? '',
    asks: Object.fromEntries(script?.asks.map(({ key, example }) => [key, example]) ?? []),
    lines: script?.lines.map(({ part, title, words, silence, day, time, minutes }) => ({
      ...(day === null ? { when: 'minutes', minutes } : { when: 'day', day, time: time ?? '' }),
      ...{ who: part, title, words, silence },
    })) ?? [{ when: 'minutes', minutes: 0, who: '', title: '' }],
  };
  const needed = { required: true, whitespace: true, message: t('duties.script.needed') };
  const problem = write.error ?? document.error;
  return (
    <Modal
      open
      width={720}
      title={script?.own ? script.name : t('duties.script.write')}
      onCancel={close}
      okText={t('duties.script.save')}
      okButtonProps={{ disabled: !document.data }}
      confirmLoading={write.isPending}
      onOk={() => form.submit()}
    >
      {problem && <Alert type="error" showIcon title={errorText(problem)} style={{ marginBottom: 12 }} />}
      {script && !script.own && <p className="sub due-gap">{t('duties.script.inPlace', { name: script.name })}</p>}
      {document.isPending ? (
        <Skeleton active />
      ) : (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={save}>
          <Form.Item name="name" label={t('duties.script.name')} rules={[needed]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="summary" label={t('duties.script.summary')} rules={[needed]}>
            <Input maxLength={200} placeholder={t('duties.script.summaryHint')} />
          </Form.Item>
          <p className="frame">{t('duties.script.known', { keys: offered.known.map((key) => `{${key}}`).join(' ') })}</p>
          <Form.List name="lines">
            {(all, { add, remove }) => (
              <div className="script-lines">
                {all.map(({ key, name }) => (
                  <fieldset key={key} className="script-line">
                    <legend>{t('duties.script.line', { n: name + 1 })}</legend>
                    <div className="script-when">
                      <Form.Item name={[name, 'when']} noStyle>
                        <Segmented
                          aria-label={t('duties.script.when', { n: name + 1 })}
                          options={(['minutes', 'day'] as const).map((value) => ({ value, label: t(`duties.script.by.${value}`) }))}
                        />
                      </Form.Item>
                      {lines?.[name]?.when === 'day' ? (
                        <>
                          <Form.Item name={[name, 'day']} noStyle rules={[{ required: true, message: t('duties.script.needed') }]}>
                            <InputNumber min={0} max={60} precision={0} aria-label={t('duties.script.dayOf', { n: name + 1 })} />
                          </Form.Item>
                          <Form.Item name={[name, 'time']} noStyle rules={[needed]}>
                            <Input type="time" aria-label={t('duties.script.timeOf', { n: name + 1 })} />
                          </Form.Item>
                        </>
                      ) : (
                        <Form.Item name={[name, 'minutes']} noStyle rules={[{ required: true, message: t('duties.script.needed') }]}>
                          <InputNumber min={0} max={2880} precision={0} aria-label={t('duties.script.minutesOf', { n: name + 1 })} />
                        </Form.Item>
                      )}
                    </div>
                    <div className="camp-fields">
                      <Form.Item name={[name, 'who']} label={t('duties.script.who')} rules={[needed]}>
                        <Input maxLength={20} placeholder={t('duties.script.whoHint')} />
                      </Form.Item>
                      <Form.Item name={[name, 'title']} label={t('duties.script.does')} rules={[needed]}>
                        <Input maxLength={60} />
                      </Form.Item>
                    </div>
                    <Form.Item name={[name, 'words']} label={t('duties.script.words')}>
                      <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
                    </Form.Item>
                    <Form.Item name={[name, 'silence']} label={t('duties.script.silence')}>
                      <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} />
                    </Form.Item>
                    {all.length > 1 && (
                      <Button size="small" onClick={() => remove(name)}>
                        {t('duties.script.drop', { n: name + 1 })}
                      </Button>
                    )}
                  </fieldset>
                ))}
                {all.length < 30 && (
                  <Button onClick={() => add({ when: 'minutes', minutes: 0, who: '', title: '' })}>{t('duties.script.add')}</Button>
                )}
              </div>
            )}
          </Form.List>
          {asked.map((key) => (
            <Form.Item key={key} name={['asks', key]} label={t('duties.script.example', { key: `{${key}}` })} rules={[needed]}>
              <Input maxLength={120} />
            </Form.Item>
          ))}
        </Form>
      )}
    </Modal>
  );
}

function freeId({ scripts }: Offered): string {
  const taken = new Set(scripts.map(({ script }) => script));
  let n = 1;
  while (taken.has(`own-${n}`)) n += 1;
  return `own-${n}`;
}
