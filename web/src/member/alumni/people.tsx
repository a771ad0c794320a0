import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { Entries, SearchField, useTyped } from '../directory/finding.tsx';
import { Notice, Trouble, Waiting } from '../parts.tsx';

const rows = ['doing', 'offers', 'seeks', 'contact'] as const;

/** Those who said yes, found by name, its sound, or what they tell. */
export function People({ communityId }: { communityId: string }) {
  const { t } = useTranslation('alumni');
  const { typed, setTyped, search } = useTyped();
  const { answer, error, again } = useAsk(`alumni ${communityId} ${search}`, () => call.alumni.people({ communityId, search }, patience()));
  const alone = search === '' && answer?.people.every(({ own }) => own);
  return (
    <>
      <SearchField label={t('people.search')} hint={t('people.hint')} typed={typed} to={setTyped} />
      {!answer && (error ? <Trouble error={error} again={again} /> : <Waiting />)}
      {answer && (alone || answer.people.length === 0) && (
        <Notice title={t(alone ? 'people.empty' : 'people.notFound')}>
          <p>{t(alone ? 'people.emptyHow' : 'people.notFoundHow')}</p>
        </Notice>
      )}
      {answer && answer.people.length > 0 && (
        <Entries
          label={t('title')}
          people={answer.people.map((person) => ({ ...person, rows: rows.map((row) => [t(`row.${row}`), person[row]] as const) }))}
        />
      )}
      {answer?.more && <p className="quiet-text">{t('people.more')}</p>}
    </>
  );
}
