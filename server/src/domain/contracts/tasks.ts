import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { payAfterTopUp } from '../payments/index.ts';
import { expireOffer } from './operations/answer-offer.ts';
import { payOrder } from './operations/pay-order.ts';
import { closeWeek, payWeekBySilence } from './operations/weeks.ts';

/** Moves of the clock, and orders that a top-up was made for. */
export const contractTasks: readonly TaskHandler[] = [
  { name: 'contract.expire', inside: (ctx, payload) => expireOffer(ctx, idIn(payload, 'contractId')) },
  { name: 'week.close', inside: (ctx, payload) => closeWeek(ctx, idIn(payload, 'weekId')) },
  { name: 'week.auto_pay', inside: (ctx, payload) => payWeekBySilence(ctx, idIn(payload, 'weekId')) },
  payAfterTopUp('contract.pay_after_top_up', payOrder),
];
