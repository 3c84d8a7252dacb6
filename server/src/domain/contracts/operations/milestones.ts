import type { PersonActor, WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { sumFen } from '../../../kernel/money.ts';
import { useFile } from '../../files/index.ts';
import { requireClient, requireFreelancer } from '../../identity/index.ts';
import type { OrderRow } from '../../payments/index.ts';
import { lockContract, saveMove, sideOf, today } from '../contract.ts';
import type { ContractRow } from '../contracts.sql.ts';
import {
  auditSubmission,
  contractOfMilestone,
  insertSubmission,
  type FundingOrder,
  lockMilestonesBeside,
  type MilestoneRow,
} from '../milestones.sql.ts';
import { cancelMilestones, moveMilestoneRows, payMilestone } from '../money.ts';
import { addMilestoneRows, assertMilestones, type NewMilestone, openContractOrder } from './make-offer.ts';
import { startNextMilestone } from './pay-order.ts';

/** The client adds milestones to fixed-price work; they count once their order is paid. Throws `contract.*`. */
export async function addMilestones(
  ctx: WriteContext,
  { contractUid, milestones }: { contractUid: string; milestones: readonly NewMilestone[] },
): Promise<OrderRow> {
  const contract = await lockContract(ctx, contractUid);
  if (sideOf(contract, ctx.actor) !== 'client') throw new DomainError('contract.not_yours');
  if (contract.pay_kind !== 'fixed') throw new DomainError('contract.not_fixed');
  if (!['offered', 'active', 'paused'].includes(contract.state)) throw new DomainError('contract.wrong_state');
  assertMilestones(milestones, today(ctx));
  const amount = sumFen(milestones.map((milestone) => milestone.amount));
  const order = await openContractOrder(ctx, contract.id, contract.client_party_id, 'milestones', amount);
  await addMilestoneRows(ctx, contract.id, order, milestones);
  return order;
}

interface Locked {
  readonly contract: ContractRow;
  readonly milestone: MilestoneRow & FundingOrder;
  readonly all: readonly MilestoneRow[];
}

/** The milestone with its contract, both locked; throws `milestone.not_found` for strangers too. */
async function lock(ctx: WriteContext, actor: PersonActor, milestoneId: bigint): Promise<Locked> {
  // Asked for at once and answered in this order: the contract is locked first.
  const [[contract], all] = await Promise.all([
    ctx.db.query(contractOfMilestone, [milestoneId, ctx.market]),
    ctx.db.query(lockMilestonesBeside, [milestoneId]),
  ]);
  const parties = [contract?.client_party_id, contract?.freelancer_party_id];
  if (!contract || !parties.includes(actor.partyId)) throw new DomainError('milestone.not_found');
  const milestone = all.find((one) => one.id === milestoneId);
  if (!milestone) throw new DomainError('milestone.not_found');
  return { contract, milestone, all };
}

function assertActive(contract: ContractRow): void {
  if (contract.state !== 'active') throw new DomainError('milestone.wrong_state', { contract: contract.state });
}

export interface Submission {
  readonly milestoneId: bigint;
  readonly message: string;
  readonly fileId?: bigint | undefined;
}

/** The freelancer hands in work on a milestone for review. Throws `milestone.*`, `move.*`, `file.unusable`. */
export async function submitMilestone(ctx: WriteContext, { milestoneId, message, fileId }: Submission): Promise<void> {
  const actor = requireFreelancer(ctx.actor);
  if (message === '') throw new DomainError('milestone.message_required');
  const { contract, milestone } = await lock(ctx, actor, milestoneId);
  assertActive(contract);
  await moveMilestoneRows(ctx, [milestone], 'submit', 'freelancer', message);
  await attach(ctx, actor, fileId, milestone, contract.client_party_id);
  await ctx.db.query(insertSubmission, [milestone.id, message, fileId ?? null, ctx.now]);
  await ctx.emit('milestone.submitted', { milestoneId, contractId: contract.id });
}

async function attach(
  ctx: WriteContext,
  actor: PersonActor,
  fileId: bigint | undefined,
  milestone: MilestoneRow,
  reader: bigint,
): Promise<void> {
  if (fileId === undefined) return;
  const subject = `milestone:${milestone.id}`;
  await useFile(ctx, {
    fileId,
    ownerUserId: actor.userId,
    kinds: ['milestone'],
    subject,
    readers: [reader],
    isPublic: false,
  });
}

/** The client sends submitted work back with what is missing. Throws `milestone.message_required`. */
export async function sendBackMilestone(
  ctx: WriteContext,
  { milestoneId, message, fileId }: Submission,
): Promise<void> {
  const actor = requireClient(ctx.actor);
  if (message === '') throw new DomainError('milestone.message_required');
  const { contract, milestone } = await lock(ctx, actor, milestoneId);
  assertActive(contract);
  await moveMilestoneRows(ctx, [milestone], 'sendBack', 'client', message);
  await attach(ctx, actor, fileId, milestone, contract.freelancer_party_id);
  await ctx.db.query(auditSubmission, [milestone.id, ctx.now, message, fileId ?? null]);
  await ctx.emit('milestone.sent_back', { milestoneId, contractId: contract.id });
}

export interface Settlement {
  readonly milestoneId: bigint;
  /** `approve` answers a submission; `release` pays of the client's own accord. */
  readonly move: 'approve' | 'release';
  /** Whether the contract ends with it; what is not paid for goes back. */
  readonly endsContract: boolean;
}

/** The client pays a milestone out of escrow; the next funded one starts, or the contract ends. */
export async function settleMilestone(
  ctx: WriteContext,
  { milestoneId, move, endsContract }: Settlement,
): Promise<void> {
  const actor = requireClient(ctx.actor);
  const { contract, milestone, all } = await lock(ctx, actor, milestoneId);
  assertActive(contract);
  const others = all.filter((one) => one.id !== milestone.id);
  await Promise.all([
    payMilestone(ctx, contract, milestone, move, milestone),
    milestone.state === 'in_review' && ctx.db.query(auditSubmission, [milestone.id, ctx.now, '', null]),
    ctx.emit('milestone.paid', { milestoneId, contractId: contract.id }),
    !endsContract && startNextMilestone(ctx, others),
  ]);
  if (!endsContract) return;
  await cancelMilestones(
    ctx,
    contract,
    others.filter((one) => !['paid', 'cancelled', 'settled'].includes(one.state)),
  );
  await saveMove(ctx, contract, 'finish', 'client');
}
