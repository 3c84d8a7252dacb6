import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { payAfterTopUp } from '../payments/index.ts';
import { acceptBySilence, lapse, settle } from './deliver.ts';
import { payRequestOrder } from './fund.ts';

/** Moves of the clock, and requests that a top-up was made for. */
export const gigTasks: readonly TaskHandler[] = [
  { name: 'gig.silence', inside: (ctx, payload) => acceptBySilence(ctx, idIn(payload, 'applicationId')) },
  { name: 'gig.settle', inside: (ctx, payload) => settle(ctx, idIn(payload, 'applicationId')) },
  { name: 'gig.lapse', inside: (ctx, payload) => lapse(ctx, idIn(payload, 'applicationId')) },
  payAfterTopUp('gig.pay_after_top_up', payRequestOrder),
];
