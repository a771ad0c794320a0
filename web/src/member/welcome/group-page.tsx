import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Back, Section, Trouble, Waiting } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import { GroupCode } from './group-step.tsx';
import { chosenCommunity, useWelcome } from './mine.ts';
import { CommunityPicker } from './page.tsx';
import './welcome.css';

/** 进群: the lasting address behind which the code changes. */
export default function GroupPage() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = useWelcome();
  useEffect(() => {
    document.title = `${t('welcome.step.group')} · ${t('brand')}`;
  }, [t]);
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const community = chosenCommunity(answer.communities, query.get('community'));
  if (!community) return null;
  return (
    <div className="page">
      <Back to="me" />
      <h1>{t('welcome.step.group')}</h1>
      <CommunityPicker communities={answer.communities} current={community.communityId} to="/m/group" />
      <Section title={community.community}>
        <GroupCode key={community.communityId} communityId={community.communityId} done={false} />
      </Section>
    </div>
  );
}
