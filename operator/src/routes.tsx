import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { Broken } from './layout/broken.tsx';
import { Shell } from './layout/shell.tsx';
import { DecisionPage } from './pages/queue/decision.tsx';
import { QueuePage } from './pages/queue/queue.tsx';

/** A page whose code is fetched when somebody goes there. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

const ofMarket = (): RouteObject[] => [
];

const ofHouse = (): RouteObject[] => [
  page('account', async () => (await import('./pages/account/account.tsx')).AccountPage),
];

/** Every page and its address. */
export const routes = (): RouteObject[] => [
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: Broken,
    HydrateFallback: () => null,
    children: [
      { index: true, Component: QueuePage },
      { path: 'decisions/:market/:kind/:id', Component: DecisionPage },
      { path: 'm/:market', children: ofMarket() },
      ...ofHouse(),
      page('*', async () => (await import('./pages/lost.tsx')).LostPage),
    ],
  },
];
