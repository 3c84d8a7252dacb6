/** Every page and its address. Each page is fetched when it is first gone to. */
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { Broken } from './layout/broken.tsx';
import { ForSide, SignedIn } from './layout/guards.tsx';
import { Shell } from './layout/shell.tsx';
import { HomePage } from './pages/home/home.tsx';

const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

const forAnyone = (): RouteObject[] => [
  { index: true, Component: HomePage },
  page('jobs', async () => (await import('./pages/jobs/jobs.tsx')).JobsPage),
  page('freelancers', async () => (await import('./pages/people/people.tsx')).PeoplePage),
  page('sign-in', async () => (await import('./pages/account/sign-in.tsx')).SignInPage),
  page('sign-up', async () => (await import('./pages/account/sign-up.tsx')).SignUpPage),
  page('reset-password', async () => (await import('./pages/account/reset-password.tsx')).ResetPasswordPage),
];

const forSignedIn = (): RouteObject[] => [];

const forFreelancers = (): RouteObject[] => [];

const forClients = (): RouteObject[] => [];

export const routes = (): RouteObject[] => [
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: Broken,
    children: [
      {
        ErrorBoundary: Broken,
        children: [
          ...forAnyone(),
          {
            Component: SignedIn,
            children: [
              ...forSignedIn(),
              { element: <ForSide side="freelancer" />, children: forFreelancers() },
              { element: <ForSide side="client" />, children: forClients() },
            ],
          },
        ],
      },
    ],
  },
];
