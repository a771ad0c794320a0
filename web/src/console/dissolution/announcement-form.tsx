import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import type { Dissolution } from './dissolve-page.tsx';

const NOWHERE = 'nowhere';

/** The last day, the words, where to; beside it what members will see. */
export function AnnouncementForm({ communityId, data, close }: { communityId: string; data: Dissolution; close(): void }) {
  const { t, i18n } = useTranslation('dissolution');
  const { message } = App.useApp();
  const { name, announcement: before, firstLastDay, successors, refundRule } = data;
  const [lastDay, setLastDay] = useState(before?.lastDay ?? firstLastDay);
  // As the phone says it; civil days are reckoned in UTC.
  const named = lastDay
    ? new Intl.DateTimeFormat(i18n.language, { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(new Date(lastDay))
    : t('announce.chosenDay');
  // Until somebody writes their own, the words go with the day.
  const [written, setWords] = useState(before?.words ?? null);
  const words = written ?? t('announce.default', { name, day: named });
  const [refund, setRefund] = useState(before?.refund ?? refundRule);
  const [successorId, setSuccessor] = useState(before?.successor?.id ?? null);
  const announce = useMutation({
    ...api.dissolution.announce.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.dissolution.key() });
      void message.success(t(before ? 'announce.saved' : 'announce.sent'));
      close();
    },
  });
  const told = successors.find(({ id }) => id === successorId)?.name;
  const label = ({ name: of, room }: Dissolution['successors'][number]) =>
    room === null
      ? of
      : room === 0
        ? t('announce.successorFull', { name: of })
        : t('announce.successorRoom', { name: of, count: room, n: number(room) });
  return (
    <div className="dissolution-announce">
      <Form
        layout="vertical"
        onFinish={() => announce.mutate({ communityId, version: before?.version ?? 0, lastDay, words: words.trim(), refund, successorId })}
      >
        <Form.Item label={t('announce.lastDay')} htmlFor="last-day" extra={t('announce.lastDayNote', { first: firstLastDay })}>
          <Input
            id="last-day"
            type="date"
            min={before && !before.over && before.lastDay < firstLastDay ? before.lastDay : firstLastDay}
            value={lastDay}
            onChange={({ target }) => setLastDay(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('announce.words')} htmlFor="last-words" extra={t('announce.wordsNote')}>
          <Input.TextArea
            id="last-words"
            autoSize={{ minRows: 4 }}
            maxLength={2000}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('announce.refund')} htmlFor="last-refund" extra={t('announce.refundNote')}>
          <Input id="last-refund" maxLength={300} value={refund} onChange={({ target }) => setRefund(target.value)} />
        </Form.Item>
        <Form.Item label={t('announce.successor')} htmlFor="last-successor" extra={t('announce.successorNote')}>
          <Select
            id="last-successor"
            value={successorId ?? NOWHERE}
            onChange={(to: string) => setSuccessor(to === NOWHERE ? null : to)}
            options={[
              { value: NOWHERE, label: t('announce.successorNone') },
              ...successors.map((one) => ({ value: one.id, label: label(one), disabled: one.room === 0 && one.id !== successorId })),
            ]}
          />
        </Form.Item>
        {announce.error && <Alert type="error" showIcon title={errorText(announce.error)} style={{ marginBottom: 12 }} />}
        <div className="filters">
          <Button type="primary" htmlType="submit" loading={announce.isPending} disabled={lastDay === '' || words.trim().length < 2}>
            {t(before ? 'announce.save' : 'announce.send')}
          </Button>
          {before && <Button onClick={close}>{t('announce.cancel')}</Button>}
        </div>
      </Form>
      <aside className="dissolution-phone" aria-label={t('announce.preview')}>
        <p className="frame">{t('announce.preview')}</p>
        <h3>{t('member.title', { community: name })}</h3>
        <p>{t('member.lastDay', { day: named })}</p>
        <p className="dissolution-written">{words}</p>
        {refund !== '' && <p>{t('member.refund', { refund })}</p>}
        {told !== undefined && <p>{t('member.ask', { name: told })}</p>}
      </aside>
    </div>
  );
}
