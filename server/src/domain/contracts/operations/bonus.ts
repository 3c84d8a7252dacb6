import type { ReadContext, WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { findParty, requireClient } from '../../identity/index.ts';
import { findOrder, latestOpenOrder, openOrder, type OrderPurpose, type OrderRow } from '../../payments/index.ts';
import { findContract, sideOf } from '../contract.ts';
import { contractById, type ContractRow } from '../contracts.sql.ts';

export interface NewBonus {
  readonly contractUid: string;
  readonly freelancerUid: string;
  /** Fen; the fee is taken out of it. */
  readonly amount: bigint;
  readonly description: string;
}

/** The client orders a bonus for the freelancer of a contract that has begun; it is given when the order is paid. Throws `bonus.*`. */
export async function orderBonus(ctx: WriteContext, bonus: NewBonus): Promise<OrderRow> {
  const actor = requireClient(ctx.actor);
  const contract = await findContract(ctx, bonus.contractUid);
  if (sideOf(contract, actor) !== 'client') throw new DomainError('contract.not_found');
  if (contract.accepted_at === null) throw new DomainError('contract.wrong_state');
  const freelancer = await findParty(ctx, bonus.freelancerUid);
  if (freelancer?.user_id === actor.userId) throw new DomainError('bonus.self');
  if (freelancer?.id !== contract.freelancer_party_id) throw new DomainError('bonus.freelancer_unknown');
  return openOrder(ctx, {
    purpose: 'bonus',
    payerPartyId: actor.partyId,
    payeePartyId: freelancer.id,
    contractId: contract.id,
    amount: bonus.amount,
    feeBasisPoints: ctx.settings.feeBasisPoints,
    description: bonus.description,
  });
}

/**
 * An order for a contract that the caller pays, with the contract. What the caller believes of it is compared with the
 * truth. Throws `order.not_found`, `order.wrong_contract`, `contract.not_found`.
 */
export async function findContractOrder(
  ctx: ReadContext,
  wanted: { tradeNo: string; contractUid?: string; purpose?: OrderPurpose },
): Promise<{ order: OrderRow; contract: ContractRow }> {
  const actor = requireClient(ctx.actor);
  const order = await findOrder(ctx, wanted.tradeNo);
  const isTheirs = order?.payer_party_id === actor.partyId && order.purpose !== 'topup';
  if (!isTheirs || order.contract_id === null) throw new DomainError('order.not_found');
  const [contract] = await ctx.db.query(contractById, [order.contract_id]);
  if (!contract) throw new DomainError('contract.not_found');
  const isMeant =
    (wanted.contractUid === undefined || wanted.contractUid === contract.uid) &&
    (wanted.purpose === undefined || wanted.purpose === order.purpose);
  if (!isMeant) throw new DomainError('order.wrong_contract');
  return { order, contract };
}

/**
 * The caller's open order that a top-up is meant to pay: the one named, or else the contract's latest that is open. A
 * bonus must be named. Throws `order.not_found`, `order.wrong_contract`, `contract.not_found`.
 */
export async function orderToPay(
  ctx: ReadContext,
  { contractUid, tradeNo, isBonus }: { contractUid: string | undefined; tradeNo: string | undefined; isBonus: boolean },
): Promise<string> {
  if (tradeNo !== undefined) {
    const wanted = {
      tradeNo,
      ...(contractUid !== undefined && { contractUid }),
      ...(isBonus && { purpose: 'bonus' as const }),
    };
    return (await findContractOrder(ctx, wanted)).order.trade_no;
  }
  if (contractUid === undefined) throw new DomainError('contract.not_found');
  if (isBonus) throw new DomainError('order.not_found');
  const contract = await findContract(ctx, contractUid);
  const order = await latestOpenOrder(ctx, contract.id, requireClient(ctx.actor).partyId);
  if (!order) throw new DomainError('order.not_found');
  return order.trade_no;
}
