import type { WriteContext } from '../../kernel/context.ts';
import type { Role } from '../../kernel/machine.ts';
import { insertMove, type ProposalRow, saveProposal } from './proposals.sql.ts';

/** What may change of a proposal. */
export type ProposalChanges = Partial<
  Pick<
    ProposalRow,
    'state' | 'client_archived' | 'frozen' | 'price' | 'message' | 'question_id' | 'reason' | 'contract_id'
  >
>;

export interface Moved {
  /** What it is called in the history. */
  readonly move: string;
  readonly by: Role;
  /** What the rest of the house hears: "proposal.accepted". */
  readonly event: string;
}

/** Saves a locked proposal with a row of history, and tells the house. */
export async function saveMoved(
  ctx: WriteContext,
  row: ProposalRow,
  changes: ProposalChanges,
  { move, by, event }: Moved,
): Promise<void> {
  const after = { ...row, ...changes };
  await ctx.db.query(saveProposal, [
    row.id,
    after.state,
    after.client_archived,
    after.frozen,
    after.price,
    after.message,
    after.question_id,
    after.reason,
    after.contract_id,
    ctx.now,
  ]);
  await ctx.db.query(insertMove, [row.id, move, row.state, after.state, by, ctx.now]);
  await tell(ctx, event, row, by);
}

/** Tells the house of something that happened to a proposal. */
export async function tell(
  ctx: WriteContext,
  event: string,
  row: Pick<ProposalRow, 'id' | 'listing_id' | 'client_party_id' | 'freelancer_party_id' | 'kind'>,
  byRole: Role,
): Promise<void> {
  await ctx.emit(event, {
    proposalId: row.id,
    listingId: row.listing_id,
    clientPartyId: row.client_party_id,
    freelancerPartyId: row.freelancer_party_id,
    kind: row.kind,
    byRole,
  });
}
