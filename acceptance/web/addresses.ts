import type { Market } from './market.ts';

/** The path with the public ids of a market in it. */
export const asPath = (path: string, market: Market): string =>
  path
    .replaceAll(':job', market.job)
    .replaceAll(':contract', market.contract)
    .replaceAll(':hourly', market.hourly)
    .replaceAll(':person', market.person)
    .replaceAll(':proposal', String(market.proposal))
    .replaceAll(':order', market.order)
    .replaceAll(':done', market.done);

const open = [
  '/',
  '/jobs',
  '/jobs?q=小程序&pay=fixed',
  '/jobs/:job',
  '/freelancers',
  '/people/:person',
  '/sign-in',
  '/sign-up',
  '/reset-password',
  '/help',
  '/nowhere',
];
const both = [
  '/',
  '/contracts',
  '/contracts/:contract',
  '/contracts/:contract?tab=messages',
  '/contracts/:contract?tab=history',
  '/contracts/:contract?tab=terms',
  '/contracts/:hourly',
  '/contracts/:done/review',
  '/hours',
  '/hours/:hourly',
  '/proposals/:proposal',
  '/wallet',
  '/wallet/accounts',
  '/wallet/top-up',
  '/wallet/withdraw',
  '/wallet/paid',
  '/messages',
  '/notices',
  '/favorites',
  '/settings/notices',
  '/settings/security',
  '/settings/sides',
  '/feedback',
  '/people/:person',
  '/jobs/:job',
];
/** Every address of the app, by who goes there. */
export const addresses = {
  nobody: open,
  client: [
    ...both,
    '/my/jobs',
    '/my/jobs/:job',
    '/my/jobs/:job?tab=invited',
    '/my/jobs/:job?tab=recommended',
    '/my/people',
    '/jobs/new',
    '/jobs/:job/edit',
    '/offers/new?job=:job&person=:person',
    '/pay/:contract/milestone/:order',
    '/settings/team',
    '/settings/company',
    '/reports',
    '/reports?tab=timesheet',
    '/reports?tab=weekly',
    '/reports?tab=transactions',
  ],
  freelancer: [
    ...both,
    '/onboarding',
    '/proposals',
    '/proposals?tab=interview',
    '/subscriptions',
    '/profile',
    '/profile?tab=rate',
    '/profile?tab=categories',
    '/profile?tab=resume',
    '/profile?tab=portfolio',
    '/settings/identity',
    '/reports',
    '/reports?tab=progress',
    '/reports?tab=figures',
  ],
} as const;
export type Who = keyof typeof addresses;
