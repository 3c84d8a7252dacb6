import type { WriteContext } from '../../kernel/context.ts';
import { requireClient } from '../identity/index.ts';
import { wrongState } from './lifecycle.ts';
import { lockWithListing } from './lock.ts';
import type { ProposalRow } from './proposals.sql.ts';
import { type ReasonCatalog, reasonOf } from './reasons.ts';
import { saveMoved } from './save.ts';

export interface PutAside {
  readonly id: bigint;
  readonly archived: boolean;
  /** One of the catalogue's reasons to archive. */
  readonly questionId?: number | undefined;
  readonly message?: string | undefined;
}

/**
 * Puts a proposal aside on the client's side, or takes it back; the freelancer's side does not change. Throws
 * `role.client_required`, `proposal.not_found`, `question.unknown`, and the code of the state when there is nothing to
 * put aside or to take back.
 */
export async function setClientArchived(ctx: WriteContext, catalog: ReasonCatalog, request: PutAside): Promise<void> {
  const { row } = await lockWithListing(ctx, requireClient(ctx.actor), request.id);
  await putAside(ctx, catalog, row, request);
}

/** The same for a proposal that is locked. */
export async function putAside(
  ctx: WriteContext,
  catalog: ReasonCatalog,
  row: ProposalRow,
  request: Omit<PutAside, 'id'>,
): Promise<void> {
  const { archived, message } = request;
  if (row.client_archived === archived) throw wrongState(archived ? 'archived' : row.state);
  if (archived && !['active', 'interview', 'archived'].includes(row.state)) throw wrongState(row.state);
  const questionId = archived ? reasonOf(catalog, 'proposal_archive', request) : undefined;
  await saveMoved(
    ctx,
    row,
    { client_archived: archived, question_id: questionId ?? null, reason: (archived && message) || '' },
    {
      move: archived ? 'client_archive' : 'client_unarchive',
      by: 'client',
      event: archived ? 'proposal.client_archived' : 'proposal.client_unarchived',
    },
  );
}
