import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';

/** The last days as they were typed in; each can be taken back. */
export function HeadCountDays({ channelId, may }: { channelId: string; may: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const counts = useQuery(api.rosters.headCounts.queryOptions({ input: { channelId } }));
  const undo = useMutation({
    ...api.rosters.undoHeadCount.mutationOptions(),
    onError: (error) => void message.error(errorText(error)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.rosters.key() }),
  });
  if (!counts.data) return null;
  const fields = ['members', 'messages', 'speakers', 'joins', 'leaves'] as const;
  return (
    <Card title={t('daily.recent')} note={<span className="tag amber">{t('daily.handmade')}</span>}>
      {counts.data.days.length === 0 && <p className="sub">{t('daily.none')}</p>}
      <ul className="told">
        {counts.data.days.slice(0, 14).map((one) => (
          <li key={one.day}>
            <div>
              <b>{one.day}</b> {one.corrected && <span className="tag grey">{t('daily.corrected')}</span>}{' '}
              {one.covered && <span className="tag grey">{t('daily.covered')}</span>}
              <div className="frame">
                {fields
                  .filter((name) => one[name] !== null)
                  .map((name) => `${t(`daily.field.${name}`)} ${number(one[name])}`)
                  .join(' · ')}
              </div>
            </div>
            {may && (
              <Popconfirm
                title={t(one.corrected ? 'daily.restoreSure' : 'daily.removeSure', { day: one.day })}
                okText={t(one.corrected ? 'daily.restore' : 'daily.remove')}
                onConfirm={() => undo.mutate({ channelId, day: one.day })}
              >
                <Button aria-label={`${t(one.corrected ? 'daily.restore' : 'daily.remove')} ${one.day}`}>
                  {t(one.corrected ? 'daily.restore' : 'daily.remove')}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
