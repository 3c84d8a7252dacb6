import type { WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import type { Vault } from '../../kernel/vault.ts';
import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { dealSideOf, partiesById, requireAdministrator, requirePerson } from '../identity/index.ts';
import { answerOnce, closeMessages, subjectId, type TaskMeant, tell, wasAsked } from '../inbox/index.ts';
import { findMember, userIdsOf } from '../members/index.ts';
import { decidePayout, findPayout, openPayout, useAlipay } from '../payments/index.ts';

const asked = 'withdrawal.asked';

/**
 * Asks for money to be paid out to the caller's Alipay account, and the market's administrators to let it go (seed 001, 4.5.3).
 * The money is set aside at once. Only in a market where each payout is approved, since no code is asked for (`code.none`).
 * Throws `alipay.invalid`, `payout.below_minimum` (clients), `ledger.insufficient_funds` and `role.client_required`.
 */
export async function applyForWithdrawal(
  ctx: WriteContext,
  vault: Vault,
  { amount, alipayAccount }: { readonly amount: bigint; readonly alipayAccount: string },
): Promise<void> {
  const actor = requirePerson(ctx.actor);
  dealSideOf(actor);
  refuseUnless(ctx.settings.payoutApproval, 'code.none');
  const { name } = await findMember(ctx, actor.userId);
  const account = await useAlipay(ctx, vault, actor, { account: alipayAccount, holder: name });
  const payout = await openPayout(ctx, actor, { amount, accountId: account.id });
  await tell(ctx, {
    to: await userIdsOf(ctx, 'administrator'),
    kind: asked,
    type: 'task',
    subject: `payout:${payout.id}`,
    facts: { userId: actor.userId, userName: name, amount, account: account.number_cipher },
  });
}

/**
 * An administrator completes a withdrawal, or refuses it, which gives the money back (seed 001, 4.5.4). Amount and account
 * are those of the request. Throws `role.administrator_required`, `inbox.not_found`, `inbox.answered`.
 */
export async function completeWithdrawal(ctx: WriteContext, meant: TaskMeant, isAccepted: boolean): Promise<void> {
  requireAdministrator(ctx.actor);
  const payoutId = subjectId(await answerOnce(ctx, asked, meant, isAccepted));
  await decidePayout(ctx, payoutId, isAccepted, '');
  await follow(ctx, payoutId);
}

/** Tells the person what has become of it, however it was decided, and asks nobody any more. */
async function follow(ctx: WriteContext, payoutId: bigint): Promise<void> {
  const subject = `payout:${payoutId}`;
  const payout = await findPayout(ctx, payoutId);
  if (!payout || !(await wasAsked(ctx, asked, subject))) return;
  const { state, amount } = payout;
  if (state === 'requested') return;
  await closeMessages(ctx, asked, subject, state !== 'refused');
  const outcome = state === 'refused' ? 'refused' : state === 'failed' || state === 'returned' ? 'failed' : 'done';
  const owner = (await partiesById(ctx, [payout.party_id])).get(payout.party_id);
  if (!owner) throw new Error(`no party ${payout.party_id}`);
  const message = { kind: `withdrawal.${outcome}`, type: 'notice', subject, once: `${subject}:${outcome}` } as const;
  await tell(ctx, { ...message, to: [owner.user_id], facts: { amount } });
}

export const followWithdrawalTask = 'withdrawal.follow';

export const withdrawalTasks: readonly TaskHandler[] = [
  { name: followWithdrawalTask, inside: (ctx, payload) => follow(ctx, idIn(payload, 'payoutId')) },
];
