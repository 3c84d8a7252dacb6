import { appealLifecycle } from '../domain/appeals/index.ts';
import { applicationLifecycle, claimLifecycle, postingLifecycle } from '../domain/channels/index.ts';
import { orderLifecycle, postLifecycle } from '../domain/consultations/index.ts';
import { contractLifecycle, milestoneLifecycle, weekLifecycle } from '../domain/contracts/index.ts';
import { applicationLifecycle as gigApplication, requestLifecycle } from '../domain/gigs/index.ts';
import { listingLifecycle } from '../domain/listings/index.ts';
import { sharedExperienceLifecycle } from '../domain/members/index.ts';
import { payOrderLifecycle, payoutLifecycle, refundLifecycle } from '../domain/payments/index.ts';
import { bidLifecycle, invitationLifecycle } from '../domain/proposals/index.ts';
import { hiringLifecycle, projectLifecycle, stepLifecycle } from '../domain/projects/index.ts';
import { profileLifecycle } from '../domain/profiles/index.ts';
import { companyLifecycle, identityLifecycle } from '../domain/verification/index.ts';
import type { Machine } from '../kernel/machine.ts';

/** Every lifecycle of the house, by name, for diagrams and checks. */
export const lifecycles: Readonly<Record<string, Machine>> = {
  listing: listingLifecycle,
  bid: bidLifecycle,
  invitation: invitationLifecycle,
  contract: contractLifecycle,
  milestone: milestoneLifecycle,
  week: weekLifecycle,
  'pay-order': payOrderLifecycle,
  payout: payoutLifecycle,
  refund: refundLifecycle,
  profile: profileLifecycle,
  identity: identityLifecycle,
  company: companyLifecycle,
  appeal: appealLifecycle,
  'gig-request': requestLifecycle,
  'gig-application': gigApplication,
  'consultation-post': postLifecycle,
  'consultation-order': orderLifecycle,
  'channel-posting': postingLifecycle,
  'channel-application': applicationLifecycle,
  'channel-payment': claimLifecycle,
  project: projectLifecycle,
  'project-step': stepLifecycle,
  hiring: hiringLifecycle,
  'shared-experience': sharedExperienceLifecycle,
};
