import { Alert, Button, Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../shared/api.ts';

interface Step {
  words: string;
  busy: boolean;
  error: unknown;
  disabled?: boolean;
}

interface Props<Fields> {
  title: string;
  width: number;
  form: FormInstance<Fields>;
  initial: Partial<Fields>;
  /** The items of the form. */
  children: ReactNode;
  look: Step & { submit(fields: Fields): void };
  /** What would come of it, once it has been asked. */
  shown: ReactNode | null;
  back(): void;
  carryOut: Step & { submit(): void };
  close(): void;
}

/** A form, then what would come of it: nothing happens before it has been looked at, and nothing typed is lost by going back. */
export function TwoSteps<Fields>({ title, width, form, initial, children, look, shown, back, carryOut, close }: Props<Fields>) {
  const { t } = useTranslation();
  const step = shown === null ? look : carryOut;
  const error = step.error;
  return (
    <Modal
      open
      width={width}
      title={title}
      onCancel={close}
      footer={[
        <Button key="back" onClick={shown === null ? close : back}>
          {t(shown === null ? 'duties.leave' : 'duties.back')}
        </Button>,
        <Button
          key={shown === null ? 'look' : 'do'}
          type="primary"
          loading={step.busy}
          disabled={step.disabled ?? false}
          onClick={() => (shown === null ? form.submit() : carryOut.submit())}
        >
          {step.words}
        </Button>,
      ]}
    >
      {Boolean(error) && <Alert type="error" showIcon title={errorText(error)} style={{ marginBottom: 12 }} />}
      {shown}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={look.submit}
        style={{ display: shown === null ? undefined : 'none' }}
      >
        {children}
      </Form>
    </Modal>
  );
}
