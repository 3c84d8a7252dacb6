import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { payAfterTopUp } from '../payments/index.ts';
import { payPostOrder } from './money.ts';
import { completeBySilence } from './orders.ts';

/** Moves of the clock, and posts that a payment was made for. */
export const consultationTasks: readonly TaskHandler[] = [
  { name: 'consultation.silence', inside: (ctx, payload) => completeBySilence(ctx, idIn(payload, 'orderId')) },
  payAfterTopUp('consultation.pay_after_top_up', payPostOrder),
];
