import type { PersonActor, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { forgetFiles, useFile } from '../files/index.ts';
import { type Level, type PayKind, setListingFile } from './listings.sql.ts';
import { sanitise, summaryOf } from './rich-text.ts';

/** What a client says about the work; amounts are fen. */
export interface ListingInput {
  /** Plain text, at most 100 characters. */
  readonly title: string;
  /** HTML, at most 3,000 characters; what a browser could run is taken out. */
  readonly description: string;
  readonly categoryId: number;
  /** How many people are sought. */
  readonly hires: number;
  readonly payKind: PayKind;
  readonly level: Level;
  readonly duration?: number | undefined;
  /** Required for hourly work. */
  readonly workload?: number | undefined;
  /** To be agreed when left out. */
  readonly budget?: bigint | undefined;
  readonly stage?: string | undefined;
  readonly apis?: readonly string[] | undefined;
  readonly platforms?: readonly string[] | undefined;
  readonly frameworks?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly skills?: readonly string[] | undefined;
  readonly fileId?: bigint | undefined;
}

/** What listings ask of the catalogue. */
export interface ListingCatalog {
  readonly categories: {
    byId(id: number): { readonly parentId: number | null } | undefined;
    isLeaf(id: number): boolean;
  };
  readonly skills: { canonical(name: string): string | undefined };
}

const mostSkills = 5;

/** The input with its texts cleaned and its skills in the catalogue's spelling. */
export interface CheckedInput extends ListingInput {
  readonly summary: string;
  readonly parentCategoryId: number | null;
  readonly skills: readonly string[];
}

/** Throws `category.unknown`, `skill.unknown`, `listing.workload_required` or `request.malformed`. */
export function checkInput(input: ListingInput, catalog: ListingCatalog): CheckedInput {
  const category = catalog.categories.byId(input.categoryId);
  refuseUnless(category !== undefined && catalog.categories.isLeaf(input.categoryId), 'category.unknown');
  refuseUnless(input.payKind === 'fixed' || input.workload !== undefined, 'listing.workload_required');
  const description = sanitise(input.description);
  const summary = summaryOf(description);
  const title = input.title.trim();
  refuseUnless(title !== '' && (summary !== '' || description.includes('<img')), 'request.malformed');
  const skills = [...new Set((input.skills ?? []).map((name) => knownSkill(name, catalog)))];
  refuseUnless(skills.length <= mostSkills, 'skill.unknown', { most: mostSkills });
  return { ...input, title, description, summary, skills, parentCategoryId: category.parentId };
}

function knownSkill(name: string, catalog: ListingCatalog): string {
  const known = catalog.skills.canonical(name);
  if (known === undefined) throw new DomainError('skill.unknown', { skill: name });
  return known;
}

const subjectOf = (listingId: bigint) => `listing:${listingId}`;

/** Makes an upload of the caller the listing's attachment in place of the one before. Throws `file.unusable`. */
export async function attach(ctx: WriteContext, actor: PersonActor, listingId: bigint, fileId: bigint): Promise<void> {
  const subject = subjectOf(listingId);
  await useFile(ctx, { fileId, ownerUserId: actor.userId, kinds: ['job'], subject, isPublic: true });
  await ctx.db.query(setListingFile, [listingId, fileId]);
  await forgetFiles(ctx, subject, fileId);
}

/** Deletes the attachment of a listing that is gone. */
export const detach = (ctx: WriteContext, listingId: bigint): Promise<void> => forgetFiles(ctx, subjectOf(listingId));
