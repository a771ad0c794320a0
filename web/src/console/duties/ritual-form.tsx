import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queryClient } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import type { CampDetail } from '../camps/state.tsx';
import { TwoSteps } from './two-steps.tsx';
import { type Plan, type RitualInput, type Script, useOwnerWords } from './words.ts';

interface Fields {
  day: string;
  time: string;
  given?: Record<string, string>;
  owners?: Record<string, string | undefined>;
}

const HELD = 'held';
const STAFF = 'staff';

/** A script with a beginning and owners; then line by line with real times, where the words may still be changed. */
export function RitualForm({ camp, script, close }: { camp: CampDetail; script: Script; close(): void }) {
  const { t } = useTranslation();
  const { communityId } = camp;
  const [form] = Form.useForm<Fields>();
  const [asked, setAsked] = useState<RitualInput | null>(null);
  const [texts, setTexts] = useState<Record<string, string>>({});
  const people = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId } }));
  const plan = useMutation(api.duties.planRitual.mutationOptions());
  const start = useMutation({
    ...api.duties.startRitual.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      close();
    },
  });
  const look = ({ day, time, given = {}, owners = {} }: Fields) => {
    const named = Object.entries(owners).flatMap(([part, who]): [string, NonNullable<RitualInput['owners']>[string]][] => {
      if (who === undefined || who === HELD) return [];
      return [[part, who === STAFF ? { kind: 'staff' } : { kind: 'enrolment', enrolmentId: who }]];
    });
    const written = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value ?? '']));
    const input: RitualInput = {
      communityId,
      campaignId: camp.id,
      script: script.script,
      begins: { day, time },
      given: written,
      owners: Object.fromEntries(named),
    };
    plan.mutate(input, { onSuccess: () => setAsked(input) });
  };
  const options = [
    { value: HELD, label: t('duties.ritual.byRole') },
    { value: STAFF, label: t('duties.staff') },
    ...(people.data?.enrolments ?? []).map(({ id, nickname }) => ({ value: id, label: nickname })),
  ];
  return (
    <TwoSteps<Fields>
      title={script.name}
      width={680}
      form={form}
      initial={{ day: camp.today, time: '20:00' }}
      look={{ words: t('duties.ritual.look'), busy: plan.isPending, error: plan.error, submit: look }}
      shown={
        asked && plan.data ? (
          <Lines plan={plan.data} texts={texts} change={(index, words) => setTexts({ ...texts, [index]: words })} />
        ) : null
      }
      back={() => setAsked(null)}
      carryOut={{
        words: t('duties.ritual.start'),
        busy: start.isPending,
        error: start.error,
        disabled: plan.data?.started === true,
        submit: () => asked && start.mutate({ ...asked, texts }),
      }}
      close={close}
    >
      <p className="sub due-gap">{script.summary}</p>
      <div className="camp-fields">
        <Form.Item name="day" label={t('duties.ritual.day')} rules={[{ required: true, message: t('camps.dayNeeded') }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="time" label={t('duties.ritual.time')} rules={[{ required: true, message: t('duties.roster.timeNeeded') }]}>
          <Input type="time" />
        </Form.Item>
      </div>
      {script.asks.map(({ key, example }) => (
        <Form.Item key={key} name={['given', key]} label={key} extra={example}>
          <Input maxLength={200} />
        </Form.Item>
      ))}
      <div className="camp-fields">
        {script.parts.map((part) => (
          <Form.Item key={part} name={['owners', part]} label={t('duties.ritual.who', { part })} initialValue={HELD}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
          </Form.Item>
        ))}
      </div>
    </TwoSteps>
  );
}

function Lines({ plan, texts, change }: { plan: Plan; texts: Record<string, string>; change(index: number, words: string): void }) {
  const { t } = useTranslation();
  const ownerWords = useOwnerWords();
  const empty = Object.entries(plan.given).flatMap(([key, value]) => (value === '' ? [`{${key}}`] : []));
  return (
    <>
      {plan.started && <Alert type="info" showIcon title={t('duties.ritual.started')} />}
      {empty.length > 0 && <Alert type="warning" showIcon title={t('duties.ritual.empty', { keys: empty.join(' ') })} />}
      <ol className="ritual-lines">
        {plan.lines
          .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
          .map((line) => (
            <li key={line.index}>
              <div className="frame">
                {dateTime(line.dueAt, plan.zone)} · {ownerWords(line.owner)}{' '}
                {line.past && <span className="tag grey">{t('duties.ritual.past')}</span>}
              </div>
              <b>{line.title}</b>
              {(line.words !== '' || texts[line.index] !== undefined) && (
                <Input.TextArea
                  aria-label={t('duties.ritual.wordsOf', { title: line.title })}
                  autoSize
                  maxLength={2000}
                  value={texts[line.index] ?? line.words}
                  onChange={(event) => change(line.index, event.target.value)}
                />
              )}
              {line.silence !== '' && (
                <p className="frame">
                  {t('duties.silence')}
                  {line.silence}
                </p>
              )}
            </li>
          ))}
      </ol>
    </>
  );
}
