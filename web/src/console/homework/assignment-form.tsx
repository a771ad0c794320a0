import { useMutation } from '@tanstack/react-query';
import { Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api.ts';
import { asks, BringFields } from '../camps/bring-fields.tsx';
import { TwoSteps } from '../duties/two-steps.tsx';
import { type AssignmentTyped, typedOf, writtenOf } from './assignment-fields.ts';
import { AssignmentPreview } from './assignment-preview.tsx';
import { ReviewFields } from './review-fields.tsx';
import { type Assignment, homeworkChanged } from './state.tsx';

interface Props {
  communityId: string;
  campaignId: string | null;
  /** Null: a new one. */
  assignment: Assignment | null;
  close(made?: string): void;
}

/** Writing an assignment, then how members will see it. Once published only words and a later end can change. */
export function AssignmentForm({ communityId, campaignId, assignment, close }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<AssignmentTyped>();
  const [shown, setShown] = useState<AssignmentTyped | null>(null);
  const published = assignment !== null && assignment.state !== 'draft';
  const due = assignment !== null && published && assignment.state !== 'published';
  const save = useMutation({
    mutationFn: (typed: AssignmentTyped) => {
      const { policy, due: end, ...words } = writtenOf(typed, assignment?.policy ?? null);
      if (!assignment) return call.homework.create({ communityId, campaignId, ...words, due: end, policy });
      return call.homework.update({ assignmentId: assignment.id, ...words, ...(!due && { due: end }), ...(!published && { policy }) });
    },
    onSuccess: async ({ id }) => {
      await homeworkChanged();
      close(id);
    },
  });
  const takesLate = Form.useWatch('takesLate', form);
  const needed = [{ required: true, whitespace: true, message: t('camps.policy.needed') }];
  const links = asks.map((value) => ({ value, label: t(value === 'optional' ? 'camps.policy.bring' : `camps.policy.ask.${value}`) }));
  return (
    <TwoSteps<AssignmentTyped>
      title={t(assignment ? 'homework.edit' : 'homework.new')}
      width={760}
      form={form}
      initial={typedOf(assignment)}
      look={{
        words: t('homework.look'),
        busy: false,
        error: null,
        submit: () => setShown({ ...typedOf(assignment), ...form.getFieldsValue(true) }),
      }}
      shown={shown && <AssignmentPreview written={writtenOf(shown, assignment?.policy ?? null)} />}
      back={() => {
        setShown(null);
        save.reset();
      }}
      carryOut={{
        words: t(published ? 'homework.save' : 'homework.saveDraft'),
        busy: save.isPending,
        error: save.error,
        submit: () => shown && save.mutate(shown),
      }}
      close={() => close()}
    >
      <Form.Item name="title" label={t('homework.fields.title')} rules={needed}>
        <Input maxLength={60} placeholder={t('homework.fields.titleHint')} />
      </Form.Item>
      <Form.Item name="asked" label={t('homework.fields.asked')} extra={t('homework.fields.askedHint')}>
        <Input.TextArea maxLength={5000} autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      <div className="camp-fields">
        <Form.Item name="dueDay" label={t('homework.fields.dueDay')} rules={needed}>
          <Input type="date" disabled={due} />
        </Form.Item>
        <Form.Item name="dueTime" label={t('homework.fields.dueTime')} rules={needed}>
          <Input type="time" disabled={due} />
        </Form.Item>
        <Form.Item name="takesLate" label={t('homework.fields.takesLate')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {takesLate && (
          <>
            <Form.Item name="lateDay" label={t('homework.fields.lateDay')} rules={needed}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="lateTime" label={t('homework.fields.lateTime')} rules={needed}>
              <Input type="time" />
            </Form.Item>
          </>
        )}
      </div>
      {published ? (
        <p className="sub">{t('homework.publishedNote')}</p>
      ) : (
        <>
          <h3>{t('homework.fields.bring')}</h3>
          <div className="camp-fields">
            <BringFields />
            <Form.Item name="link" label={t('camps.policy.link')}>
              <Select options={links} />
            </Form.Item>
          </div>
          <h3>{t('homework.fields.reviewing')}</h3>
          <ReviewFields />
        </>
      )}
    </TwoSteps>
  );
}
