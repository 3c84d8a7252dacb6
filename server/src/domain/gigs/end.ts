/** The end of requests: accepted results are paid, and what nobody earned goes back. */
import type { WriteContext } from '../../kernel/context.ts';
import { settleEscrow } from '../ledger/index.ts';
import { type ApplicationRow, lockApplicationRows } from './applications.sql.ts';
import { escrowOf } from './escrow.ts';
import type { ApplicationState } from './lifecycle.ts';
import { lockRequest, moveApplication, moveRequest } from './move.ts';
import type { RequestRow } from './requests.sql.ts';

/** Pays an accepted result out of the request's escrow, less the fee. Both are locked. */
export async function payApplication(
  ctx: WriteContext,
  request: RequestRow,
  application: ApplicationRow & { readonly amount: bigint },
): Promise<void> {
  await moveApplication(ctx, application, 'settle', 'clock');
  if (application.amount > 0n) {
    const { order, escrow } = await escrowOf(ctx, request);
    await settleEscrow(ctx, escrow, {
      subject: `gig-application:${application.id}`,
      payeeId: application.freelancer_party_id,
      gross: application.amount,
      back: 0n,
      feeBasisPoints: order.fee_basis_points,
      note: request.title,
    });
  }
  await ctx.emit('gig.paid', { applicationId: application.id, requestId: request.id });
}

const unfinished: readonly ApplicationState[] = ['chosen', 'delivered', 'accepted'];

/**
 * Ends a request under way once nobody who was chosen has anything to do or to get any more: what they did not earn goes
 * back to the client. The request is locked.
 */
export async function endWhenDone(ctx: WriteContext, requestId: bigint): Promise<void> {
  const request = await lockRequest(ctx, requestId);
  const applications = await ctx.db.query(lockApplicationRows, [requestId]);
  if (request.state !== 'active' || applications.some(({ state }) => unfinished.includes(state))) return;
  await moveRequest(ctx, request, 'settle', 'system');
  const back = request.price - request.promised;
  if (back > 0n) {
    const { escrow } = await escrowOf(ctx, request);
    const rest = { subject: `gig:${requestId}`, payeeId: request.client_party_id, gross: 0n, back, feeBasisPoints: 0 };
    await settleEscrow(ctx, escrow, { ...rest, note: request.title });
  }
  await passOthers(ctx, requestId);
}

/** Those who were never chosen need not wait any longer. */
export async function passOthers(ctx: WriteContext, requestId: bigint): Promise<void> {
  for (const application of await ctx.db.query(lockApplicationRows, [requestId])) {
    if (application.state === 'applied') await moveApplication(ctx, application, 'pass', 'system');
  }
}
