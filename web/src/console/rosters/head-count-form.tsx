import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Segmented, Skeleton } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Problem } from '../../shared/problem.tsx';

const names = ['members', 'messages', 'speakers', 'joins', 'leaves'] as const;
type Texts = Record<(typeof names)[number], string>;
const blank: Texts = { members: '', messages: '', speakers: '', joins: '', leaves: '' };

/** Five figures of one day. A blank one is not known, which is not nought. */
export function HeadCountForm({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const counts = useQuery(api.rosters.headCounts.queryOptions({ input: { channelId } }));
  const [day, setDay] = useState<string | null>(null);
  const [typed, setTyped] = useState<Partial<Texts>>({});
  const [kept, setKept] = useState<string | null>(null);
  const refreshed = () => queryClient.invalidateQueries({ queryKey: api.rosters.key() });
  const keep = useMutation({
    ...api.rosters.keepHeadCount.mutationOptions(),
    onSuccess: (_answer, input) => {
      setKept(input.day);
      return refreshed().then(() => setTyped({}));
    },
  });
  const undo = useMutation({
    ...api.rosters.undoHeadCount.mutationOptions(),
    onSuccess: () => {
      setKept(null);
      setTyped({});
      keep.reset();
      return refreshed();
    },
  });
  if (counts.error) return <Problem error={counts.error} retry={() => counts.refetch()} />;
  if (!counts.data) return <Skeleton active />;
  const { today, days } = counts.data;
  const shown = day ?? today;
  const stored = days.find((one) => one.day === shown);
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  const lastMembers = days.find(({ members }) => members !== null)?.members;
  const texts = Object.fromEntries(names.map((name) => [name, typed[name] ?? stored?.[name]?.toString() ?? blank[name]])) as Texts;
  const choose = (chosen: string) => {
    setDay(chosen);
    setTyped({});
    keep.reset();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const number = (name: keyof Texts) => (texts[name] === '' ? null : Number(texts[name]));
    keep.mutate({
      channelId,
      day: shown,
      members: number('members'),
      messages: number('messages'),
      speakers: number('speakers'),
      joins: number('joins'),
      leaves: number('leaves'),
    });
  };
  const error = keep.error ?? undo.error;
  return (
    <form onSubmit={send}>
      <div className="which">
        <Segmented
          aria-label={t('daily.day')}
          size="large"
          value={shown === today ? 'today' : shown === yesterday ? 'yesterday' : ''}
          options={[
            { value: 'today', label: t('daily.today') },
            { value: 'yesterday', label: t('daily.yesterday') },
          ]}
          onChange={(value) => choose(value === 'today' ? today : yesterday)}
        />
        <Input
          type="date"
          size="large"
          aria-label={t('daily.day')}
          value={shown}
          max={today}
          onChange={({ target }) => target.value !== '' && choose(target.value)}
        />
      </div>
      {stored?.covered && <Alert type="info" showIcon title={t('daily.coveredHint')} style={{ marginTop: 12 }} />}
      <div className="fields">
        {names.map((name) => (
          <label key={name} htmlFor={`head-count-${name}`}>
            {t(`daily.field.${name}`)}
            <Input
              id={`head-count-${name}`}
              inputMode="numeric"
              pattern="[0-9]*"
              maxLength={6}
              autoComplete="off"
              value={texts[name]}
              placeholder={name === 'members' && lastMembers != null ? t('daily.lastMembers', { n: lastMembers }) : '—'}
              onChange={({ target }) => setTyped({ ...typed, [name]: digits(target.value) })}
            />
          </label>
        ))}
      </div>
      <p className="frame" style={{ marginBottom: 12 }}>
        {t('daily.blank')}
      </p>
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        loading={keep.isPending}
        disabled={names.every((name) => texts[name] === '')}
      >
        {t(stored ? 'daily.correct' : 'daily.keep')}
      </Button>
      <div aria-live="polite" style={{ marginTop: 12 }}>
        {error && <Alert type="error" showIcon title={errorText(error)} />}
        {!error && kept && (
          <Alert
            type="success"
            showIcon
            title={t('daily.kept', { day: kept })}
            action={
              <Button loading={undo.isPending} onClick={() => undo.mutate({ channelId, day: kept })}>
                {t('daily.undo')}
              </Button>
            }
          />
        )}
      </div>
    </form>
  );
}

/** Full-width digits too: Chinese keyboards write them. */
function digits(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, 6);
}
