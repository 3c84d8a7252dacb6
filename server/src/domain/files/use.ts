import type { Readable } from 'node:stream';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import {
  anyFile,
  bindFile,
  deleteBoundFiles,
  type FileRow,
  filesByIdList,
  insertGrants,
  readableFile,
} from './files.sql.ts';
import type { FileKind } from './kinds.ts';
import type { FileMeans } from './store.ts';
import { blobTask } from './tasks.ts';

export interface FileUse {
  readonly fileId: bigint;
  /** The user who uses it; it has to be their own upload. */
  readonly ownerUserId: bigint;
  readonly kinds: readonly FileKind[];
  /** What it belongs to from now on: "listing:12". */
  readonly subject: string;
  /** The parties beside the owner who may read it. */
  readonly readers?: readonly bigint[];
  readonly isPublic?: boolean;
}

/**
 * Binds an upload to what it belongs to, once and for all; repeating it for the same subject changes nothing. Throws
 * `file.unusable` when it is not the user's, of another kind, bound elsewhere or not there.
 */
export async function useFile(ctx: WriteContext, use: FileUse): Promise<FileRow> {
  const { fileId, ownerUserId, kinds, subject, readers = [], isPublic = false } = use;
  const [row] = await ctx.db.query(bindFile, [fileId, ctx.market, ownerUserId, kinds, subject, isPublic]);
  if (!row) throw new DomainError('file.unusable');
  await grantFile(ctx, fileId, readers);
  return row;
}

/** Lets further parties read a file; whoever may already, still may. */
export async function grantFile(ctx: WriteContext, fileId: bigint, partyIds: readonly bigint[]): Promise<void> {
  if (partyIds.length > 0) await ctx.db.query(insertGrants, [fileId, partyIds]);
}

/** Files by id, for presenting them beside what they are bound to; who may see that is the caller's to know. */
export async function filesByIds(
  ctx: ReadContext,
  ids: readonly (bigint | null | undefined)[],
): Promise<Map<bigint, FileRow>> {
  const wanted = new Set(ids.filter((id) => id !== null && id !== undefined));
  if (wanted.size === 0) return new Map();
  const rows = await ctx.db.query(filesByIdList, [[...wanted]]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Deletes the files of a subject, all of them or all but one; their bytes go once this unit of work is kept. */
export async function forgetFiles(ctx: WriteContext, subject: string, keptId?: bigint): Promise<void> {
  const rows = await ctx.db.query(deleteBoundFiles, [subject, ctx.market, keptId ?? null]);
  for (const { blob_key: key } of rows) await ctx.enqueue(blobTask, { key });
}

/** A file that the caller may read. */
export interface ReadableFile extends FileRow {
  /** Begins reading it. The stream must be read to its end or destroyed. */
  open(): Promise<Readable>;
}

/**
 * The file of this public name, if the caller owns it, was granted it, or it is public. Throws `file.not_found`
 * otherwise, `auth.required` to those who are not signed in: whether there is such a file shows in neither.
 */
export async function openFile(ctx: ReadContext, { blobs }: FileMeans, uid: string): Promise<ReadableFile> {
  const { actor } = ctx;
  const [userId, partyId] = actor.kind === 'person' ? [actor.userId, actor.partyId] : [null, null];
  const [row] = await ctx.db.query(readableFile, [ctx.market, uid, userId, partyId]);
  if (!row) throw new DomainError(actor.kind === 'anonymous' ? 'auth.required' : 'file.not_found');
  const { blob_key: key, ...file } = row;
  return { ...file, open: () => blobs.open(key) };
}

/** Any file of the market, for an operator who has to judge by it. Throws `auth.required` for anyone else, `file.not_found`. */
export async function openFileAsOperator(ctx: ReadContext, { blobs }: FileMeans, uid: string): Promise<ReadableFile> {
  refuseUnless(ctx.actor.kind === 'operator', 'auth.required');
  const [row] = await ctx.db.query(anyFile, [ctx.market, uid]);
  if (!row) throw new DomainError('file.not_found');
  const { blob_key: key, ...file } = row;
  return { ...file, open: () => blobs.open(key) };
}
