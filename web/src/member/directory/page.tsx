import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Notice, Problem, Section, Trouble } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { IntroductionForm } from '../welcome/introduction-form.tsx';
import type { Community } from '../welcome/mine.ts';
import { OfCommunity } from '../welcome/of-community.tsx';
import { Entries, SearchField, useTyped } from './finding.tsx';

const rows = ['place', 'goal', 'strengths', 'offers', 'seeks'] as const;

/** 通讯录: who is here, what they offer and seek, of those who want to be found. */
export default function DirectoryPage() {
  const { t } = useTranslation();
  return (
    <OfCommunity page="directory" title={() => t('directory.title')}>
      {(community) => (
        <>
          <OwnEntry key={`own ${community.communityId}`} community={community} />
          <Others key={community.communityId} communityId={community.communityId} />
        </>
      )}
    </OfCommunity>
  );
}

function OwnEntry({ community }: { community: Community }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const { busy, problem, act } = useDeed();
  const { introduction, communityId } = community;
  const state = introduction === null ? 'none' : introduction.listed ? 'isListed' : 'notListed';
  const remove = async () => {
    if (await act(() => call.welcome.removeIntroduction({ communityId }, patience()))) setOpen(undefined);
  };
  return (
    <Section title={t('directory.own')}>
      <div className="step">
        <p>{t(state === 'none' ? 'directory.none' : `welcome.introduction.${state}`)}</p>
        <div className="acts">
          <button type="button" className={introduction ? 'second' : 'main'} onClick={() => setOpen('edit')}>
            {t(introduction ? 'directory.edit' : 'directory.write')}
          </button>
          {introduction && (
            <button type="button" className="quiet" onClick={() => setOpen('remove')}>
              {t('directory.remove')}
            </button>
          )}
        </div>
      </div>
      {open === 'edit' && (
        <Sheet title={t('welcome.step.introduction')} onClose={() => setOpen(undefined)}>
          <IntroductionForm community={community} saved={() => setOpen(undefined)} />
        </Sheet>
      )}
      {open === 'remove' && (
        <Sheet title={t('directory.remove')} onClose={() => setOpen(undefined)}>
          <p>{t('directory.removeAsk')}</p>
          <Problem of={problem} />
          <button type="button" className="danger wide" disabled={busy} onClick={() => void remove()}>
            {t('directory.removeNow')}
          </button>
        </Sheet>
      )}
    </Section>
  );
}

function Others({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { typed, setTyped, search } = useTyped();
  const { answer, error, again } = useAsk(`directory ${communityId} ${search}`, () =>
    call.welcome.directory({ communityId, search }, patience()),
  );
  return (
    <>
      <SearchField label={t('directory.search')} hint={t('directory.searchHint')} typed={typed} to={setTyped} />
      {!answer ? (
        error ? (
          <Trouble error={error} again={again} />
        ) : (
          <p role="status">{t('waiting')}</p>
        )
      ) : answer.people.length === 0 ? (
        <Notice title={t(search === '' ? 'directory.empty' : 'directory.notFound')}>
          <p>{t(search === '' ? 'directory.emptyHow' : 'directory.notFoundHow')}</p>
        </Notice>
      ) : (
        <Entries
          label={t('directory.title')}
          people={answer.people.map((person) => ({
            ...person,
            name: person.nickname,
            lead: person.who,
            rows: rows.map((row) => [t(`directory.row.${row}`), person[row]] as const),
          }))}
        />
      )}
      {answer?.more && <p className="quiet-text">{t('directory.more')}</p>}
    </>
  );
}
