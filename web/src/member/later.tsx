import { lazy, type ReactNode, Suspense } from 'react';
import { withWords } from '../shared/i18n.ts';
import { creditWords, reminderWords, successionWords } from '../shared/words.ts';
import { Waiting } from './parts.tsx';
import { prizeWords } from './words.ts';

const Steps = lazy(() => import('./welcome/page.tsx'));
const Group = lazy(() => import('./welcome/group-page.tsx'));
const Squad = lazy(() => import('./squad/squad-page.tsx'));
const Desk = lazy(withWords(() => import('./squad/desk-page.tsx'), reminderWords));
const OwnSquad = lazy(() => import('./squad/nudge.tsx'));
const Course = lazy(() => import('./homework/course-page.tsx'));
const Homework = lazy(() => import('./homework/homework-page.tsx'));
const Review = lazy(() => import('./homework/review-page.tsx'));
const Examples = lazy(() => import('./homework/examples-page.tsx'));
const HomeworkDue = lazy(() => import('./homework/nudge.tsx'));
const People = lazy(() => import('./directory/page.tsx'));

const Credit = lazy(withWords(() => import('./credit/page.tsx'), creditWords));
const Rescue = lazy(withWords(() => import('./credit/rescue-note.tsx'), creditWords));
const Risk = lazy(withWords(() => import('./credit/at-risk.tsx'), creditWords));
const Certificate = lazy(() => import('./graduation/certificate-page.tsx'));
const Certificates = lazy(() => import('./graduation/own-certificates.tsx'));
const Raffle = lazy(withWords(() => import('./raffles/raffle-page.tsx'), prizeWords));
const Raffles = lazy(withWords(() => import('./raffles/raffles-page.tsx'), prizeWords));
const Points = lazy(() => import('./points/page.tsx'));
const Chip = lazy(() => import('./points/chip.tsx'));
const Boards = lazy(() => import('./points/boards.tsx'));
const BoardTabs = lazy(() => import('./points/tabs.tsx'));
const Shop = lazy(withWords(() => import('./shop/shop-page.tsx'), prizeWords));
const Report = lazy(() => import('./report/page.tsx'));
const Survey = lazy(() => import('./exit/page.tsx'));
const Questions = lazy(() => import('./exit/door.tsx'));
const CodeSignInForm = lazy(() => import('./credentials/code-sign-in.tsx'));
const Addresses = lazy(() => import('./credentials/own-addresses.tsx'));
const GuardianField = lazy(() => import('./guardian/fields.tsx'));
const Guardian = lazy(() => import('./guardian/card.tsx'));
const QuizField = lazy(() => import('./quiz/quiz.tsx'));
const Succession = lazy(withWords(() => import('./succession/card.tsx'), successionWords));
const Own = lazy(() => import('./welcome/recommend.tsx'));

const whenHere = (page: ReactNode) => <Suspense fallback={<Waiting />}>{page}</Suspense>;

/** Pages that are looked at once or now and then: not part of the first load. */
export const WelcomePage = () => whenHere(<Steps />);
export const GroupPage = () => whenHere(<Group />);
export const SquadPage = () => whenHere(<Squad />);
export const DeskPage = () => whenHere(<Desk />);
export const DirectoryPage = () => whenHere(<People />);
export const CoursePage = () => whenHere(<Course />);
export const HomeworkPage = () => whenHere(<Homework />);
export const ReviewPage = () => whenHere(<Review />);
export const ExamplesPage = () => whenHere(<Examples />);
export const CreditPage = () => whenHere(<Credit />);
export const CertificatePage = () => whenHere(<Certificate />);
export const ReportPage = () => whenHere(<Report />);
export const ExitPage = () => whenHere(<Survey />);
export const RafflePage = () => whenHere(<Raffle />);
export const RafflesPage = () => whenHere(<Raffles />);
export const PointsPage = () => whenHere(<Points />);
export const PointsBoards = (about: Parameters<typeof Boards>[0]) => whenHere(<Boards {...about} />);
export const ShopPage = () => whenHere(<Shop />);

/** At the end of the first page, so that nothing moves when it arrives. */
export const SquadNudge = () => (
  <Suspense>
    <OwnSquad />
  </Suspense>
);
export const HomeworkNudge = () => (
  <Suspense>
    <HomeworkDue />
  </Suspense>
);
export const RescueNote = (about: Parameters<typeof Rescue>[0]) => (
  <Suspense>
    <Rescue {...about} />
  </Suspense>
);
export const AtRisk = () => (
  <Suspense>
    <Risk />
  </Suspense>
);
export const OwnCertificates = () => (
  <Suspense>
    <Certificates />
  </Suspense>
);
export const PointsChip = (about: Parameters<typeof Chip>[0]) => (
  <Suspense>
    <Chip {...about} />
  </Suspense>
);
export const RankingTabs = (about: Parameters<typeof BoardTabs>[0]) => (
  <Suspense>
    <BoardTabs {...about} />
  </Suspense>
);
export const SuccessionCard = () => (
  <Suspense>
    <Succession />
  </Suspense>
);
export const ExitDoor = () => (
  <Suspense>
    <Questions />
  </Suspense>
);
export const Recommend = (about: { communityId: string; community: string }) => whenHere(<Own {...about} />);
export const CodeSignIn = () => whenHere(<CodeSignInForm />);
export const OwnAddresses = () => whenHere(<Addresses />);
export const GuardianFields = (about: Parameters<typeof GuardianField>[0]) => whenHere(<GuardianField {...about} />);
export const GuardianCard = (about: Parameters<typeof Guardian>[0]) => (
  <Suspense>
    <Guardian {...about} />
  </Suspense>
);
export const Quiz = (about: Parameters<typeof QuizField>[0]) => whenHere(<QuizField {...about} />);
