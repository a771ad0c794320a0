import { Form, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { QuestionFields, type QuestionTyped, typedOf, writtenOf } from '../admissions/quiz-questions.tsx';
import type { Rules } from './state.ts';

const terms = { ask: [1, 50], pass: [1, 100], tries: [1, 10], perDays: [1, 30], pauseHours: [0, 168], backTo: [1, 12] } as const;
const appealTerms = { days: [1, 60], decideDays: [1, 30] } as const;

interface Fields extends Record<keyof typeof terms, number> {
  questions: QuestionTyped[];
  appeal: Rules['appeal'];
}

interface Props {
  rules: Rules;
  close(): void;
  save(rules: Rules): Promise<unknown>;
}

/** The exam with its questions and terms, and the days of appeals: a new version, as of the rules. */
export function ExamForm({ rules, close, save }: Props) {
  const { t } = useTranslation('credit');
  const [form] = Form.useForm<Fields>();
  const asked = Form.useWatch('questions', form)?.length ?? rules.exam.questions.length;
  const number = (name: string | string[], label: string, min: number, max: number) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: label }]}>
      <InputNumber min={min} max={max} precision={0} />
    </Form.Item>
  );
  const done = ({ questions, appeal, ...exam }: Fields) =>
    save({ ...rules, appeal, exam: { ...exam, questions: questions.map(writtenOf) } }).then(close, () => undefined);
  const { questions, ...exam } = rules.exam;
  const initial: Fields = { ...exam, questions: questions.map(typedOf), appeal: rules.appeal };
  return (
    <Modal
      open
      title={t('examForm.title')}
      onCancel={close}
      okText={t('rules.save')}
      onOk={form.submit}
      width={720}
      mask={{ closable: false }}
    >
      <p className="sub credit-exam-note">{t('examForm.note')}</p>
      <Form<Fields> form={form} layout="vertical" initialValues={initial} onFinish={(fields) => void done(fields)}>
        <div className="filters">
          {(Object.keys(terms) as (keyof typeof terms)[]).map((name) => (
            <span key={name}>
              {number(name, t(`examForm.${name}`), terms[name][0], name === 'ask' ? Math.min(50, asked) : terms[name][1])}
            </span>
          ))}
        </div>
        <div className="filters">
          {(Object.keys(appealTerms) as (keyof typeof appealTerms)[]).map((name) => (
            <span key={name}>{number(['appeal', name], t(`examForm.appeal.${name}`), appealTerms[name][0], appealTerms[name][1])}</span>
          ))}
        </div>
        <QuestionFields />
      </Form>
    </Modal>
  );
}
