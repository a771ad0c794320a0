import { useTranslation } from 'react-i18next';
import { Section } from '../parts.tsx';
import { GroupCode } from './group-step.tsx';
import { OfCommunity } from './of-community.tsx';

/** 进群: the lasting address behind which the code changes. */
export default function GroupPage() {
  const { t } = useTranslation();
  return (
    <OfCommunity page="group" title={() => t('welcome.step.group')}>
      {({ communityId, community }) => (
        <Section title={community}>
          <GroupCode key={communityId} communityId={communityId} done={false} />
        </Section>
      )}
    </OfCommunity>
  );
}
