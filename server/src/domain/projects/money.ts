import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { sumFen } from '../../kernel/money.ts';
import { type EscrowOrder, fundEscrow, settleEscrow } from '../ledger/index.ts';
import { markPaid, openOrder } from '../payments/index.ts';
import { type HiringRow, payHiring } from './hirings.sql.ts';
import type { ProjectRow } from './projects.sql.ts';
import { type FundingRow, fundingsOfProject, insertFunding, settleFunding, type StepRow } from './steps.sql.ts';

const noteOf = (project: ProjectRow, step: StepRow) => `#${project.id} ${project.title} ${step.name}`;

/**
 * Sets money of the manager's aside for a step, in an escrow of its own: only out of it are people paid. The project is locked.
 * Throws `ledger.insufficient_funds`.
 */
export async function setAside(ctx: WriteContext, project: ProjectRow, step: StepRow, amount: bigint): Promise<void> {
  const payerId = project.manager_party_id;
  const note = noteOf(project, step);
  const { feeBasisPoints } = ctx.settings;
  const order = await openOrder(ctx, {
    purpose: 'step',
    payerPartyId: payerId,
    amount,
    feeBasisPoints,
    description: note,
  });
  await markPaid(ctx, order, 'client');
  await fundEscrow(ctx, { orderId: order.id, tradeNo: order.trade_no, payerId }, amount, note);
  await ctx.db.query(insertFunding, [step.id, order.id, amount]);
}

/** What is still set aside, by step. Fen. */
export async function heldFor(ctx: WriteContext, project: ProjectRow): Promise<Map<bigint, bigint>> {
  const held = new Map<bigint, bigint>();
  for (const { step_id: stepId, held: part } of await ctx.db.query(fundingsOfProject, [project.id])) {
    held.set(stepId, (held.get(stepId) ?? 0n) + part);
  }
  return held;
}

export interface StepPayment {
  readonly hiring: HiringRow;
  /** Fen, before the fee. */
  readonly gross: bigint;
}

/**
 * Pays people out of what is set aside for a step, less the market's fee, and gives the manager what is left. The project is
 * locked. Throws `step.over_escrow` when there is less than they are to be paid.
 */
export async function settleStep(
  ctx: WriteContext,
  project: ProjectRow,
  step: StepRow,
  payments: readonly StepPayment[],
): Promise<void> {
  const fundings = (await ctx.db.query(fundingsOfProject, [project.id])).filter((one) => one.step_id === step.id);
  const held = new Map(fundings.map((funding) => [funding.order_id, funding.held]));
  const wanted = sumFen(payments.map(({ gross }) => gross));
  if (wanted > sumFen(held.values())) throw new DomainError('step.over_escrow', { wanted });
  for (const { hiring, gross } of payments) {
    let owed = gross;
    for (const funding of fundings) {
      const there = held.get(funding.order_id) ?? 0n;
      const part = there < owed ? there : owed;
      if (part === 0n) continue;
      await payOut(ctx, project, step, funding, hiring, part);
      held.set(funding.order_id, there - part);
      owed -= part;
    }
    await ctx.db.query(payHiring, [hiring.id, gross]);
  }
  for (const funding of fundings) await giveBack(ctx, project, step.name, funding, held.get(funding.order_id) ?? 0n);
}

async function payOut(
  ctx: WriteContext,
  project: ProjectRow,
  step: StepRow,
  funding: FundingRow,
  hiring: HiringRow,
  gross: bigint,
): Promise<void> {
  await settleEscrow(ctx, escrowOf(project, funding), {
    subject: `hiring:${hiring.id}:order:${funding.order_id}`,
    payeeId: hiring.party_id,
    gross,
    back: 0n,
    feeBasisPoints: funding.fee_basis_points,
    note: noteOf(project, step),
  });
  await ctx.db.query(settleFunding, [funding.order_id, gross, 0n]);
}

async function giveBack(
  ctx: WriteContext,
  project: ProjectRow,
  stepName: string,
  funding: FundingRow,
  back: bigint,
): Promise<void> {
  if (back === 0n) return;
  await settleEscrow(ctx, escrowOf(project, funding), {
    subject: `step:${funding.step_id}:order:${funding.order_id}`,
    payeeId: project.manager_party_id,
    gross: 0n,
    back,
    feeBasisPoints: 0,
    note: `#${project.id} ${project.title} ${stepName}`.trim(),
  });
  await ctx.db.query(settleFunding, [funding.order_id, 0n, back]);
}

/** Gives the manager everything that is still set aside for the project, which has ended. The project is locked. */
export async function returnRest(ctx: WriteContext, project: ProjectRow): Promise<void> {
  for (const funding of await ctx.db.query(fundingsOfProject, [project.id])) {
    await giveBack(ctx, project, '', funding, funding.held);
  }
}

const escrowOf = (project: ProjectRow, { order_id: orderId, trade_no: tradeNo }: FundingRow): EscrowOrder => ({
  orderId,
  tradeNo,
  payerId: project.manager_party_id,
});
