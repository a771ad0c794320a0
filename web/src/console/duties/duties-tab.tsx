import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { DeskCard } from './desk-card.tsx';
import './duties.css';
import { LoadCard } from './load-card.tsx';
import { Rituals } from './rituals.tsx';
import { Rosters } from './rosters.tsx';

/** 值日与仪式: what is due today, and where it comes from. */
export function DutiesTab({ camp }: { camp: CampDetail }) {
  const { communityId } = camp;
  return (
    <div className="grid">
      <DeskCard communityId={communityId} />
      <Rosters communityId={communityId} />
      <Rituals camp={camp} />
      <ReminderCard campaignId={camp.id} />
      <LoadCard communityId={communityId} />
    </div>
  );
}

const choices = [0, 60, 120, 180] as const;

function ReminderCard({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const query = useQuery(api.duties.reminder.queryOptions({ input: { campaignId } }));
  const set = useMutation({
    ...api.duties.setReminder.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries(),
    onError: (error) => void message.error(errorText(error)),
  });
  if (!query.data) return null;
  const { minutes } = query.data;
  const current = choices.find((choice) => choice === minutes) ?? 0;
  return (
    <Card title={t('duties.reminder.title')} note={t('duties.reminder.note')}>
      <Segmented<(typeof choices)[number]>
        aria-label={t('duties.reminder.title')}
        value={current}
        disabled={set.isPending}
        onChange={(value) => set.mutate({ campaignId, minutes: value })}
        options={choices.map((value) => ({ value, label: t(`duties.reminder.m${value}`) }))}
      />
    </Card>
  );
}
