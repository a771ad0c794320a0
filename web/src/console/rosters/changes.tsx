import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

const SHOWN = 30;

/** Who joined, left or is called otherwise since the list before; without accounts it says what it cannot tell. */
export function Changes({ channelId, importId }: { channelId: string; importId: string }) {
  const { t } = useTranslation(['console', 'picture']);
  const changes = useQuery(api.rosters.compare.queryOptions({ input: { channelId, importId } }));
  if (changes.error) return <Problem error={changes.error} retry={() => changes.refetch()} />;
  if (!changes.data) return <Skeleton active />;
  const { certainty, stayed, joined, left, renamed, roles } = changes.data;
  const named = (people: { name: string }[]) => listed(people.map(({ name }) => name));
  const listed = (names: string[]) =>
    names.length > SHOWN
      ? t('roster.andMore', { names: names.slice(0, SHOWN).join(t('list.separator')), n: number(names.length - SHOWN) })
      : names.join(t('list.separator'));
  const rows: [key: 'joined' | 'left' | 'renamed' | 'roles', n: number, text: string][] = [
    ['joined', joined.length, named(joined)],
    ['left', left.length, named(left)],
    ['renamed', renamed.length, listed(renamed.map(({ before, after }) => `${before} → ${after}`))],
    [
      'roles',
      roles.length,
      listed(roles.map(({ name, before, after }) => `${name} ${t(`roster.role.${before}`)} → ${t(`roster.role.${after}`)}`)),
    ],
  ];
  const shown = rows.filter(([, n]) => n > 0);
  return (
    <>
      <p style={{ marginTop: 10 }}>
        {shown.length === 0 ? t('roster.same') : t('roster.since')}{' '}
        <span className="frame">{t('roster.stayed', { n: number(stayed) })}</span>
      </p>
      <dl className="changes">
        {shown.map(([key, n, text]) => (
          <div key={key}>
            <dt>
              {t(`roster.${key}`)} {number(n)}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {certainty === 'names' && joined.length + left.length > 0 && (
        <p className="frame" style={{ marginTop: 10 }}>
          {t('roster.namesOnly')}
        </p>
      )}
    </>
  );
}
