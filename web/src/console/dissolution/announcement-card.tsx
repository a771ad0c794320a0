import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { AnnouncementForm } from './announcement-form.tsx';
import type { Dissolution } from './dissolve-page.tsx';

interface About {
  communityId: string;
  data: Dissolution;
  owner: boolean;
}

/** What was announced, with the ways to change it and to withdraw it; a form where nothing was. */
export function AnnouncementCard({ communityId, data, owner }: About) {
  const { t } = useTranslation('dissolution');
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState(false);
  const { announcement } = data;
  const withdraw = useMutation({
    ...api.dissolution.withdraw.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.dissolution.key() });
      void message.success(t('announce.withdrawn'));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  if (data.counts.people === 0 && !announcement) return null;
  if (!announcement || editing)
    return owner ? (
      <Card title={t(announcement ? 'announce.edit' : 'announce.title')}>
        <AnnouncementForm communityId={communityId} data={data} close={() => setEditing(false)} />
      </Card>
    ) : null;
  const { lastDay, words, refund, successor, over, version } = announcement;
  const ask = () =>
    modal.confirm({
      title: t('announce.withdrawTitle'),
      content: t('announce.withdrawNote'),
      okText: t('announce.withdraw'),
      onOk: () => withdraw.mutateAsync({ communityId }).catch(() => undefined),
    });
  return (
    <Card title={t(over ? 'announce.over' : 'announce.done', { day: lastDay })} note={t('announce.version', { n: number(version) })}>
      <p className="dissolution-written">{words}</p>
      {refund !== '' && <p>{t('member.refund', { refund })}</p>}
      {successor && (
        <p>
          {t('announce.successor')}
          {': '}
          {successor.name}
        </p>
      )}
      {owner && (
        <div className="filters">
          <Button onClick={() => setEditing(true)}>{t('announce.edit')}</Button>
          {!over && (
            <Button onClick={ask} loading={withdraw.isPending}>
              {t('announce.withdraw')}
            </Button>
          )}
        </div>
      )}
      {!over && owner && <Farewell communityId={communityId} lastDay={lastDay} />}
    </Card>
  );
}

const SCRIPT = 'farewell';

/** The script of the last evening, put on the duty list with one press. */
function Farewell({ communityId, lastDay }: { communityId: string; lastDay: string }) {
  const { t } = useTranslation('dissolution');
  const { message } = App.useApp();
  const rituals = useQuery(api.duties.rituals.queryOptions({ input: { communityId } }));
  const start = useMutation({
    ...api.duties.startRitual.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.duties.key() }),
    onError: (error) => void message.error(errorText(error)),
  });
  if (!rituals.data) return null;
  const planned = rituals.data.rituals.some(({ script, cancelledAt }) => script === SCRIPT && cancelledAt === null);
  return (
    <div className="dissolution-farewell">
      <h3>{t('ritual.title')}</h3>
      <p className="sub">{t(planned ? 'ritual.added' : 'ritual.note')}</p>
      {!planned && (
        <Button
          loading={start.isPending}
          onClick={() => start.mutate({ communityId, script: SCRIPT, begins: { day: lastDay, time: '20:00' } })}
        >
          {t('ritual.add')}
        </Button>
      )}
    </div>
  );
}
