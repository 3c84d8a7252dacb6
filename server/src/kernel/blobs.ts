/** Keeping the bytes of files: the port; local disk and S3 are in platform/blobs. */
import type { Readable } from 'node:stream';

/** Bytes by key. A key is 32 to 64 lowercase hexadecimal digits, made by us and never by a caller. */
export interface BlobStore {
  /** Keeps a file of this machine, or a buffer, under the key; whole or not at all. */
  put(key: string, content: string | Buffer, about: { readonly mime: string }): Promise<void>;
  /** The bytes; throws BlobMissing when there are none. The caller reads the stream to its end or destroys it. */
  open(key: string): Promise<Readable>;
  /** Forgets the bytes; nothing happens when they are not there. */
  remove(key: string): Promise<void>;
}

/** Nothing is kept under the key. */
export class BlobMissing extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`no blob ${key}`, options);
    this.name = 'BlobMissing';
  }
}

/** Throws unless the key is one of ours: what becomes part of a path has to be checked where it does. */
export function assertBlobKey(key: string): void {
  if (!/^[0-9a-f]{32,64}$/.test(key)) throw new Error('not the key of a blob');
}
