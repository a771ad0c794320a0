import { lazy, Suspense } from 'react';
import { Trouble, Waiting } from '../parts.tsx';

const Card = lazy(() =>
  import('./card.tsx').then(
    ({ DutyCard }) => ({ default: DutyCard }),
    // What could not be loaded is a way less, and no broken page.
    () => ({ default: () => null }),
  ),
);
const Page = lazy(() =>
  import('./page.tsx').then(
    ({ Duties }) => ({ default: Duties }),
    (error: unknown) => ({ default: () => <Trouble error={error} again={() => location.reload()} /> }),
  ),
);

/** Loaded when it is looked at: most members have no duties. */
export const DutyDoor = () => (
  <Suspense fallback={null}>
    <Card />
  </Suspense>
);
export const DutyPage = () => (
  <Suspense fallback={<Waiting />}>
    <Page />
  </Suspense>
);
