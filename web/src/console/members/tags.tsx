import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input, Tag } from 'antd';
import type { Contract } from 'qunce/contract';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Needs } from '../segments/need-rows.tsx';

type RuleTag = InferContractRouterOutputs<Contract>['members']['member']['ruleTags'][number];

interface TagsProps {
  channelId: string;
  personId: string;
  communityId: string;
  tags: readonly string[];
  ruleTags: readonly RuleTag[];
  editable: boolean;
}

/** Tags of a person: those put on and taken off by hand, then those a rule gives, with what decided. */
export function Tags({ channelId, personId, communityId, tags, ruleTags, editable }: TagsProps) {
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
  if (!editable && tags.length + ruleTags.length === 0) return null;
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
      <RuleTags channelId={channelId} ruleTags={ruleTags} />
      {editable && (
        <Link to="/communities/$communityId/segment-rules" params={{ communityId }} search={{ channelId }}>
          {t('member.tagRules')}
        </Link>
      )}
    </section>
  );
}

/** Nobody can take these off: they go when the rule no longer holds. The group is named where it is another one. */
function RuleTags({ channelId, ruleTags }: { channelId: string; ruleTags: readonly RuleTag[] }) {
  const { t } = useTranslation();
  if (ruleTags.length === 0) return null;
  return (
    <ul className="rule-tags" aria-label={t('member.ruleTags')}>
      {ruleTags.map((tag) => (
        <li key={`${tag.channelId} ${tag.key}`}>
          <span className="tag amber">{tag.name}</span> <span className="tag grey">{t('member.byRule')}</span>{' '}
          {tag.channelId !== channelId && <span className="tag grey">{tag.channelName}</span>} <Needs rows={tag.reason} />
        </li>
      ))}
    </ul>
  );
}
