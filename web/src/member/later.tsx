import { lazy, type ReactNode, Suspense } from 'react';
import { Waiting } from './parts.tsx';

const Steps = lazy(() => import('./welcome/page.tsx'));
const Group = lazy(() => import('./welcome/group-page.tsx'));
const People = lazy(() => import('./directory/page.tsx'));

const whenHere = (page: ReactNode) => <Suspense fallback={<Waiting />}>{page}</Suspense>;

/** Pages that are looked at once or now and then: not part of the first load. */
export const WelcomePage = () => whenHere(<Steps />);
export const GroupPage = () => whenHere(<Group />);
export const DirectoryPage = () => whenHere(<People />);
