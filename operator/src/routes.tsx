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
  page('overview', async () => (await import('./pages/people/overview.tsx')).OverviewPage),
  page('users', async () => (await import('./pages/people/users.tsx')).UsersPage),
  page('users/:uid', async () => (await import('./pages/people/user.tsx')).UserPage),
  page('feedback', async () => (await import('./pages/people/feedback.tsx')).FeedbackPage),
  page('payouts', async () => (await import('./pages/money/payouts.tsx')).PayoutsPage),
  page('ledger', async () => (await import('./pages/money/ledger.tsx')).LedgerPage),
  page('ledger/accounts/:code', async () => (await import('./pages/money/entries.tsx')).AccountEntriesPage),
  page('ledger/transfers/:id', async () => (await import('./pages/money/entries.tsx')).TransferPage),
  page('orders/:no', async () => (await import('./pages/money/order.tsx')).OrderPage),
  page('reconciliation', async () => (await import('./pages/money/reconciliation.tsx')).ReconciliationPage),
  page('settings', async () => (await import('./pages/market/settings.tsx')).SettingsPage),
  page('apps', async () => (await import('./pages/market/apps.tsx')).AppsPage),
  page('tasks', async () => (await import('./pages/house/tasks.tsx')).TasksPage),
  page('outbox', async () => (await import('./pages/house/outbox.tsx')).OutboxPage),
];

const ofHouse = (): RouteObject[] => [
  page('catalogue', async () => (await import('./pages/market/catalogue.tsx')).CataloguePage),
  page('channels', async () => (await import('./pages/market/channels.tsx')).ChannelsPage),
  page('channels/:client', async () => (await import('./pages/market/channel.tsx')).ChannelPage),
  page('operators', async () => (await import('./pages/house/operators.tsx')).OperatorsPage),
  page('audit', async () => (await import('./pages/house/audit.tsx')).AuditPage),
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
