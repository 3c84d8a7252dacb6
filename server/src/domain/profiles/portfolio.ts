import type { PersonActor, ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { type FileRow, filesByIds, forgetFiles, useFile } from '../files/index.ts';
import { requireFreelancer } from '../identity/index.ts';
import { assertFound, type EntriesMeant, lockOwn } from './resume.ts';
import {
  deletePortfolio,
  insertPortfolio,
  portfolioRows,
  type PortfolioRow,
  setPicture,
  updatePortfolio,
} from './resume.sql.ts';
import { freelancerMeant } from './view.ts';
import { webLink } from './web-link.ts';

/** A work that a freelancer shows. */
export interface Work {
  readonly name: string;
  readonly categoryId: number;
  readonly detail: string;
  /** The month it was done, written "2026-11". */
  readonly endMonth: string | undefined;
  readonly link: string;
  /** Those that the list of skills does not know are left out; undefined leaves them as they are. */
  readonly skills: readonly string[] | undefined;
  /** An upload of kind `portfolio`; undefined leaves the picture as it is, null takes it away. */
  readonly pictureId: bigint | null | undefined;
}

export interface ShownWork extends PortfolioRow {
  readonly picture: FileRow | undefined;
}

/** What a freelancer shows, the newest first, at most fifty (seed 000: 项目经历查询). Throws `profile.not_found`. */
export async function portfolioOf(ctx: ReadContext, { uid, id }: EntriesMeant): Promise<ShownWork[]> {
  const rows = await ctx.db.query(portfolioRows, [await freelancerMeant(ctx, uid), id ?? null]);
  const pictures = await filesByIds(
    ctx,
    rows.map((row) => row.picture_id),
  );
  return rows.map((row) => ({ ...row, picture: row.picture_id === null ? undefined : pictures.get(row.picture_id) }));
}

type Lists = Pick<Catalog, 'categories' | 'skills'>;

/**
 * Adds a work of the caller's; its picture becomes public. Throws `category.unknown`, `profile.link_invalid`,
 * `file.unusable` (not their upload, or not an image) and `profile.too_many_entries` (over fifty).
 */
export async function addWork(ctx: WriteContext, work: Work, lists: Lists): Promise<bigint> {
  const actor = requireFreelancer(ctx.actor);
  const partyId = await lockOwn(ctx);
  const { values, skills } = valuesOf(work, lists);
  const [row] = await ctx.db.query(insertPortfolio, [partyId, ...values, skills ?? [], ctx.now]);
  if (!row) throw new DomainError('profile.too_many_entries');
  if (work.pictureId) await showPicture(ctx, actor, row.id, work.pictureId);
  return row.id;
}

/** Replaces one of the caller's. Throws as adding does, and `profile.entry_not_found`. */
export async function changeWork(ctx: WriteContext, id: bigint, work: Work, lists: Lists): Promise<void> {
  const actor = requireFreelancer(ctx.actor);
  const { values, skills } = valuesOf(work, lists);
  assertFound(await ctx.db.query(updatePortfolio, [id, actor.partyId, ...values, skills ?? null, ctx.now]));
  if (work.pictureId !== undefined) await showPicture(ctx, actor, id, work.pictureId);
}

/** Takes one of the caller's away, with its picture. Throws `profile.entry_not_found`. */
export async function removeWork(ctx: WriteContext, id: bigint): Promise<void> {
  assertFound(await ctx.db.query(deletePortfolio, [id, requireFreelancer(ctx.actor).partyId]));
  await forgetFiles(ctx, subjectOf(id));
}

const subjectOf = (id: bigint) => `portfolio:${id}`;

/** Shows another picture, or none, in place of the earlier one, which is deleted. */
async function showPicture(
  ctx: WriteContext,
  { userId }: PersonActor,
  id: bigint,
  fileId: bigint | null,
): Promise<void> {
  const subject = subjectOf(id);
  if (fileId !== null) {
    const use = { fileId, ownerUserId: userId, kinds: ['portfolio'] as const, subject, isPublic: true };
    const file = await useFile(ctx, use);
    refuseUnless(file.mime.startsWith('image/'), 'file.unusable');
  }
  await ctx.db.query(setPicture, [id, fileId]);
  await forgetFiles(ctx, subject, ...(fileId === null ? [] : [fileId]));
}

function valuesOf(work: Work, { categories, skills }: Lists) {
  refuseUnless(categories.byId(work.categoryId) !== undefined, 'category.unknown');
  const known = work.skills?.map(skills.canonical).filter((name) => name !== undefined);
  return {
    values: [work.name, work.categoryId, work.detail, work.endMonth ?? null, webLink(work.link)],
    skills: known && [...new Set(known)],
  };
}
