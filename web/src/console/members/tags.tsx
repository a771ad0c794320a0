import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Tag } from 'antd';
import { useId, useState } from 'react';
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
  const list = useId();
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
            <Input
              value={text}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={(event) => {
                if (!event.nativeEvent.isComposing) put(text);
              }}
              aria-label={t('member.newTag')}
              placeholder={t('member.newTag')}
              maxLength={24}
              size="small"
              style={{ width: 130 }}
              list={list}
            />
            <datalist id={list}>
              {known.data?.tags.map(({ tag }) => (
                <option key={tag} value={tag} />
              ))}
            </datalist>
            <Button size="small" disabled={text.trim() === ''} loading={add.isPending} onClick={() => put(text)}>
              {t('member.addTag')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
