import { idIn, textIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { DomainError } from '../../kernel/errors.ts';
import { expireOffer } from './operations/answer-offer.ts';
import { payOrder } from './operations/pay-order.ts';
import { closeWeek, payWeekBySilence } from './operations/weeks.ts';

/** Moves of the clock, and orders that a top-up was made for. */
export const contractTasks: readonly TaskHandler[] = [
  { name: 'contract.expire', inside: (ctx, payload) => expireOffer(ctx, idIn(payload, 'contractId')) },
  { name: 'week.close', inside: (ctx, payload) => closeWeek(ctx, idIn(payload, 'weekId')) },
  { name: 'week.auto_pay', inside: (ctx, payload) => payWeekBySilence(ctx, idIn(payload, 'weekId')) },
  {
    name: 'contract.pay_after_top_up',
    async outside(task, payload) {
      const tradeNo = textIn(payload, 'paysTradeNo');
      if (tradeNo === '') return;
      try {
        await task.write(async (ctx) => {
          await payOrder(ctx, { tradeNo, payerPartyId: idIn(payload, 'partyId') });
        });
      } catch (error) {
        // The money stays in the payer's wallet: they can pay the order, or another, from there.
        if (!(error instanceof DomainError)) throw error;
      }
    },
  },
];
