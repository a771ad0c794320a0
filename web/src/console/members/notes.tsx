import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

/** What staff write down about a person; members never see it. */
export function Notes({ channelId, personId, zone }: { channelId: string; personId: string; zone: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const notes = useQuery(api.members.notes.queryOptions({ input: { channelId, personId } }));
  const refreshed = () => queryClient.invalidateQueries({ queryKey: api.members.key() });
  const onError = (error: Error) => void message.error(errorText(error));
  const add = useMutation({
    ...api.members.addNote.mutationOptions(),
    onError,
    onSuccess: () => {
      setText('');
      return refreshed();
    },
  });
  const remove = useMutation({ ...api.members.removeNote.mutationOptions(), onError, onSuccess: refreshed });
  return (
    <section>
      <h3>{t('member.notes')}</h3>
      <p className="frame">{t('member.notesHint')}</p>
      {notes.error && <Problem error={notes.error} retry={() => notes.refetch()} />}
      <ul className="messages">
        {notes.data?.notes.map((note) => (
          <li key={note.noteId} className="merge">
            <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {note.text}
              <div className="frame">{dateTime(note.at, zone)}</div>
            </div>
            <Popconfirm
              title={t('member.removeNoteSure')}
              okText={t('member.removeNote')}
              onConfirm={() => remove.mutate({ channelId, personId, noteId: note.noteId })}
            >
              <Button size="small">{t('member.removeNote')}</Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
      <Input.TextArea
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={t('member.newNote')}
        placeholder={t('member.newNote')}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
      />
      <Button
        style={{ marginTop: 8 }}
        disabled={text.trim() === ''}
        loading={add.isPending}
        onClick={() => add.mutate({ channelId, personId, text: text.trim() })}
      >
        {t('member.addNote')}
      </Button>
    </section>
  );
}
