import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { requireClient } from '../identity/index.ts';
import { termsOf } from './index-listing.ts';
import { attach, checkInput, type ListingCatalog, type ListingInput } from './input.ts';
import { insertListing } from './listings.sql.ts';

/**
 * A client seeks work to be done, openly or as a draft first (seed 000: 需求者发布项目). Answers its public id. Throws
 * `listing.duplicate` when the client has a listing of this title, `file.unusable`, and what checkInput refuses.
 */
export async function postListing(
  ctx: WriteContext,
  catalog: ListingCatalog,
  input: ListingInput,
  { asDraft = false }: { asDraft?: boolean } = {},
): Promise<{ id: bigint; uid: string }> {
  const actor = requireClient(ctx.actor);
  const checked = checkInput(input, catalog);
  const uid = ctx.ids.uid();
  const [added] = await ctx.db.query(insertListing, [
    ctx.market,
    uid,
    actor.partyId,
    asDraft ? 'draft' : 'open',
    checked.title,
    checked.description,
    checked.summary,
    checked.categoryId,
    checked.hires,
    checked.payKind,
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
    asDraft ? null : ctx.now,
    asDraft ? null : termsOf(checked),
  ]);
  if (!added) throw new DomainError('listing.duplicate');
  if (checked.fileId !== undefined) await attach(ctx, actor, added.id, checked.fileId);
  if (!asDraft) await ctx.emit('listing.published', { listingId: added.id });
  return { id: added.id, uid };
}
