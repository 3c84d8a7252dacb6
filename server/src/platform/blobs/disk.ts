import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assertBlobKey, BlobMissing, type BlobStore } from '../../kernel/blobs.ts';

/** Keeps blobs below a folder, in two levels of folders of 256 each; readable to this user of the machine only. */
export function diskBlobs(root: string): BlobStore {
  const pathOf = (key: string): string => {
    assertBlobKey(key);
    return join(root, key.slice(0, 2), key.slice(2, 4), key);
  };
  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomUUID()}`;
      try {
        await writeDraft(draft, content);
        await rename(draft, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async open(key) {
      const handle = await openExisting(pathOf(key), key);
      return handle.createReadStream();
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

async function writeDraft(path: string, content: string | Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await writeFile(handle, typeof content === 'string' ? createReadStream(content) : content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new name of a file is lasting only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openExisting(path: string, key: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new BlobMissing(key, { cause: error });
    }
    throw error;
  }
}
