import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { QuizSettings } from '../admissions/quiz-settings.tsx';
import { useMay } from '../members/may.ts';
import { BlueprintHead } from './blueprint-head.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { pathWords } from './rows.tsx';
import './blueprints.css';

type WordsForm = InferContractRouterOutputs<Contract>['blueprints']['form'];
type Field = WordsForm['fields'][number];

/** As it is typed: lines as one text. */
const typed = ({ value }: Field) => (Array.isArray(value) ? value.join('\n') : value);
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The words of a community's document, field by field as its schema has them, and what they look like on a phone. */
export function EditPage() {
  const { t } = useTranslation();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/blueprint/edit' });
  const form = useQuery(api.blueprints.form.queryOptions({ input: { communityId }, retry: false }));
  const communities = useQuery(api.communities.list.queryOptions({ input: {} }));
  const may = useMay('operator', communityId);
  if (form.error) return <Problem error={form.error} retry={() => form.refetch()} />;
  if (!form.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const name = communities.data?.communities.find(({ id }) => id === communityId)?.name ?? '';
  return (
    <>
      <BlueprintHead communityId={communityId} title={t('blueprints.edit.title')} sub={t('blueprints.edit.sub')} />
      <Editor key={form.data.versions[0]?.version ?? 0} communityId={communityId} name={name} data={form.data} />
      {may && (
        <div className="blueprint-below">
          <Card>
            <QuizSettings communityId={communityId} />
          </Card>
        </div>
      )}
    </>
  );
}

function Editor({ communityId, name, data: { fields, versions } }: { communityId: string; name: string; data: WordsForm }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay('operator', communityId);
  const [texts, setTexts] = useState(() => Object.fromEntries(fields.map((field) => [field.path, typed(field)])));
  const [last] = versions;
  const version = last?.version ?? 0;
  const changed = fields.filter((field) => texts[field.path] !== typed(field));
  const after = (said: string) => async () => {
    await queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
    void message.success(said);
  };
  const edit = useMutation({ ...api.blueprints.edit.mutationOptions(), onSuccess: after(t('blueprints.edit.saved')) });
  const back = useMutation({ ...api.blueprints.takeBack.mutationOptions(), onSuccess: after(t('blueprints.edit.tookBack')) });
  const problem = edit.error ?? back.error;
  const save = () => {
    const values = changed.map(({ path, kind }) => [path, kind === 'lines' ? linesOf(texts[path] ?? '') : (texts[path] ?? '')] as const);
    edit.mutate({ communityId, version, values: Object.fromEntries(values) });
  };
  return (
    <div className="blueprint">
      <Card>
        {problem && <Alert type="error" showIcon title={errorText(problem)} style={{ marginBottom: 12 }} />}
        <Form layout="vertical" onFinish={save} disabled={!may}>
          {fields.map((field) => {
            const text = texts[field.path] ?? '';
            const wrong = wrongOf(field, text);
            const label = pathWords(field.path);
            const set = (value: string) => setTexts((before) => ({ ...before, [field.path]: value }));
            return (
              <Form.Item
                key={field.path}
                label={label}
                htmlFor={field.path}
                validateStatus={wrong ? 'error' : ''}
                help={wrong && t(`blueprints.edit.${wrong}`, { max: number(field.max), most: number(field.most) })}
                extra={field.kind === 'lines' ? t('blueprints.edit.oneALine') : undefined}
              >
                {field.kind === 'lines' ? (
                  <Input.TextArea
                    id={field.path}
                    autoSize={{ minRows: 3, maxRows: 10 }}
                    value={text}
                    onChange={({ target }) => set(target.value)}
                  />
                ) : (
                  <Input id={field.path} maxLength={field.max} value={text} onChange={({ target }) => set(target.value)} />
                )}
              </Form.Item>
            );
          })}
          <div className="blueprint-buttons">
            <Button
              type="primary"
              htmlType="submit"
              loading={edit.isPending}
              disabled={!may || changed.length === 0 || fields.some((field) => wrongOf(field, texts[field.path] ?? ''))}
            >
              {t('blueprints.edit.save')}
            </Button>
            {last?.origin === 'edited' && versions.length > 1 && (
              <Button loading={back.isPending} onClick={() => back.mutate({ communityId, version })}>
                {t('blueprints.edit.takeBack')}
              </Button>
            )}
          </div>
          <p className="frame">{last ? t('blueprints.edit.version', { n: number(version) }) : t('blueprints.edit.first')}</p>
        </Form>
      </Card>
      <PhonePreview name={name} texts={texts} />
    </div>
  );
}

function wrongOf({ kind, needed, max, most }: Field, text: string): 'needed' | 'tooLong' | 'tooMany' | null {
  if (needed && text.trim() === '') return 'needed';
  const lines = kind === 'lines' ? linesOf(text) : [text];
  if (lines.length > most) return 'tooMany';
  return lines.some((line) => line.length > max) ? 'tooLong' : null;
}
