import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import GuardianCard from '../guardian/card.tsx';
import { Link } from '../route.tsx';
import { BindingCard } from './binding-card.tsx';
import { GroupStep } from './group-step.tsx';
import { IntroductionStep } from './introduction-step.tsx';
import { type Community, openSteps } from './mine.ts';
import { NicknameStep } from './nickname-step.tsx';
import { OfCommunity } from './of-community.tsx';
import { RulesStep } from './rules-step.tsx';

const parts = { nickname: NicknameStep, rules: RulesStep, introduction: IntroductionStep, group: GroupStep };

/** 新人几步: what is asked of who is new, each done where it stands. */
export default function WelcomePage() {
  const { t } = useTranslation();
  return (
    <OfCommunity page="welcome" title={(of) => (of ? t('welcome.hello', { community: of.community }) : t('welcome.title'))}>
      {(community) => {
        const left = openSteps(community);
        return (
          <>
            {community.steps.length > 0 && (
              <p className="lead" role="status">
                {left > 0 ? t('welcome.left', { count: left }) : t('welcome.allDone')}
              </p>
            )}
            <Steps key={community.communityId} community={community} />
            <GuardianCard communityId={community.communityId} community={community.community} />
            <BindingCard community={community} />
            <Link className={left > 0 ? 'second' : 'main'} href="/m/checkin">
              {t('welcome.goOn')}
            </Link>
          </>
        );
      }}
    </OfCommunity>
  );
}

/** One thing at a time: the first that is left stands open, the others wait for a touch. */
function Steps({ community }: { community: Community }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const open = community.steps.filter(({ done }) => !done).map(({ step }) => step);
  const current = open.find((step) => step === chosen) ?? open[0];
  return (
    <ol className="steps">
      {community.steps.map(({ step, done }, at) => {
        const Part = parts[step];
        return (
          <li key={step} className="card">
            <header>
              <h2>
                {at + 1}. {t(`welcome.step.${step}`)}
              </h2>
              <span className={`tag ${done ? '' : 'open'}`}>{t(done ? 'welcome.done' : 'welcome.open')}</span>
            </header>
            {done || step === current ? (
              <Part community={community} done={done} />
            ) : (
              <button type="button" className="quiet" onClick={() => setChosen(step)}>
                {t('welcome.now')}
                <span className="visually-hidden">{t(`welcome.step.${step}`)}</span>
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}
