import type { Readable } from 'node:stream';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import {
  anyFile,
  bindFile,
  deleteBoundFile,
  deleteBoundFiles,
  type FileRow,
  filesByIdList,
  filesOfOwner,
  filesOfSubjects,
  insertGrants,
  readableFile,
  subjectOfFile,
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

export interface FilesUse extends Omit<FileUse, 'fileId'> {
  /** The user's own uploads, by public name or number. */
  readonly uids: readonly string[];
  readonly onlyPictures?: boolean;
}

/**
 * Binds uploads to what they belong to, in the order given. Throws `file.unusable` as `useFile` does, and for what is no
 * picture where pictures are asked for.
 */
export async function useFiles(
  ctx: WriteContext,
  { uids, onlyPictures = false, ...use }: FilesUse,
): Promise<FileRow[]> {
  const files = await ownFiles(ctx, use.ownerUserId, uids);
  refuseUnless(!onlyPictures || files.every((file) => file.mime.startsWith('image/')), 'file.unusable');
  for (const { id } of files) await useFile(ctx, { ...use, fileId: id });
  return files;
}

/** The same, in place of the files the subject had, which are deleted. */
export async function replaceFiles(ctx: WriteContext, use: FilesUse): Promise<FileRow[]> {
  const files = await useFiles(ctx, use);
  await forgetFiles(ctx, use.subject, ...files.map(({ id }) => id));
  return files;
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

/** The files of each subject, in the order they were uploaded; who may see them is the caller's to know. */
export async function filesOf(ctx: ReadContext, subjects: readonly string[]): Promise<Map<string, FileRow[]>> {
  const found = new Map<string, FileRow[]>();
  if (subjects.length === 0) return found;
  for (const { bound_to: subject, ...file } of await ctx.db.query(filesOfSubjects, [subjects, ctx.market]))
    found.set(subject, [...(found.get(subject) ?? []), file]);
  return found;
}

/** Uploads of a person by their public names or their numbers, in the order given. Throws `file.unusable` when one is not theirs. */
async function ownFiles(ctx: ReadContext, ownerUserId: bigint, uids: readonly string[]): Promise<FileRow[]> {
  if (uids.length === 0) return [];
  const rows = await ctx.db.query(filesOfOwner, [ctx.market, ownerUserId, uids]);
  return uids.map((uid) => {
    const row = rows.find((one) => one.uid === uid || String(one.id) === uid);
    if (!row) throw new DomainError('file.unusable');
    return row;
  });
}

/** What a file belongs to; undefined when there is no such file, or it belongs to nothing yet. */
export async function subjectOf(ctx: ReadContext, fileId: bigint): Promise<string | undefined> {
  const [row] = await ctx.db.query(subjectOfFile, [fileId, ctx.market]);
  return row?.bound_to ?? undefined;
}

/** Deletes the files of a subject, all of them or all but some; their bytes go once this unit of work is kept. */
export async function forgetFiles(ctx: WriteContext, subject: string, ...keptIds: readonly bigint[]): Promise<void> {
  await forgetBytes(ctx, await ctx.db.query(deleteBoundFiles, [subject, ctx.market, keptIds]));
}

/** Deletes one file of a subject. Throws `file.not_found`. */
export async function forgetFile(ctx: WriteContext, subject: string, fileId: bigint): Promise<void> {
  const rows = await ctx.db.query(deleteBoundFile, [subject, ctx.market, fileId]);
  if (rows.length === 0) throw new DomainError('file.not_found');
  await forgetBytes(ctx, rows);
}

async function forgetBytes(ctx: WriteContext, rows: readonly { readonly blob_key: string }[]): Promise<void> {
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

/** The file of the market that an address of it names, as every API writes them; undefined when it is none of ours. */
export async function fileAtAddress(ctx: ReadContext, address: string): Promise<FileRow | undefined> {
  const uid = /\/attachment\/([0-9a-f]{32})$/.exec(address)?.[1];
  if (uid === undefined) return undefined;
  const [row] = await ctx.db.query(anyFile, [ctx.market, uid]);
  if (!row) return undefined;
  const { blob_key: _key, ...file } = row;
  return file;
}

/** Any file of the market, for an operator who has to judge by it. Throws `auth.required` for anyone else, `file.not_found`. */
export async function openFileAsOperator(ctx: ReadContext, { blobs }: FileMeans, uid: string): Promise<ReadableFile> {
  refuseUnless(ctx.actor.kind === 'operator', 'auth.required');
  const [row] = await ctx.db.query(anyFile, [ctx.market, uid]);
  if (!row) throw new DomainError('file.not_found');
  const { blob_key: key, ...file } = row;
  return { ...file, open: () => blobs.open(key) };
}
