import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

interface TalkLine {
  at: string;
  person: { id: string; name: string } | null;
  text: string;
}

/** Lines of talk with who and when. `marked`: the instant of the one that is looked for. */
function TalkLines({ lines, zone, marked }: { lines: readonly TalkLine[]; zone: string; marked?: string | undefined }) {
  return (
    <ul className="evidence">
      {lines.map(({ at, person, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one instant may say the same
        <li key={`${at} ${index}`} className={at === marked ? 'marked' : undefined}>
          {person && <b>{person.name}</b>} <span className="frame">{dateTime(at, zone)}</span>
          <div>{text}</div>
        </li>
      ))}
    </ul>
  );
}

interface DrawerProps {
  channelId: string;
  zone: string;
  onClose: () => void;
}

/** What was said around an instant: some minutes after it, and what came before. */
export function ContextDrawer({ channelId, zone, at, onClose }: DrawerProps & { at: string | null }) {
  const { t } = useTranslation();
  const before = at === null ? '' : new Date(Date.parse(at) + 10 * 60_000).toISOString();
  const talk = useQuery({ ...api.chat.messages.queryOptions({ input: { channelId, before, limit: 40 } }), enabled: at !== null });
  return (
    <Drawer open={at !== null} onClose={onClose} size={520} title={t('topics.context')}>
      {talk.error && <Problem error={talk.error} retry={() => talk.refetch()} />}
      {talk.isLoading && <Skeleton active />}
      {talk.data && <TalkLines lines={[...talk.data.messages].reverse()} zone={zone} marked={at ?? undefined} />}
    </Drawer>
  );
}

/** The messages a phrase stands in. */
export function PhraseDrawer({ channelId, zone, phrase, onClose }: DrawerProps & { phrase: string | null }) {
  const { t } = useTranslation();
  const talk = useQuery({ ...api.insights.said.queryOptions({ input: { channelId, phrase: phrase ?? '-' } }), enabled: phrase !== null });
  return (
    <Drawer open={phrase !== null} onClose={onClose} size={520} title={t('topics.said', { phrase: phrase ?? '' })}>
      {talk.error && <Problem error={talk.error} retry={() => talk.refetch()} />}
      {talk.isLoading && <Skeleton active />}
      {talk.data && (
        <>
          <p className="frame">{t('topics.saidNote', { n: talk.data.messages.length })}</p>
          <TalkLines lines={talk.data.messages} zone={zone} />
        </>
      )}
    </Drawer>
  );
}
