import type { House } from './house.ts';

/** The path with the ids of a house in it. */
export const asPath = (path: string, house: House): string =>
  path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(house[name as keyof House])));

/** Every address of the console. */
export const addresses = [
  '/',
  '/?kind=payout',
  '/decisions/iblock/project/:project',
  '/decisions/gig/gig/:gig',
  '/decisions/consulting/consultation/:consultation',
  '/decisions/cloudwork/company/:company',
  '/decisions/cloudwork/payout/:payout',
  '/decisions/cloudwork/dispute/:dispute',
  '/decisions/gig/person/:card',
  '/decisions/cloudwork/appeal/:appeal',
  '/m/cloudwork/overview',
  '/m/gig/overview',
  '/m/cloudwork/users',
  '/m/cloudwork/users?state=restricted',
  '/m/cloudwork/users/:person',
  '/m/cloudwork/users/:restricted',
  '/m/cloudwork/feedback',
  '/m/cloudwork/payouts',
  '/m/cloudwork/ledger',
  '/m/cloudwork/ledger/accounts/:account',
  '/m/cloudwork/ledger/transfers/:transfer',
  '/m/cloudwork/orders/:order',
  '/m/cloudwork/reconciliation',
  '/m/cloudwork/settings',
  '/m/cloudwork/apps',
  '/m/cloudwork/tasks',
  '/m/cloudwork/outbox',
  '/catalogue',
  '/catalogue?part=questions',
  '/channels',
  '/channels/partner',
  '/operators',
  '/audit',
  '/account',
  '/nowhere',
] as const;
