import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { timeIn } from '../../shared/times.ts';
import { type DueItem, shortDay, useItemWords, useOwnerWords } from './words.ts';

/** Says that something was done, and takes that back: of a reminder by its campaign and day. */
function useDone(item: DueItem) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const fail = (error: unknown) => void message.error(errorText(error));
  const changed = () => queryClient.invalidateQueries();
  const finish = useMutation({ ...api.duties.finish.mutationOptions(), onSuccess: changed, onError: fail });
  const reopen = useMutation({ ...api.duties.reopen.mutationOptions(), onSuccess: changed, onError: fail });
  const remind = useMutation({ ...api.duties.remind.mutationOptions(), onSuccess: changed, onError: fail });
  const say = async (done: boolean) => {
    if (item.id === null) await remind.mutateAsync({ campaignId: item.sourceId, day: item.turn ?? item.day, done });
    else await (done ? finish : reopen).mutateAsync({ dueItemId: item.id });
  };
  const undo = () => void say(false).catch(() => undefined);
  const done = async () => {
    try {
      await say(true);
    } catch {
      return;
    }
    const key = `done ${item.id ?? item.sourceId}`;
    void message.success({
      key,
      duration: 8,
      content: (
        <>
          {t('duties.isDone')}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              undo();
            }}
          >
            {t('duties.undo')}
          </Button>
        </>
      ),
    });
  };
  // Each waits for its own answer alone: a button that waits swallows presses, and lists are read anew for a while after each answer.
  const reminding = remind.isPending ? remind.variables.done : null;
  return {
    done: () => void done(),
    doing: finish.isPending || reminding === true,
    undo,
    undoing: reopen.isPending || reminding === false,
  };
}

interface Shown {
  item: DueItem;
  showDay?: boolean;
  showCommunity?: boolean;
  /** The one to do next. */
  first?: boolean;
}

/** One thing to do: when, what, whose; the words to copy; done with one press. */
export function DueLine({ item, showDay = false, showCommunity = false, first = false }: Shown) {
  const { t } = useTranslation();
  const ownerWords = useOwnerWords();
  const { title, words } = useItemWords()(item);
  const { done, doing, undo, undoing } = useDone(item);
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(words);
    void message.success(t('duties.copied'));
  };
  const time = timeIn(item.zone, item.dueAt);
  const has = words !== '' || item.silence !== '';
  return (
    <li className={`due-line ${item.state}`}>
      <div className="due-when">
        <b>{showDay ? `${shortDay(item.day)} ${time}` : time}</b>
        {item.overdue && <span className="tag amber">{t('duties.overdue')}</span>}
        {item.state === 'missed' && <span className="tag red">{t('duties.missed')}</span>}
      </div>
      <div className="due-what">
        <div className="what">{title}</div>
        <div className="frame">
          {[ownerWords(item.owner), item.from, showCommunity ? item.community : ''].filter((part) => part !== '').join(' · ')}
          {item.done &&
            ` · ${t(item.done.late ? 'duties.doneLateBy' : 'duties.doneBy', { name: item.done.by ?? t('duties.somebody'), at: dateTime(item.done.at, item.zone) })}`}
        </div>
        {open && <Words item={item} words={words} />}
      </div>
      <div className="due-do">
        {has && (
          <Button type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'duties.fold' : 'duties.unfold')}
            <span className="visually-hidden">{title}</span>
          </Button>
        )}
        {words !== '' && item.state !== 'done' && (
          <Button onClick={() => void copy()}>
            {t('duties.copy')}
            <span className="visually-hidden">{title}</span>
          </Button>
        )}
        {item.state === 'done' ? (
          <Button onClick={undo} loading={undoing}>
            {t('duties.undo')}
            <span className="visually-hidden">{title}</span>
          </Button>
        ) : item.id === null && item.state === 'missed' ? null : (
          <Button type={item.overdue || first ? 'primary' : 'default'} onClick={done} loading={doing}>
            {t(item.state === 'missed' ? 'duties.lateDone' : 'duties.do')}
            <span className="visually-hidden">{title}</span>
          </Button>
        )}
      </div>
    </li>
  );
}

/** What is to be said and what to do when nobody answers; words of a ritual may be written otherwise until it is done. */
function Words({ item, words }: { item: DueItem; words: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const save = useMutation({
    ...api.duties.editWords.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      setDraft(null);
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const { id } = item;
  return (
    <div className="due-words">
      {draft === null ? (
        words !== '' && <blockquote>{words}</blockquote>
      ) : (
        <Input.TextArea
          aria-label={t('duties.words')}
          autoSize
          maxLength={2000}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
      )}
      {item.source === 'ritual' && id !== null && item.state !== 'done' && (
        <div className="due-edit">
          {draft === null ? (
            <Button size="small" onClick={() => setDraft(words)}>
              {t('duties.edit')}
            </Button>
          ) : (
            <>
              <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate({ dueItemId: id, words: draft })}>
                {t('duties.keep')}
              </Button>
              <Button size="small" onClick={() => setDraft(null)}>
                {t('duties.leave')}
              </Button>
            </>
          )}
        </div>
      )}
      {item.source === 'ritual' && id !== null && item.state !== 'done' && <Owner item={item} dueItemId={id} />}
      {item.silence !== '' && (
        <p className="frame">
          {t('duties.silence')}
          {item.silence}
        </p>
      )}
    </div>
  );
}

const STAFF = 'staff';

/** Gives this one line to somebody else. */
function Owner({ item, dueItemId }: { item: DueItem; dueItemId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const ownerWords = useOwnerWords();
  const people = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId: item.communityId } }));
  const give = useMutation({
    ...api.duties.handOver.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries(),
    onError: (error) => void message.error(errorText(error)),
  });
  const { kind, person, role } = item.owner;
  const now = person?.enrolmentId ?? role?.roleId ?? STAFF;
  const others = (people.data?.enrolments ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }));
  const kept = kind === 'role' || person?.gone ? [{ value: now, label: ownerWords(item.owner) }] : [];
  return (
    <Select<string>
      aria-label={t('duties.owner')}
      value={now}
      loading={give.isPending}
      style={{ maxWidth: 280 }}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...kept, { value: STAFF, label: t('duties.staff') }, ...others]}
      onChange={(who) => {
        if (who === now) return;
        give.mutate({ dueItemId, owner: who === STAFF ? { kind: 'staff' } : { kind: 'enrolment', enrolmentId: who } });
      }}
    />
  );
}
