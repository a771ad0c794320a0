import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, errorText } from '../../shared/api.ts';
import { linesOf } from '../admissions/quiz-questions.tsx';
import { type Bench, changed } from './state.ts';

/** 阶梯: the order of roles by which people move up, lowest first; and changing it. */
export function Ladder({ communityId, bench }: { communityId: string; bench: Bench }) {
  const { t } = useTranslation('succession');
  const [editing, setEditing] = useState(false);
  return (
    <section className="bench-part">
      <header>
        <h3>{t('ladder.title')}</h3>
        <Button onClick={() => setEditing(true)}>{t('ladder.edit')}</Button>
      </header>
      <p>{bench.ladder.join(' → ')}</p>
      {editing && <LadderForm communityId={communityId} bench={bench} close={() => setEditing(false)} />}
    </section>
  );
}

const [MOST, LONGEST] = [6, 20];

function LadderForm({ communityId, bench: { ladder, version }, close }: { communityId: string; bench: Bench; close(): void }) {
  const { t } = useTranslation('succession');
  const [form] = Form.useForm<{ names: string }>();
  const save = useMutation({
    mutationFn: ({ names }: { names: string }) => call.succession.setLadder({ communityId, ladder: linesOf(names), version }),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const fits = async (_: unknown, value: string) => {
    const names = linesOf(value);
    const good = names.length >= 1 && names.length <= MOST && names.every((name) => name.length <= LONGEST);
    if (!good || new Set(names).size !== names.length) throw new Error(t('ladder.fits', { most: MOST, longest: LONGEST }));
  };
  return (
    <Modal open title={t('ladder.title')} okText={t('rules.save')} onCancel={close} onOk={form.submit} confirmLoading={save.isPending}>
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ names: ladder.join('\n') }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="names" label={t('ladder.names')} extra={t('ladder.hint')} rules={[{ validator: fits }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
