import { useMutation, useQuery } from '@tanstack/react-query';
import { App, AutoComplete, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';

/** Tags of a person, put on and taken off by hand. */
export function Tags({
  channelId,
  personId,
  tags,
  editable,
}: {
  channelId: string;
  personId: string;
  tags: readonly string[];
  editable: boolean;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const known = useQuery({ ...api.members.tags.queryOptions({ input: { channelId } }), enabled: editable });
  const after = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.members.key() }),
    onError: (error: Error) => void message.error(errorText(error)),
  };
  const add = useMutation({ ...api.members.addTag.mutationOptions(), ...after });
  const remove = useMutation({ ...api.members.removeTag.mutationOptions(), ...after });
  const put = (tag: string) => {
    setText('');
    if (tag.trim() !== '') add.mutate({ channelId, personId, tag: tag.trim() });
  };
  if (!editable && tags.length === 0) return null;
  return (
    <section aria-label={t('member.tags')}>
      <div className="tag-line">
        {tags.map((tag) => (
          <Tag
            key={tag}
            closable={editable ? { 'aria-label': t('member.removeTag', { tag }) } : false}
            onClose={(event) => {
              event.preventDefault();
              remove.mutate({ channelId, personId, tag });
            }}
          >
            {tag}
          </Tag>
        ))}
        {editable && (
          <>
            <AutoComplete
              value={text}
              onChange={setText}
              onSelect={put}
              aria-label={t('member.newTag')}
              placeholder={t('member.newTag')}
              maxLength={24}
              size="small"
              style={{ width: 120 }}
              options={(known.data?.tags ?? [])
                .filter(({ tag }) => !tags.includes(tag) && tag.includes(text.trim()))
                .slice(0, 8)
                .map(({ tag }) => ({ value: tag }))}
              onInputKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) put(text);
              }}
            />
            <Button size="small" disabled={text.trim() === ''} loading={add.isPending} onClick={() => put(text)}>
              {t('member.addTag')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
