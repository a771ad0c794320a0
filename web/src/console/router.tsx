import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { api, call, coded, queryClient } from '../shared/api.ts';
import { withWords } from '../shared/i18n.ts';
import { Problem } from '../shared/problem.tsx';
import { creditWords, dissolutionWords } from '../shared/words.ts';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';
import { blueprintWords, campWords, dutyWords } from './words.ts';

const root = createRootRoute({ component: Outlet, errorComponent: ({ error, reset }) => <Problem error={error} retry={reset} /> });

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    const { needsOwner } = await call.accounts.setupState({});
    if (!needsOwner) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./accounts/setup.tsx'), 'Setup'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string } =>
    // Only our own pages: a foreign address here would be an open redirect.
    typeof search.back === 'string' && /^\/(?!\/)/.test(search.back) ? { back: search.back } : {},
  component: lazyRouteComponent(() => import('./accounts/sign-in.tsx'), 'SignIn'),
});

/** Everything behind the door: who is it, else to first run or sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      const me = await queryClient.ensureQueryData(api.accounts.me.queryOptions({ input: {} }));
      return { me };
    } catch (error) {
      if (coded(error).code !== 'access.signIn') throw error;
      const { needsOwner } = await call.accounts.setupState({});
      throw needsOwner ? redirect({ to: '/setup' }) : redirect({ to: '/sign-in', search: { back: location.href } });
    }
  },
  component: Shell,
});

const workbench = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./workbench/workbench.tsx'), 'Workbench'),
});
/** What the list of groups may be kept to and ordered by; without an order, by need. */
export const listFilters = ['introduction', 'growth', 'maturity', 'decline', 'dead', 'falling', 'todo', 'noPicture'] as const;
export const listOrders = ['wau', 'members', 'lastAt', 'name'] as const;
export interface GroupListSearch {
  name?: string;
  show?: (typeof listFilters)[number];
  order?: (typeof listOrders)[number];
  page?: number;
  /** Groups of dissolved communities instead of the others. */
  dissolved?: boolean;
}
const oneOf = <T extends string>(value: unknown, options: readonly T[]): T | undefined => options.find((option) => option === value);

const groups = createRoute({
  getParentRoute: () => inside,
  path: '/groups',
  validateSearch: (search: Record<string, unknown>): GroupListSearch => {
    const show = oneOf(search.show, listFilters);
    const order = oneOf(search.order, listOrders);
    return {
      ...(typeof search.name === 'string' && search.name && { name: search.name }),
      ...(show && { show }),
      ...(order && { order }),
      ...(typeof search.page === 'number' && search.page > 1 && { page: search.page }),
      ...(search.dissolved === true && { dissolved: true }),
    };
  },
  component: lazyRouteComponent(() => import('./groups/group-list.tsx'), 'GroupList'),
});

export const groupTabs = ['overview', 'members', 'segments', 'lifecycle', 'topics', 'retention', 'network', 'imports'] as const;
export type GroupTab = (typeof groupTabs)[number];
export interface GroupSearch {
  segment?: 'active' | 'watching' | 'lurking';
  flag?: 'newcomer' | 'atRisk' | 'lost' | 'core';
  custom?: string;
  tag?: string;
  search?: string;
  person?: string;
  page?: number;
  sort?: 'messages' | 'messages28' | 'lastAt' | 'firstAt' | 'name';
}

const group = createRoute({
  getParentRoute: () => inside,
  path: '/groups/$channelId/$tab',
  parseParams: ({ channelId, tab }) => ({ channelId, tab: oneOf(tab, groupTabs) ?? ('overview' as const) }),
  // Filters live in the address, so that a view can be sent to a colleague.
  validateSearch: (search: Record<string, unknown>): GroupSearch => {
    const segment = oneOf(search.segment, ['active', 'watching', 'lurking'] as const);
    const flag = oneOf(search.flag, ['newcomer', 'atRisk', 'lost', 'core'] as const);
    const sort = oneOf(search.sort, ['messages', 'messages28', 'lastAt', 'firstAt', 'name'] as const);
    return {
      ...(segment && { segment }),
      ...(flag && { flag }),
      ...(typeof search.custom === 'string' && search.custom && { custom: search.custom }),
      ...(typeof search.tag === 'string' && search.tag && { tag: search.tag }),
      ...(sort && { sort }),
      ...(typeof search.search === 'string' && search.search && { search: search.search }),
      ...(typeof search.person === 'string' && { person: search.person }),
      ...(typeof search.page === 'number' && search.page > 1 && { page: search.page }),
    };
  },
  component: lazyRouteComponent(() => import('./groups/group-page.tsx'), 'GroupPage'),
});

const weekly = createRoute({
  getParentRoute: () => inside,
  path: '/groups/$channelId/weekly',
  validateSearch: (search: Record<string, unknown>): { week?: string } =>
    typeof search.week === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search.week) ? { week: search.week } : {},
  component: lazyRouteComponent(() => import('./groups/weekly-page.tsx'), 'WeeklyPage'),
});

const compare = createRoute({
  getParentRoute: () => inside,
  path: '/compare',
  validateSearch: (search: Record<string, unknown>): { one?: string; other?: string } => ({
    ...(typeof search.one === 'string' && { one: search.one }),
    ...(typeof search.other === 'string' && { other: search.other }),
  }),
  component: lazyRouteComponent(() => import('./groups/compare-page.tsx'), 'ComparePage'),
});

const importWizard = createRoute({
  getParentRoute: () => inside,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { channelId?: string; importId?: string } => ({
    ...(typeof search.channelId === 'string' && { channelId: search.channelId }),
    ...(typeof search.importId === 'string' && { importId: search.importId }),
  }),
  component: lazyRouteComponent(() => import('./imports/import-wizard.tsx'), 'ImportWizard'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./accounts/settings.tsx'), 'Settings'),
});

/** Short, because it is opened daily on a phone. */
const day = createRoute({
  getParentRoute: () => inside,
  path: '/day',
  validateSearch: (search: Record<string, unknown>): { channelId?: string } => ({
    ...(typeof search.channelId === 'string' && { channelId: search.channelId }),
  }),
  component: lazyRouteComponent(() => import('./rosters/daily.tsx'), 'Daily'),
});

const segmentRules = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/segment-rules',
  validateSearch: (search: Record<string, unknown>): { channelId?: string } => ({
    ...(typeof search.channelId === 'string' && { channelId: search.channelId }),
  }),
  component: lazyRouteComponent(() => import('./segments/segment-rules.tsx'), 'SegmentRules'),
});

const camps = createRoute({
  getParentRoute: () => inside,
  path: '/camps',
  component: lazyRouteComponent(() => import('./camps/camp-list.tsx'), 'CampList'),
});

export const campTabs = ['today', 'people', 'squads', 'duties', 'homework', 'points', 'prizes', 'credit', 'graduation', 'rules'] as const;

const camp = createRoute({
  getParentRoute: () => inside,
  path: '/camps/$campaignId/$tab',
  parseParams: ({ campaignId, tab }) => ({ campaignId, tab: oneOf(tab, campTabs) ?? ('today' as const) }),
  component: lazyRouteComponent(
    withWords(() => import('./camps/camp-page.tsx'), campWords, dutyWords, blueprintWords, creditWords, dissolutionWords),
    'CampPage',
  ),
});

const blueprints = createRoute({
  getParentRoute: () => inside,
  path: '/camps/blueprints',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/gallery.tsx'), blueprintWords),
    'BlueprintGallery',
  ),
});

const blueprint = createRoute({
  getParentRoute: () => inside,
  path: '/camps/blueprints/$blueprintId',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/blueprint-page.tsx'), blueprintWords, campWords),
    'BlueprintPage',
  ),
});

const communityBlueprint = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/blueprint',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/community-blueprint.tsx'), blueprintWords, campWords),
    'CommunityBlueprint',
  ),
});

const blueprintEdit = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/blueprint/edit',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/edit-page.tsx'), blueprintWords),
    'EditPage',
  ),
});

const brand = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/brand',
  component: lazyRouteComponent(
    withWords(() => import('./brands/brand-page.tsx'), blueprintWords),
    'BrandPage',
  ),
});

const blueprintCompare = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/blueprint/compare',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/compare-page.tsx'), blueprintWords),
    'ComparePage',
  ),
});

const communityClone = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/clone',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/clone-page.tsx'), blueprintWords),
    'ClonePage',
  ),
});

const communityPull = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/pull',
  component: lazyRouteComponent(
    withWords(() => import('./blueprints/pull-page.tsx'), blueprintWords),
    'PullPage',
  ),
});

const dissolve = createRoute({
  getParentRoute: () => inside,
  path: '/communities/$communityId/dissolve',
  component: lazyRouteComponent(
    withWords(() => import('./dissolution/dissolve-page.tsx'), dissolutionWords),
    'DissolvePage',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    signIn,
    inside.addChildren([
      workbench,
      groups,
      group,
      weekly,
      compare,
      importWizard,
      settings,
      day,
      segmentRules,
      camps,
      camp,
      blueprints,
      blueprint,
      communityBlueprint,
      blueprintEdit,
      brand,
      blueprintCompare,
      communityClone,
      communityPull,
      dissolve,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
