import { useMutation } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { changed, type Tree } from './state.ts';

const NONE = 'none';

/** Where those who are ticked go: chosen from a list, so that it works with a keyboard and on a phone. */
export function MoveBar({
  tree,
  communityId,
  chosen,
  clear,
}: {
  tree: Tree;
  communityId: string;
  chosen: ReadonlySet<string>;
  clear(): void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [to, setTo] = useState<string | null>(null);
  const here = [...tree.squads.flatMap(({ people }) => people), ...tree.without].filter(({ enrolmentId }) => chosen.has(enrolmentId));
  const move = useMutation({
    ...api.squads.move.mutationOptions(),
    onSuccess: async ({ moved }) => {
      clear();
      await changed();
      void message.success(t('squads.moved', { count: moved, n: number(moved) }));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <section className="move-bar card" aria-label={t('squads.move')}>
      <b>{t('squads.chosen', { count: here.length, n: number(here.length) })}</b>
      <Button onClick={clear}>{t('squads.clear')}</Button>
      <Select
        aria-label={t('squads.moveTo')}
        placeholder={t('squads.moveTo')}
        value={to}
        onChange={setTo}
        showSearch={{ optionFilterProp: 'label' }}
        options={[...tree.squads.map(({ id, name }) => ({ value: id, label: name })), { value: NONE, label: t('squads.without') }]}
      />
      <Button
        type="primary"
        disabled={to === null || here.length === 0}
        loading={move.isPending}
        onClick={() =>
          move.mutate({ communityId, enrolmentIds: here.map(({ enrolmentId }) => enrolmentId), toSquadId: to === NONE ? null : to })
        }
      >
        {t('squads.move')}
      </Button>
    </section>
  );
}
