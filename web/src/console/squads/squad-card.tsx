import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { useAskName } from '../../shared/ask-name.tsx';
import { number } from '../../shared/format.ts';
import { changed, type Placed, type Squad } from './state.ts';

interface Shown {
  /** Null: those who are in none. */
  id: string | null;
  name: string;
  leader: Squad['leader'];
  people: Placed[];
}

interface Props {
  squad: Shown;
  running: boolean;
  chosen: ReadonlySet<string>;
  choose(enrolmentId: string, on: boolean): void;
  appoint?(): void;
}

/** One squad: its leader, how far it is today, its people as boxes to tick. Plain boxes, because there may be hundreds. */
export function SquadCard({ squad, running, chosen, choose, appoint }: Props) {
  const { t } = useTranslation();
  const { id, name, leader, people } = squad;
  const done = people.filter(({ today }) => today !== null && today !== 'leave').length;
  return (
    <section className={id === null ? 'squad all' : 'squad'} aria-label={name}>
      <header>
        <h3>{name}</h3>
        <span className="frame">
          {running
            ? t('squads.doneOf', { done: number(done), people: number(people.length) })
            : t('squads.people', { count: people.length, n: number(people.length) })}
        </span>
        {id !== null && <More squad={{ id, name, people }} />}
      </header>
      {id !== null && (
        <p className="squad-leader">
          {leader ? t('squads.leaderIs', { name: leader.nickname }) : <span className="tag amber">{t('squads.noLeader')}</span>}
          <Button
            type="link"
            size="small"
            onClick={appoint}
            aria-label={t(leader ? 'squads.replaceIn' : 'squads.appointIn', { squad: name })}
          >
            {t(leader ? 'squads.replace' : 'squads.appointLeader')}
          </Button>
        </p>
      )}
      {people.length === 0 && <p className="sub">{t('squads.empty')}</p>}
      <ul>
        {people.map(({ enrolmentId, nickname, today }) => (
          <li key={enrolmentId}>
            <label>
              <input type="checkbox" checked={chosen.has(enrolmentId)} onChange={(event) => choose(enrolmentId, event.target.checked)} />
              <span>{nickname}</span>
              {running && today !== null && <small>{t(`camps.kind.${today}`)}</small>}
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

function More({ squad: { id, name, people } }: { squad: { id: string; name: string; people: Placed[] } }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const ask = useAskName();
  const onError = (error: unknown) => void message.error(errorText(error));
  const rename = useMutation({ ...api.squads.rename.mutationOptions(), onSuccess: changed, onError });
  const remove = useMutation({ ...api.squads.remove.mutationOptions(), onSuccess: changed, onError });
  const askName = () =>
    ask({
      title: t('squads.rename'),
      label: t('squads.name'),
      ok: t('squads.renameDo'),
      before: name,
      most: 30,
      save: (after) => rename.mutateAsync({ squadId: id, name: after }),
    });
  const askRemoval = () =>
    modal.confirm({
      title: t('squads.removeTitle', { name }),
      content: t('squads.removeGoes', { count: people.length, n: number(people.length) }),
      okText: t('squads.removeDo'),
      okButtonProps: { danger: true, type: 'default' },
      onOk: () => remove.mutateAsync({ squadId: id }).catch(() => undefined),
    });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'rename', label: t('squads.rename') },
          { key: 'remove', label: t('squads.remove'), danger: true },
        ],
        onClick: ({ key }) => (key === 'rename' ? askName() : askRemoval()),
      }}
    >
      <Button size="small" aria-label={t('squads.more', { name })} aria-haspopup="menu">
        …
      </Button>
    </Dropdown>
  );
}
