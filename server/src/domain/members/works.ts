import type { ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { type FileMeans, forgetFiles, type Received, storeFile, useFile } from '../files/index.ts';
import { requireFreelancer } from '../identity/index.ts';
import { deleteWork, insertWork, type MemberWorkRow, worksOfUser } from './experience.sql.ts';

/**
 * Shows a picture of the caller's work (seed 001, 4.4.11), which becomes public. Throws `file.*` of storing it,
 * `file.not_an_image` and `profile.too_many_entries` (over fifty).
 */
export async function uploadWork(
  units: Units,
  means: FileMeans,
  { received, title, description }: { received: Received; title: string; description: string },
): Promise<{ id: bigint; fileUid: string }> {
  const { userId } = requireFreelancer(units.read().actor);
  const file = await storeFile(units, means, { received, kind: 'portfolio', owner: userId });
  refuseUnless(file.mime.startsWith('image/'), 'file.not_an_image');
  return units.write(async (ctx) => {
    const [row] = await ctx.db.query(insertWork, [userId, title, description, file.id, ctx.now]);
    if (!row) throw new DomainError('profile.too_many_entries');
    const use = { fileId: file.id, ownerUserId: userId, kinds: ['portfolio'] as const };
    await useFile(ctx, { ...use, subject: subjectOf(row.id), isPublic: true });
    return { id: row.id, fileUid: file.uid };
  });
}

const subjectOf = (id: bigint) => `work:${id}`;

/** What a freelancer shows, the newest first. */
export function worksOf(ctx: ReadContext, userId: bigint): Promise<MemberWorkRow[]> {
  return ctx.db.query(worksOfUser, [userId]);
}

/** Takes a work of the caller's away, with its picture. Throws `profile.entry_not_found`. */
export async function removeMemberWork(ctx: WriteContext, id: bigint): Promise<void> {
  const [row] = await ctx.db.query(deleteWork, [id, requireFreelancer(ctx.actor).userId]);
  if (!row) throw new DomainError('profile.entry_not_found');
  await forgetFiles(ctx, subjectOf(id));
}
