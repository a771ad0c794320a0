import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, call, errorText, queryClient } from '../../shared/api.ts';

const TOAST_SECONDS = 12;
const LOOKS = 40;

/** Merging two people and taking it back; pages follow once the picture has been taken again. */
export function useMerging(channelIds: readonly string[]) {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const done = async () => {
    await queryClient.invalidateQueries();
    await followed(channelIds);
  };
  const onError = (error: Error) => void message.error(errorText(error));
  const undo = useMutation({
    ...api.members.undoMerge.mutationOptions(),
    onError,
    onSuccess: () => {
      void message.success(t('member.undone'));
      void done();
    },
  });
  const merge = useMutation({
    ...api.members.merge.mutationOptions(),
    onError,
    onSuccess: ({ communityId, number }) => {
      const key = `merge ${communityId} ${number}`;
      notification.success({
        key,
        title: t('member.merged'),
        description: t('member.mergedNote'),
        duration: TOAST_SECONDS,
        actions: (
          <Button
            onClick={() => {
              notification.destroy(key);
              undo.mutate({ communityId, number });
            }}
          >
            {t('member.undo')}
          </Button>
        ),
      });
      void done();
    },
  });
  return { merge, undo };
}

/** Asks again until no picture waits to be taken anew. */
async function followed(channelIds: readonly string[]): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    await new Promise((resolve) => setTimeout(resolve, 400 + look * 50));
    const states = await Promise.all(channelIds.map((channelId) => call.insights.group({ channelId }).catch(() => null)));
    if (states.every((state) => !state?.updating)) break;
  }
  await queryClient.invalidateQueries();
}
