import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { QuizPreview } from './quiz-preview.tsx';
import { QuestionFields, type QuestionTyped, typedOf, writtenOf } from './quiz-questions.tsx';
import type { HeldQuiz, Quiz } from './quiz-settings.tsx';

interface QuizTyped {
  questions: QuestionTyped[];
  ask: number | null;
  pass: number | null;
  /** Empty: as often as one likes. */
  tries: number | null;
  failing: Quiz['failing'];
}

const EMPTY: QuizTyped = { questions: [{ text: '', right: '', wrong: '', why: '' }], ask: 1, pass: 1, tries: null, failing: 'barred' };

/** The questions and their terms, beside what an applicant sees of the question at hand. */
export function QuizForm({ communityId, held, close }: { communityId: string; held: HeldQuiz; close(): void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<QuizTyped>();
  const [at, setAt] = useState(0);
  const typed = Form.useWatch((values: QuizTyped) => values, form);
  const onSuccess = async () => {
    await queryClient.invalidateQueries();
    void message.success(t('admissions.quiz.saved'));
    close();
  };
  const save = useMutation({ ...api.admissions.setQuiz.mutationOptions(), onSuccess });
  const { quiz, version } = held;
  const remove = () =>
    modal.confirm({
      title: t('admissions.quiz.remove'),
      content: t('admissions.quiz.removeAsk'),
      okText: t('admissions.quiz.remove'),
      okButtonProps: { danger: true },
      onOk: () => save.mutateAsync({ communityId, quiz: null, version }).catch(() => undefined),
    });
  const most = typed?.questions?.length ?? 50;
  return (
    <Modal
      open
      title={t('admissions.quiz.title')}
      onCancel={close}
      okText={t('admissions.quiz.save')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      width={920}
      mask={{ closable: false }}
    >
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <div className="quiz-form">
        <Form<QuizTyped>
          form={form}
          layout="vertical"
          initialValues={quiz ? { ...quiz, questions: quiz.questions.map(typedOf) } : EMPTY}
          onFinish={({ questions, ask, pass, tries = null, failing }) =>
            save.mutate({
              communityId,
              version,
              quiz: { questions: questions.map(writtenOf), ask: ask ?? 1, pass: pass ?? 1, tries, failing },
            })
          }
        >
          <QuestionFields looked={setAt} />
          <div className="quiz-terms">
            <Form.Item name="ask" label={t('admissions.quiz.ask')} extra={t('admissions.quiz.askHint')} rules={[{ required: true }]}>
              <InputNumber min={1} max={most} precision={0} />
            </Form.Item>
            <Form.Item name="pass" label={t('admissions.quiz.pass')} rules={[{ required: true }]}>
              <InputNumber min={1} max={typed?.ask ?? 50} precision={0} />
            </Form.Item>
            <Form.Item name="tries" label={t('admissions.quiz.mostTries')} extra={t('admissions.quiz.triesHint')}>
              <InputNumber min={1} max={20} precision={0} placeholder={t('admissions.noLimit')} />
            </Form.Item>
          </div>
          <Form.Item name="failing" label={t('admissions.quiz.whoFails')}>
            <Radio.Group
              options={(['barred', 'marked'] as const).map((value) => ({ value, label: t(`admissions.quiz.failing.${value}`) }))}
            />
          </Form.Item>
          {quiz && (
            <>
              <p className="frame">{t('admissions.quiz.anew')}</p>
              <Button danger onClick={remove}>
                {t('admissions.quiz.remove')}
              </Button>
            </>
          )}
        </Form>
        <QuizPreview question={typed?.questions?.[at]} at={at} ask={typed?.ask ?? 1} />
      </div>
    </Modal>
  );
}
