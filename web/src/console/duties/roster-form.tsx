import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queryClient } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { TwoSteps } from './two-steps.tsx';
import { type Roster, type RosterInput, type RosterPreview, span } from './words.ts';

/** As many as one roster holds. */
const MOST_PEOPLE = 200;

type Fields = Omit<RosterInput, 'communityId' | 'dutyRosterId'>;

/** 排值日: who, how often, what; shown as it would be dealt before it is saved. */
export function RosterForm({
  communityId,
  roster,
  today,
  close,
}: {
  communityId: string;
  roster: Roster | null;
  today: string;
  close(): void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [asked, setAsked] = useState<Fields | null>(null);
  const people = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId } }));
  const tree = useQuery(api.squads.tree.queryOptions({ input: { communityId } }));
  const squads = (tree.data?.squads ?? []).map(({ id, name, people: mates }) => ({
    id,
    name,
    people: mates.map(({ enrolmentId }) => enrolmentId),
  }));
  const whole = (fields: Fields) => ({ communityId, ...(roster && { dutyRosterId: roster.id }), ...fields });
  const preview = useMutation(api.duties.previewRoster.mutationOptions());
  const save = useMutation({
    ...api.duties.saveRoster.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      close();
    },
  });
  const initial: Fields = roster ?? {
    name: t('duties.roster.usualName'),
    rhythm: 'daily',
    startsOn: today,
    turns: 21,
    checklist: [
      { text: t('duties.roster.usualMorning'), time: '07:00', on: 'everyDay' },
      { text: t('duties.roster.usualEvening'), time: '21:00', on: 'everyDay' },
    ],
    enrolmentIds: [],
  };
  const look = (fields: Fields) => preview.mutate(whole(fields), { onSuccess: () => setAsked(fields) });
  const options = (people.data?.enrolments ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }));
  return (
    <TwoSteps<Fields>
      title={t(roster ? 'duties.roster.edit' : 'duties.roster.make')}
      width={640}
      form={form}
      initial={initial}
      look={{ words: t('duties.roster.look'), busy: preview.isPending, error: preview.error, submit: look }}
      shown={asked && preview.data ? <Dealt preview={preview.data} /> : null}
      back={() => setAsked(null)}
      carryOut={{
        words: t('duties.roster.save'),
        busy: save.isPending,
        error: save.error,
        submit: () => asked && save.mutate(whole(asked)),
      }}
      close={close}
    >
      <Form.Item
        name="name"
        label={t('duties.roster.name')}
        rules={[{ required: true, whitespace: true, message: t('duties.roster.nameNeeded') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="rhythm" label={t('duties.roster.rhythm')}>
        <Segmented options={(['daily', 'weekly', 'monthly'] as const).map((value) => ({ value, label: t(`duties.rhythm.${value}`) }))} />
      </Form.Item>
      <div className="camp-fields">
        <Form.Item name="startsOn" label={t('duties.roster.startsOn')} rules={[{ required: true, message: t('camps.dayNeeded') }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="turns" label={t('duties.roster.turns')} rules={[{ required: true, message: t('duties.roster.turnsNeeded') }]}>
          <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item
        name="enrolmentIds"
        label={t('duties.roster.people')}
        extra={[{ id: 'all', name: t('duties.roster.everybody'), people: options.map(({ value }) => value) }, ...squads].map((some) => (
          <Button
            key={some.id}
            type="link"
            size="small"
            disabled={some.people.length === 0}
            onClick={() => form.setFieldValue('enrolmentIds', some.people)}
          >
            {some.name}
          </Button>
        ))}
        rules={[
          { required: true, message: t('duties.roster.peopleNeeded') },
          { type: 'array', max: MOST_PEOPLE, message: t('duties.roster.peopleMost', { n: number(MOST_PEOPLE) }) },
        ]}
      >
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          maxTagCount={12}
          placeholder={t('duties.roster.peopleHint')}
        />
      </Form.Item>
      <Form.List name="checklist">
        {(lines, { add, remove }) => (
          <fieldset className="fields duty-checklist">
            <legend>{t('duties.roster.checklist')}</legend>
            {lines.map(({ key, name }) => (
              <div key={key} className="duty-checklist-line">
                <Form.Item name={[name, 'time']} noStyle rules={[{ required: true, message: t('duties.roster.timeNeeded') }]}>
                  <Input type="time" aria-label={t('duties.roster.time', { n: name + 1 })} />
                </Form.Item>
                <Form.Item
                  name={[name, 'text']}
                  noStyle
                  rules={[{ required: true, whitespace: true, message: t('duties.roster.textNeeded') }]}
                >
                  <Input maxLength={100} aria-label={t('duties.roster.text', { n: name + 1 })} placeholder={t('duties.roster.textHint')} />
                </Form.Item>
                <Form.Item name={[name, 'on']} noStyle>
                  <Select
                    aria-label={t('duties.roster.on', { n: name + 1 })}
                    options={(['everyDay', 'firstDay', 'lastDay'] as const).map((value) => ({ value, label: t(`duties.on.${value}`) }))}
                  />
                </Form.Item>
                <Button disabled={lines.length === 1} aria-label={t('duties.roster.remove', { n: name + 1 })} onClick={() => remove(name)}>
                  ×
                </Button>
              </div>
            ))}
            {lines.length < 12 && (
              <Button onClick={() => add({ text: '', time: '12:00', on: 'everyDay' })}>{t('duties.roster.add')}</Button>
            )}
          </fieldset>
        )}
      </Form.List>
      {roster && <p className="frame">{t('duties.roster.anew')}</p>}
    </TwoSteps>
  );
}

/** Whose every turn would be, and how many each. */
function Dealt({ preview }: { preview: RosterPreview }) {
  const { t } = useTranslation();
  return (
    <>
      {preview.gone.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('duties.roster.leftOut', { names: preview.gone.map(({ nickname }) => nickname).join(t('list.separator')) })}
        />
      )}
      <p>{t('duties.roster.dealt', { turns: number(preview.turns.length), items: number(preview.items) })}</p>
      <ul className="duty-turns">
        {preview.turns.map(({ turn, to, person, kept }) => (
          <li key={turn}>
            <span className="frame">{span(turn, to)}</span>
            <b>{person?.nickname ?? t('duties.noName')}</b>
            {kept && <span className="tag grey">{t('duties.roster.kept')}</span>}
          </li>
        ))}
      </ul>
      <p className="frame">
        {preview.loads.every(({ turns }) => turns === preview.loads[0]?.turns)
          ? t('duties.roster.loadSame', { count: preview.loads[0]?.turns ?? 0 })
          : preview.loads.map(({ person, turns }) => t('duties.roster.loadOf', { name: person.nickname, count: turns })).join(' · ')}
      </p>
    </>
  );
}
