import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { violatedConstraint } from '../../platform/postgres/database.ts';
import { requireClient } from '../identity/index.ts';
import { putInSearch } from './index-listing.ts';
import { attach, checkInput, type ListingCatalog, type ListingInput } from './input.ts';
import { ownListingForUpdate, setListing } from './listings.sql.ts';

/**
 * A client says anew what a listing of theirs seeks; an attachment stays unless another is given (seed 000:
 * 需求者修改项目). Throws `listing.not_found` when it is not theirs, `listing.not_editable` once it is closed,
 * `listing.pay_kind_fixed`, `listing.duplicate`, `file.unusable`, and what checkInput refuses.
 */
export async function editListing(
  ctx: WriteContext,
  catalog: ListingCatalog,
  uid: string,
  input: ListingInput,
): Promise<void> {
  const actor = requireClient(ctx.actor);
  const [row] = await ctx.db.query(ownListingForUpdate, [uid, ctx.market, actor.partyId]);
  if (!row) throw new DomainError('listing.not_found');
  refuseUnless(['draft', 'open', 'private'].includes(row.state), 'listing.not_editable', { state: row.state });
  refuseUnless(input.payKind === row.pay_kind, 'listing.pay_kind_fixed');
  const checked = checkInput(input, catalog);
  await save(ctx, [
    row.id,
    checked.title,
    checked.description,
    checked.summary,
    checked.categoryId,
    checked.hires,
    checked.level,
    checked.duration ?? null,
    checked.workload ?? null,
    checked.budget ?? null,
    checked.stage ?? null,
    checked.apis ?? [],
    checked.platforms ?? [],
    checked.frameworks ?? [],
    checked.languages ?? [],
    checked.skills,
    ctx.now,
  ]);
  if (checked.fileId !== undefined && checked.fileId !== row.file_id) await attach(ctx, actor, row.id, checked.fileId);
  if (row.state === 'open') await putInSearch(ctx, row.id, row.published_at ?? ctx.now, checked);
}

/** The index on the client's titles refuses a second one, whoever else writes at the same time. */
async function save(ctx: WriteContext, values: readonly unknown[]): Promise<void> {
  try {
    await ctx.db.query(setListing, values);
  } catch (error) {
    throw violatedConstraint(error) === 'listing_title' ? new DomainError('listing.duplicate') : error;
  }
}
