import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Radio, Select, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { bytes, dateTime, number } from '../../shared/format.ts';
import { ColumnMapping, type Columns, isMapped } from './columns.tsx';
import { GroundFields, type GroundValues } from './ground-fields.tsx';

type Outputs = InferContractRouterOutputs<Contract>;
type ImportRun = Outputs['chat']['import'];
type Recognition = Outputs['chat']['recognise'];

interface Fields extends GroundValues {
  target: string; // a channel id or `new`
  channelName?: string;
  chat?: string;
  mode: 'append' | 'replace';
}

/** Step 2: what it was recognised as, with its first rows; where it goes and on what ground. */
export function Confirm({
  uploadId,
  channelId,
  onBack,
  onStarted,
}: {
  uploadId: string;
  channelId?: string;
  onBack: () => void;
  onStarted: (run: ImportRun) => void;
}) {
  const { t } = useTranslation(['console', 'picture']);
  const [zone, setZone] = useState<string>();
  const [columns, setColumns] = useState<Columns>();
  const recognition = useQuery({
    ...api.chat.recognise.queryOptions({ input: { uploadId, ...(zone && { zone }), ...(columns && { columns }) } }),
    placeholderData: (before) => before,
  });
  const channels = useQuery(api.communities.channels.queryOptions({ input: {} }));
  if (recognition.error)
    return (
      <Card title={t('import.notRecognised')}>
        <Alert type="error" showIcon title={errorText(recognition.error)} />
        <Button style={{ marginTop: 12 }} onClick={onBack}>
          {t('import.other')}
        </Button>
      </Card>
    );
  if (!recognition.data || !channels.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <div className="grid split">
      <div className="grid">
        <Recognised recognition={recognition.data} columns={columns} onColumns={setColumns} />
        {recognition.data.preview.length + recognition.data.rejected.length > 0 && <Preview recognition={recognition.data} />}
      </div>
      <Destination
        recognition={recognition.data}
        channels={channels.data.channels}
        {...(channelId && { channelId })}
        onZone={setZone}
        start={(fields) => ({
          uploadId,
          zone: recognition.data.zone,
          // A table that was read by what somebody said about it is read as one again.
          ...(columns && { columns, format: 'csv' }),
          ...fields,
        })}
        onBack={onBack}
        onStarted={onStarted}
      />
    </div>
  );
}

function Recognised({
  recognition,
  columns,
  onColumns,
}: {
  recognition: Recognition;
  columns: Columns | undefined;
  onColumns: (columns: Columns) => void;
}) {
  const { t } = useTranslation(['console', 'picture']);
  const first = recognition.sources[0];
  return (
    <Card title={t('import.recognised')}>
      {recognition.sources.map((source) => (
        <p key={source.name}>
          <b>{t(`picture:format.${source.format}`, { defaultValue: source.format })}</b>{' '}
          <span className="frame">{`${source.name} · ${source.encoding.toUpperCase()} · ${bytes(recognition.bytes)}`}</span>
        </p>
      ))}
      {recognition.chats.length > 1 && (
        <p className="frame">
          {t('import.severalChats', { count: recognition.chats.length, names: recognition.chats.join(t('list.separator')) })}
        </p>
      )}
      {first?.format === 'csv' && first.headers && (
        <ColumnMapping headers={first.headers} samples={first.samples} columns={columns ?? first.columns ?? {}} onColumns={onColumns} />
      )}
    </Card>
  );
}

function Preview({ recognition }: { recognition: Recognition }) {
  const { t } = useTranslation(['console', 'picture']);
  return (
    <Card
      title={t('import.preview', { count: recognition.preview.length })}
      note={recognition.rejected.length > 0 ? t('import.previewRejected', { count: recognition.rejected.length }) : undefined}
    >
      <div className="lines-scroll">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('import.when')}</th>
              <th scope="col">{t('import.who')}</th>
              <th scope="col">{t('import.what')}</th>
            </tr>
          </thead>
          <tbody>
            {recognition.preview.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a preview have no other identity
              <tr key={i}>
                <td>{dateTime(row.at, recognition.zone)}</td>
                <td>{row.sender ?? (row.type === 'system' ? <span className="tag grey">{t('import.system')}</span> : '—')}</td>
                <td className="wrap">
                  {row.kind !== 'text' && row.type === 'message' && <span className="tag grey">{t(`picture:kind.${row.kind}`)}</span>}{' '}
                  {row.text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {recognition.rejected.length > 0 && (
        <details style={{ marginTop: 10 }}>
          <summary>{t('import.rejectedRows', { count: recognition.rejected.length, n: number(recognition.rejected.length) })}</summary>
          <ul className="evidence">
            {recognition.rejected.map((row) => (
              <li key={row.offset}>
                {row.line !== null && t('import.line', { n: row.line })} <span className="frame">{t(`picture:reject.${row.reason}`)}</span>{' '}
                <q>{row.sample.slice(0, 120)}</q>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

interface DestinationProps {
  recognition: Recognition;
  channels: { id: string; name: string }[];
  channelId?: string;
  onZone: (zone: string) => void;
  start: (fields: {
    channelId?: string;
    channelName?: string;
    chat?: string;
    mode: Fields['mode'];
    ground: NonNullable<GroundValues['ground']>;
    pseudonymous: boolean;
  }) => Parameters<ReturnType<typeof api.chat.import.mutationOptions>['mutationFn'] & object>[0];
  onBack: () => void;
  onStarted: (run: ImportRun) => void;
}

function Destination({ recognition, channels, channelId, onZone, start, onBack, onStarted }: DestinationProps) {
  const { t } = useTranslation(['console', 'picture']);
  const begin = useMutation({
    ...api.chat.import.mutationOptions(),
    onSuccess: (run) => {
      void queryClient.invalidateQueries({ queryKey: api.insights.key() });
      onStarted(run);
    },
  });
  const [form] = Form.useForm<Fields>();
  const target = Form.useWatch('target', form);
  const known = channelId ?? recognition.channelId ?? 'new';
  const readable = recognition.sources.every(({ format, columns }) => format !== 'csv' || isMapped(columns));
  const wall = recognition.sources.some(({ clock }) => clock === 'wall');
  const submit = ({ target: to, channelName, chat, mode, ground, pseudonymous }: Fields) => {
    if (!ground) return;
    begin.mutate(
      start({
        ...(to === 'new' ? { channelName: channelName ?? '' } : { channelId: to }),
        ...(chat && { chat }),
        mode: to === 'new' ? 'append' : mode,
        ground,
        pseudonymous,
      }),
    );
  };
  return (
    <Card title={t('import.destination')}>
      {begin.error && <Alert type="error" showIcon title={errorText(begin.error)} style={{ marginBottom: 12 }} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{
          target: known,
          channelName: recognition.chats[0] ?? recognition.file.replace(/\.[^.]+$/, '').slice(0, 120),
          chat: recognition.chats[0],
          mode: 'append',
          pseudonymous: false,
        }}
      >
        <Form.Item name="target" label={t('import.into')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: 'new', label: t('import.newGroup') }, ...channels.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </Form.Item>
        {target === 'new' ? (
          <Form.Item
            name="channelName"
            label={t('import.groupName')}
            rules={[{ required: true, whitespace: true, max: 120, message: t('import.groupNameNeeded') }]}
          >
            <Input />
          </Form.Item>
        ) : (
          <Form.Item name="mode" label={t('import.mode')}>
            <Radio.Group
              options={[
                { value: 'append', label: t('import.append') },
                { value: 'replace', label: t('import.replace') },
              ]}
            />
          </Form.Item>
        )}
        {recognition.chats.length > 1 && (
          <Form.Item name="chat" label={t('import.whichChat')}>
            <Select options={recognition.chats.map((name) => ({ value: name, label: name }))} />
          </Form.Item>
        )}
        <Form.Item label={t('import.zone')} extra={wall ? t('import.zoneWall') : t('import.zoneInstant')}>
          <Select
            showSearch
            value={recognition.zone}
            onChange={onZone}
            aria-label={t('import.zone')}
            options={Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <GroundFields />
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" htmlType="submit" loading={begin.isPending} disabled={!readable}>
            {t('import.begin')}
          </Button>
          <Button onClick={onBack}>{t('import.other')}</Button>
        </div>
      </Form>
    </Card>
  );
}
