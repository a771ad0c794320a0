import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { withWords } from '../shared/i18n.ts';
import { alumniWords, creditWords, dissolutionWords, reminderWords, successionWords } from '../shared/words.ts';
import { Trouble, Waiting } from './parts.tsx';
import { prizeWords } from './words.ts';

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/** Only a page loaded anew surely asks for the part again; without a network it would be no page at all. */
const anew = () => void (navigator.onLine && location.reload());

function NotLoaded({ error }: { error: unknown }) {
  useEffect(() => {
    addEventListener('online', anew);
    return () => removeEventListener('online', anew);
  }, []);
  return <Trouble error={error} again={anew} />;
}

/** What is looked at now and then and not part of the first load; where the network lets it not come, that is said. */
function later<P extends object>(load: Load<P>): ComponentType<P> {
  const Part = lazy(() => load().catch((error: unknown) => ({ default: () => <NotLoaded error={error} /> })));
  return (about) => (
    <Suspense fallback={<Waiting />}>
      <Part {...about} />
    </Suspense>
  );
}

/** What adds to a page for some people: nothing while it is on its way, nor where it could not be loaded. */
function added<P extends object>(load: Load<P>): ComponentType<P> {
  const Part = lazy(() => load().catch(() => ({ default: () => null })));
  return (about) => (
    <Suspense>
      <Part {...about} />
    </Suspense>
  );
}

export const JoinPage = later(() => import('./join.tsx'));
export const MePage = later(() => import('./me.tsx'));
export const RankingPage = later(() => import('./ranking.tsx'));
export const RulesPage = later(() => import('./checkin/rules-page.tsx'));
export const WelcomePage = later(() => import('./welcome/page.tsx'));
export const GroupPage = later(() => import('./welcome/group-page.tsx'));
export const SquadPage = later(() => import('./squad/squad-page.tsx'));
export const DeskPage = later(withWords(() => import('./squad/desk-page.tsx'), reminderWords));
export const DirectoryPage = later(() => import('./directory/page.tsx'));
export const DutyPage = later(() => import('./duties/page.tsx'));
export const CoursePage = later(() => import('./homework/course-page.tsx'));
export const HomeworkPage = later(() => import('./homework/homework-page.tsx'));
export const ReviewPage = later(() => import('./homework/review-page.tsx'));
export const ExamplesPage = later(() => import('./homework/examples-page.tsx'));
export const CreditPage = later(withWords(() => import('./credit/page.tsx'), creditWords));
export const CertificatePage = later(() => import('./graduation/certificate-page.tsx'));
export const ReportPage = later(() => import('./report/page.tsx'));
export const ExitPage = later(() => import('./exit/page.tsx'));
export const AlumniPage = later(withWords(() => import('./alumni/page.tsx'), alumniWords));
export const AlbumPage = later(withWords(() => import('./alumni/album-page.tsx'), alumniWords));
export const RafflePage = later(withWords(() => import('./raffles/raffle-page.tsx'), prizeWords));
export const RafflesPage = later(withWords(() => import('./raffles/raffles-page.tsx'), prizeWords));
export const PointsPage = later(() => import('./points/page.tsx'));
export const PointsBoards = later(() => import('./points/boards.tsx'));
export const ShopPage = later(withWords(() => import('./shop/shop-page.tsx'), prizeWords));

export const OwnData = later(() => import('./own-data.tsx'));
export const CodeSignIn = later(() => import('./credentials/code-sign-in.tsx'));
export const GuardianFields = later(() => import('./guardian/fields.tsx'));
export const Feed = later(() => import('./checkin/feed.tsx'));
export const PhotoField = later(() => import('./checkin/photo-field.tsx'));
export const VoiceField = later(() => import('./checkin/voice-field.tsx'));
export const Quiz = later(() => import('./quiz/quiz.tsx'));

export const DissolutionNotices = added(withWords(() => import('./dissolution/card.tsx'), dissolutionWords));
export const SquadNudge = added(() => import('./squad/nudge.tsx'));
export const DutyDoor = added(() => import('./duties/card.tsx'));
export const RulesChanged = added(withWords(() => import('./credit/rules-changed.tsx'), creditWords));
export const AtRisk = added(withWords(() => import('./credit/at-risk.tsx'), creditWords));
export const RescueNote = added(withWords(() => import('./credit/rescue-note.tsx'), creditWords));
export const OwnCertificates = added(() => import('./graduation/own-certificates.tsx'));
export const PointsChip = added(() => import('./points/chip.tsx'));
export const RankingTabs = added(() => import('./points/tabs.tsx'));
export const SuccessionCard = added(withWords(() => import('./succession/card.tsx'), successionWords));
export const ExitDoor = added(() => import('./exit/door.tsx'));
export const AlumniDoor = added(withWords(() => import('./alumni/card.tsx'), alumniWords));
export const GuardianCard = added(() => import('./guardian/card.tsx'));
export const Recommend = added(() => import('./welcome/recommend.tsx'));
export const OwnAddresses = added(() => import('./credentials/own-addresses.tsx'));
