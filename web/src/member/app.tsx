import { type ComponentType, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { coded } from '../shared/call.ts';
import { OwnBrand } from './brand.tsx';
import { CheckinPage } from './checkin/page.tsx';
import { Enter } from './enter.tsx';
import { Home } from './home.tsx';
import { Icon, type IconName } from './icons.tsx';
import {
  AlbumPage,
  AlumniPage,
  CertificatePage,
  CoursePage,
  CreditPage,
  DeskPage,
  DirectoryPage,
  DutyPage,
  ExamplesPage,
  ExitPage,
  GroupPage,
  HomeworkPage,
  JoinPage,
  MePage,
  PointsPage,
  RafflePage,
  RafflesPage,
  RankingPage,
  ReportPage,
  ReviewPage,
  RulesPage,
  ShopPage,
  SquadPage,
  WelcomePage,
} from './later.tsx';
import { useToday } from './mine.ts';
import { NotIn } from './not-in.tsx';
import { Link, useRoute } from './route.tsx';

const tabs = ['home', 'checkin', 'course', 'ranking', 'me'] as const satisfies IconName[];
const addressOf = (tab: (typeof tabs)[number]) => (tab === 'home' ? '/m' : `/m/${tab}`);

const pages: Record<string, { tab: (typeof tabs)[number]; title?: string; page: ComponentType }> = {
  '/': { tab: 'home', page: Home },
  '/checkin': { tab: 'checkin', page: CheckinPage },
  '/rules': { tab: 'checkin', title: 'rules.title', page: RulesPage },
  '/course': { tab: 'course', page: CoursePage },
  '/homework': { tab: 'course', title: 'homework.title', page: HomeworkPage },
  '/review': { tab: 'course', title: 'review.title', page: ReviewPage },
  '/examples': { tab: 'course', title: 'examples.title', page: ExamplesPage },
  '/ranking': { tab: 'ranking', page: RankingPage },
  '/duties': { tab: 'me', title: 'duties.title', page: DutyPage },
  '/me': { tab: 'me', page: MePage },
  '/welcome': { tab: 'home', title: 'welcome.title', page: WelcomePage },
  '/group': { tab: 'me', title: 'welcome.step.group', page: GroupPage },
  '/points': { tab: 'me', title: 'points.title', page: PointsPage },
  '/squad': { tab: 'me', title: 'squad.title', page: SquadPage },
  '/desk': { tab: 'home', title: 'desk.title', page: DeskPage },
  '/shop': { tab: 'me', title: 'me.to.shop', page: ShopPage },
  '/raffles': { tab: 'me', title: 'me.to.raffles', page: RafflesPage },
  '/credit': { tab: 'me', title: 'me.to.credit', page: CreditPage },
  '/report': { tab: 'me', title: 'report.title', page: ReportPage },
  '/directory': { tab: 'me', title: 'directory.title', page: DirectoryPage },
};

export function App() {
  const { path } = useRoute();
  if (path === '/join') return <JoinPage />;
  if (path === '/certificate') return <CertificatePage />;
  if (path === '/exit') return <ExitPage />;
  if (path === '/alumni') return <AlumniPage />;
  if (path === '/album') return <AlbumPage />;
  if (path === '/raffle') return <RafflePage />;
  return path === '/enter' ? <Enter /> : <Inside path={path} />;
}

function Inside({ path }: { path: string }) {
  const { t } = useTranslation();
  const { error, answer } = useToday();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  const { tab, title, page: Page } = pages[path] ?? { tab: 'home', title: 'unknown.title', page: NoPage };
  useEffect(() => {
    document.title = `${t(title ?? `tab.${tab}`)} · ${t('brand')}`;
    // Who follows a link by keyboard or ear goes on reading where the new page begins.
    if (shown.current !== path) main.current?.focus({ preventScroll: true });
    shown.current = path;
  }, [path, tab, title, t]);
  const { code } = coded(error);
  if (error && (code === 'access.signIn' || (code === 'access.denied' && !answer))) return <NotIn signedIn={code === 'access.denied'} />;
  return (
    <>
      <main ref={main} tabIndex={-1}>
        <OwnBrand />
        <Page key={path} />
      </main>
      <nav className="tabs" aria-label={t('tabs')}>
        {tabs.map((name) => (
          <Link key={name} href={addressOf(name)} aria-current={name === tab ? 'page' : undefined}>
            <Icon name={name} />
            {t(`tab.${name}`)}
          </Link>
        ))}
      </nav>
    </>
  );
}

/** An address that leads nowhere. */
function NoPage() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1>{t('unknown.title')}</h1>
      <p>{t('unknown.how')}</p>
      <Link className="main" href="/m">
        {t('unknown.go')}
      </Link>
    </div>
  );
}
