import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { useAskName } from '../../shared/ask-name.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { changed, type Tree } from './state.ts';

/** Divide, add, sizes, and what was done last with the way back. */
export function Tools({ tree, communityId, plan }: { tree: Tree; communityId: string; plan(anew: boolean): void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const ask = useAskName();
  const [sizing, setSizing] = useState(false);
  const { squads, without, people, lastChange } = tree;
  const onError = (error: unknown) => void message.error(errorText(error));
  const add = useMutation({ ...api.squads.add.mutationOptions(), onSuccess: changed, onError });
  const undo = useMutation({
    ...api.squads.undo.mutationOptions(),
    onSuccess: async ({ restored }) => {
      await changed();
      void message.success(t('squads.undone', { count: restored, n: number(restored) }));
    },
    onError: async (error) => {
      await changed();
      onError(error);
    },
  });
  /** A move is put back by moving; whole squads are asked about first. */
  const askUndo = ({ id: changeId, kind, people: count }: NonNullable<Tree['lastChange']>) => {
    if (kind === 'move') return undo.mutate({ communityId, changeId });
    return modal.confirm({
      title: t('squads.undoTitle'),
      content: t('squads.undoGoes', { count, n: number(count) }),
      okText: t('squads.undo'),
      onOk: () => undo.mutateAsync({ communityId, changeId }).catch(() => undefined),
    });
  };
  const askName = () =>
    ask({
      title: t('squads.add'),
      label: t('squads.name'),
      hint: t('squads.nameHint'),
      ok: t('squads.addDo'),
      most: 30,
      save: (name) => add.mutateAsync({ communityId, name }),
    });
  return (
    <>
      <div className="filters">
        {squads.length === 0 || without.length > 0 ? (
          <Button type="primary" disabled={people === 0} onClick={() => plan(false)}>
            {squads.length === 0 ? t('squads.divide') : t('squads.divideRest', { count: without.length, n: number(without.length) })}
          </Button>
        ) : null}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'add', label: t('squads.add') },
              { key: 'anew', label: t('squads.divideAnew'), disabled: squads.length === 0 },
              { key: 'sizes', label: t('squads.sizes') },
            ],
            onClick: ({ key }) => {
              if (key === 'add') askName();
              else if (key === 'anew') plan(true);
              else setSizing(true);
            },
          }}
        >
          <Button aria-haspopup="menu">{t('squads.other')}</Button>
        </Dropdown>
        {lastChange && (
          <span className="frame">
            {t(`squads.last.${lastChange.kind}`, {
              count: lastChange.people,
              n: number(lastChange.people),
              at: dateTime(lastChange.at, tree.campaign?.zone),
            })}{' '}
            <Button type="link" size="small" loading={undo.isPending} onClick={() => askUndo(lastChange)}>
              {t('squads.undo')}
            </Button>
          </span>
        )}
      </div>
      {sizing && <Sizes tree={tree} communityId={communityId} close={() => setSizing(false)} />}
    </>
  );
}

function Sizes({ tree, communityId, close }: { tree: Tree; communityId: string; close(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Tree['sizes']>();
  const save = useMutation({
    ...api.squads.setSizes.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <Modal open title={t('squads.sizes')} okText={t('squads.save')} onCancel={close} onOk={form.submit} confirmLoading={save.isPending}>
      <Form<Tree['sizes']>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={tree.sizes}
        onFinish={(sizes) => save.mutate({ communityId, ...sizes })}
      >
        {(
          [
            ['classSize', 2, 10_000],
            ['squadSize', 2, 200],
            ['span', 1, 1_000],
          ] as const
        ).map(([name, min, max]) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`squads.size.${name}`)}
            extra={t(`squads.sizeHint.${name}`)}
            rules={[{ required: true, message: t('squads.sizeNeeded') }]}
          >
            <InputNumber min={min} max={max} precision={0} style={{ width: 140 }} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
