import { join } from 'node:path';
import type { BlobStore } from '../../kernel/blobs.ts';
import { diskBlobs } from './disk.ts';
import { s3Blobs, type S3Settings } from './s3.ts';

/** The store that the configuration asks for: a bucket, or the folder "files" of the data directory. */
export function openBlobs({ s3, dataDir }: { s3: S3Settings | undefined; dataDir: string }): BlobStore {
  return s3 ? s3Blobs(s3) : diskBlobs(join(dataDir, 'files'));
}
