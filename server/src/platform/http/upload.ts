import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';

/** An uploaded file on this machine's disk, until the request ends. */
export interface ReceivedFile {
  readonly path: string;
  /** The name the caller gave it, without folders. */
  readonly name: string;
  readonly size: number;
  readonly md5: string;
  /** Whether it was longer than the endpoint takes; then its beginning only is there. */
  readonly isTooLarge: boolean;
}

/** Writes a stream to a temporary file, hashing on the way. */
export async function receive(
  stream: NodeJS.ReadableStream & { truncated?: boolean },
  givenName: string,
): Promise<ReceivedFile> {
  const path = join(tmpdir(), `linggong-upload-${randomUUID()}`);
  const hash = createHash('md5');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, meter, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await discard({ path });
    throw error;
  }
  const name = givenName.replace(/^.*[/\\]/, '');
  return { path, name, size, md5: hash.digest('hex'), isTooLarge: stream.truncated === true };
}

/** Removes the temporary file, if it is still there. */
export async function discard(file: Pick<ReceivedFile, 'path'>): Promise<void> {
  await rm(file.path, { force: true });
}
