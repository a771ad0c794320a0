import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Modal, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { EvidenceList } from './evidence.tsx';
import { useMerging } from './merging.tsx';

interface PersonKey {
  channelId: string;
  personId: string;
}

/** Looks for the other one, shows what speaks for it, and merges on a second click. */
export function MergeChooser({
  person,
  name,
  communityId,
  own,
  open,
  onClose,
}: {
  person: PersonKey;
  name: string;
  communityId: string;
  /** Identities the person has already. */
  own: readonly PersonKey[];
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({
    ...api.members.search.queryOptions({ input: { communityId, search: text.trim(), limit: 20 } }),
    enabled: open && text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const other = keyOf(chosen);
  const comparison = useQuery({
    ...api.members.compare.queryOptions({
      input: { ...person, withChannelId: other?.channelId ?? person.channelId, withPersonId: other?.personId ?? '-' },
    }),
    enabled: open && other !== null,
  });
  const { merge } = useMerging([person.channelId, ...(other ? [other.channelId] : [])]);
  const close = () => {
    setText('');
    setChosen(null);
    onClose();
  };
  const options = (text.trim() === '' ? [] : (found.data?.people ?? []))
    .filter((one) => !own.some((mine) => mine.channelId === one.channelId && mine.personId === one.personId))
    .map((one) => ({
      value: `${one.channelId} ${one.personId}`,
      label: `${one.name} · ${one.channelName} · ${t('member.messages', { count: one.messages, n: number(one.messages) })}`,
    }));
  return (
    <Modal
      open={open}
      onCancel={close}
      title={t('member.mergeTitle', { name })}
      okText={t('member.mergeDo')}
      okButtonProps={{ disabled: other === null || comparison.isPending, loading: merge.isPending }}
      onOk={() => {
        if (other) merge.mutate({ ...person, withChannelId: other.channelId, withPersonId: other.personId }, { onSuccess: close });
      }}
    >
      <p className="sub" style={{ marginBottom: 12 }}>
        {t('member.mergeHint')}
      </p>
      <Input
        aria-label={t('member.choose')}
        placeholder={t('member.typeName')}
        allowClear
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(null);
        }}
        style={{ marginBottom: 8 }}
      />
      {text.trim() !== '' && found.data && options.length === 0 && <p className="sub">{t('member.nobody')}</p>}
      {found.error && <Problem error={found.error} />}
      <Radio.Group
        className="choices"
        aria-label={t('member.choose')}
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        options={options}
      />
      {other && comparison.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {other && comparison.error && <Problem error={comparison.error} />}
      {other && comparison.data && <EvidenceList {...comparison.data} />}
    </Modal>
  );
}

function keyOf(chosen: string | null): PersonKey | null {
  if (chosen === null) return null;
  const at = chosen.indexOf(' ');
  return { channelId: chosen.slice(0, at), personId: chosen.slice(at + 1) };
}
