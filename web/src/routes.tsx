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
  page('jobs/:id', async () => (await import('./pages/jobs/job.tsx')).JobPage),
  page('freelancers', async () => (await import('./pages/people/people.tsx')).PeoplePage),
  page('people/:id', async () => (await import('./pages/people/person.tsx')).PersonPage),
  page('sign-in', async () => (await import('./pages/account/sign-in.tsx')).SignInPage),
  page('sign-up', async () => (await import('./pages/account/sign-up.tsx')).SignUpPage),
  page('reset-password', async () => (await import('./pages/account/reset-password.tsx')).ResetPasswordPage),
  page('help', async () => (await import('./pages/about/help.tsx')).HelpPage),
];

const forSignedIn = (): RouteObject[] => [
  page('contracts', async () => (await import('./pages/contracts/contracts.tsx')).ContractsPage),
  page('contracts/:id', async () => (await import('./pages/contracts/contract.tsx')).ContractPage),
  page('contracts/:id/review', async () => (await import('./pages/contracts/review.tsx')).ReviewPage),
  page('proposals/:id', async () => (await import('./pages/proposals/proposal.tsx')).ProposalPage),
  page('hours', async () => (await import('./pages/hours/hours.tsx')).HoursPage),
  page('hours/:id', async () => (await import('./pages/hours/week.tsx')).WeekPage),
  page('wallet', async () => (await import('./pages/money/wallet.tsx')).WalletPage),
  page('wallet/accounts', async () => (await import('./pages/money/accounts.tsx')).AccountsPage),
  page('wallet/top-up', async () => (await import('./pages/money/top-up.tsx')).TopUpPage),
  page('wallet/paid', async () => (await import('./pages/money/paid.tsx')).PaidPage),
  page('wallet/withdraw', async () => (await import('./pages/money/withdraw.tsx')).WithdrawPage),
  page('reports', async () => (await import('./pages/money/reports.tsx')).ReportsPage),
  page('messages', async () => (await import('./pages/inbox/messages.tsx')).MessagesPage),
  page('notices', async () => (await import('./pages/inbox/notices.tsx')).NoticesPage),
  page('favorites', async () => (await import('./pages/mine/favorites.tsx')).FavoritesPage),
  page('settings', async () => (await import('./pages/settings/settings.tsx')).SettingsPage),
  page('settings/:part', async () => (await import('./pages/settings/settings.tsx')).SettingsPage),
  page('feedback', async () => (await import('./pages/about/feedback.tsx')).FeedbackPage),
];

const forFreelancers = (): RouteObject[] => [
  page('onboarding', async () => (await import('./pages/account/onboarding.tsx')).OnboardingPage),
  page('proposals', async () => (await import('./pages/proposals/proposals.tsx')).ProposalsPage),
  page('subscriptions', async () => (await import('./pages/mine/subscriptions.tsx')).SubscriptionsPage),
  page('profile', async () => (await import('./pages/mine/profile.tsx')).ProfilePage),
];

const forClients = (): RouteObject[] => [
  page('jobs/new', async () => (await import('./pages/jobs/job-form.tsx')).NewJobPage),
  page('jobs/:id/edit', async () => (await import('./pages/jobs/job-form.tsx')).EditJobPage),
  page('my/jobs', async () => (await import('./pages/jobs/my-jobs.tsx')).MyJobsPage),
  page('my/jobs/:id', async () => (await import('./pages/jobs/board.tsx')).BoardPage),
  page('my/people', async () => (await import('./pages/mine/hired.tsx')).HiredPage),
  page('offers/new', async () => (await import('./pages/contracts/offer-form.tsx')).OfferFormPage),
  page('pay/:contract/:type/:trade', async () => (await import('./pages/money/pay.tsx')).PayPage),
];

export const routes = (): RouteObject[] => [
  {
    path: '/',
    Component: Shell,
    HydrateFallback: () => null,
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
          page('*', async () => (await import('./pages/about/not-found.tsx')).NotFoundPage),
        ],
      },
    ],
  },
];
