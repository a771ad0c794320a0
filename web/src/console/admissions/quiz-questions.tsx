import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import type { Quiz } from './quiz-settings.tsx';

/** As it is typed: the wrong options one a line. */
export interface QuestionTyped {
  text: string;
  right: string;
  wrong: string;
  why: string;
}

const MOST_QUESTIONS = 50;
const MOST_WRONG = 5;
const LONGEST_OPTION = 100;

export const linesOf = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const typedOf = ({ wrong, ...question }: Quiz['questions'][number]): QuestionTyped => ({ ...question, wrong: wrong.join('\n') });
export const writtenOf = ({ wrong, ...question }: QuestionTyped): Quiz['questions'][number] => ({ ...question, wrong: linesOf(wrong) });

/** @param looked told which question is being written, for the preview */
export function QuestionFields({ looked = () => undefined }: { looked?: (at: number) => void }) {
  const { t } = useTranslation();
  const needed = [{ required: true, whitespace: true, message: t('admissions.quiz.needed') }];
  return (
    <Form.List name="questions">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="quiz-question" onFocus={() => looked(name)}>
              <legend>{t('admissions.quiz.question', { n: number(name + 1) })}</legend>
              <Form.Item name={[name, 'text']} label={t('admissions.quiz.text')} rules={needed}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'right']} label={t('admissions.quiz.right')} rules={needed}>
                <Input maxLength={LONGEST_OPTION} />
              </Form.Item>
              <Form.Item
                name={[name, 'wrong']}
                label={t('admissions.quiz.wrong')}
                extra={t('admissions.quiz.wrongHint')}
                dependencies={[['questions', name, 'right']]}
                rules={[
                  ...needed,
                  ({ getFieldValue }) => ({
                    validator: (_, value: string) =>
                      optionsFit(String(getFieldValue(['questions', name, 'right']) ?? ''), linesOf(value))
                        ? Promise.resolve()
                        : Promise.reject(new Error(t('admissions.quiz.wrongFits', { most: number(MOST_WRONG) }))),
                  }),
                ]}
              >
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
              </Form.Item>
              <Form.Item name={[name, 'why']} label={t('admissions.quiz.why')} extra={t('admissions.quiz.whyHint')} rules={needed}>
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={300} />
              </Form.Item>
              {fields.length > 1 && (
                <Button size="small" onClick={() => remove(name)}>
                  {t('admissions.quiz.drop', { n: number(name + 1) })}
                </Button>
              )}
            </fieldset>
          ))}
          {fields.length < MOST_QUESTIONS && (
            <Button block onClick={() => add({ text: '', right: '', wrong: '', why: '' })} style={{ marginBottom: 16 }}>
              {t('admissions.quiz.add')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  );
}

/** As the server takes them: not too many, none too long, no two alike. */
function optionsFit(right: string, wrong: readonly string[]): boolean {
  const all = [right.trim(), ...wrong];
  return wrong.length <= MOST_WRONG && wrong.every((option) => option.length <= LONGEST_OPTION) && new Set(all).size === all.length;
}
