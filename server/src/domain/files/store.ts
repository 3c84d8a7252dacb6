import { createHash } from 'node:crypto';
import type { BlobStore } from '../../kernel/blobs.ts';
import type { Units } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { type Content, contentOf } from './content.ts';
import { type FileRow, insertFile } from './files.sql.ts';
import type { Crop, Images } from './images.ts';
import { type FileKind, maxAttachmentBytes, maxPictureBytes, type PictureKind, type UploadKind } from './kinds.ts';
import { nameOfUpload } from './names.ts';

/** What the operations of this module need beside a context. */
export interface FileMeans {
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly ids: IdSource;
}

/** An upload on this machine's disk. */
export interface Received {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly md5: string;
  /** Whether it was cut off for its length. */
  readonly isTooLarge: boolean;
}

/** What is going to be kept: the upload itself, or an image made of it. */
interface Kept {
  readonly content: string | Buffer;
  readonly mime: string;
  readonly size: number;
  readonly md5: string;
}

interface NewFile {
  readonly owner: bigint;
  readonly kind: FileKind;
  readonly name: string;
  readonly isPublic: boolean;
  readonly isBound: boolean;
}

/**
 * Keeps an upload of a person (`owner` is their user id) for later use (seed 000: 上传附件/头像). Its content decides
 * what it is; images are newly encoded. Images in articles are public at once, everything else is the owner's until
 * it is used, and gone after two days without use. Throws `file.too_large` (20 MiB), `file.name_too_long`,
 * `file.wrong_type` (empty, or an image that cannot be decoded), `file.not_an_image` (a shot that is no JPEG, PNG, GIF
 * or bitmap) and `file.busy`.
 */
export async function storeFile(
  units: Units,
  means: FileMeans,
  { received, kind, owner }: { received: Received; kind: UploadKind; owner: bigint },
): Promise<FileRow> {
  refuseUnless(!received.isTooLarge && received.size <= maxAttachmentBytes, 'file.too_large');
  const name = nameOfUpload(received.name);
  refuseUnless(received.size > 0, kind === 'shot' ? 'file.not_an_image' : 'file.wrong_type');
  const content = await contentOf(received.path);
  if (kind === 'shot') refuseUnless(isShot(content), 'file.not_an_image');
  const kept = await keptOf(means, received, content, kind);
  const isArticle = kind === 'article';
  const isPublic = isArticle && content.kind !== 'other';
  return keep(units, means, kept, { owner, kind, name, isPublic, isBound: isArticle });
}

/**
 * Keeps the box that was cut out of an image, its middle when none is given, as a public JPEG of 320 by 320; it still has to be used. Throws
 * `file.too_large` (5 MiB), `file.name_too_long`, `file.not_an_image`, `file.crop_invalid` and `file.busy`.
 */
export async function storeCropped(
  units: Units,
  means: FileMeans,
  given: { received: Received; kind: PictureKind; crop: Crop | undefined; owner: bigint },
): Promise<FileRow> {
  const { received, kind, crop, owner } = given;
  refuseUnless(!received.isTooLarge && received.size <= maxPictureBytes, 'file.too_large');
  nameOfUpload(received.name);
  refuseUnless(received.size > 0, 'file.not_an_image');
  const content = await contentOf(received.path);
  refuseUnless(content.kind === 'image', 'file.not_an_image');
  const kept = made(await means.images.cutOut(received.path, crop), 'image/jpeg');
  return keep(units, means, kept, { owner, kind, name: `${kind}.jpg`, isPublic: true, isBound: false });
}

const shots: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'];
const isShot = ({ mime }: Content) => shots.includes(mime);

async function keptOf(means: FileMeans, received: Received, content: Content, kind: UploadKind): Promise<Kept> {
  const { path, size, md5 } = received;
  if (content.kind !== 'image') return { content: path, mime: content.mime, size, md5 };
  try {
    return made(await means.images.clean(path, content.mime), content.mime);
  } catch (error) {
    const isBroken = error instanceof DomainError && error.code === 'file.not_an_image';
    throw isBroken && kind !== 'shot' ? new DomainError('file.wrong_type', error.facts) : error;
  }
}

function made(content: Buffer, mime: string): Kept {
  return { content, mime, size: content.length, md5: createHash('md5').update(content).digest('hex') };
}

/** The bytes first, so that no row ever names bytes that are not there. */
async function keep(units: Units, { blobs, ids }: FileMeans, kept: Kept, file: NewFile): Promise<FileRow> {
  const { content, mime, size, md5 } = kept;
  const { owner, kind, name, isPublic, isBound } = file;
  const key = ids.token();
  const uid = ids.uid() + ids.uid();
  const bound = isBound ? `${kind}:${uid}` : null;
  await blobs.put(key, content, { mime });
  try {
    return await units.write(async (ctx) => {
      const values = [ctx.market, uid, owner, kind, name, mime, size, md5, key, isPublic, bound, ctx.now];
      const [row] = await ctx.db.query(insertFile, values);
      if (!row) throw new Error('the file was not inserted');
      return row;
    });
  } catch (error) {
    await blobs.remove(key).catch(() => undefined);
    throw error;
  }
}
