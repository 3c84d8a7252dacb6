import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BlobMissing, type BlobStore } from '../../kernel/blobs.ts';
import { openBlobs } from './blobs.ts';

const key = 'ab12'.padEnd(40, '0');
const s3Settings = { bucket: 'attachments', region: 'us-east-1', accessKey: 'AK', secretKey: 'SK' };

let folder: string;
let s3: Awaited<ReturnType<typeof fakeS3>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linggong-blobs-'));
  s3 = await fakeS3();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  s3.close();
});

/** A bucket in memory that speaks as much of S3 as the store uses. */
async function fakeS3() {
  const objects = new Map<string, { body: Buffer; headers: IncomingHttpHeaders }>();
  let failures = 0;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const path = (request.url ?? '').replace(/\?.*$/, '');
      if (failures > 0) {
        failures -= 1;
        return response.writeHead(500).end();
      }
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AK/')) {
        return response.writeHead(403).end();
      }
      if (request.method === 'PUT') {
        objects.set(path, { body, headers: request.headers });
        return response.writeHead(200, { etag: '"1"' }).end();
      }
      if (request.method === 'DELETE') {
        objects.delete(path);
        return response.writeHead(204).end();
      }
      const found = objects.get(path);
      if (found) return response.writeHead(200, { 'content-length': found.body.length }).end(found.body);
      response.writeHead(404, { 'content-type': 'application/xml' });
      return response.end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>none</Message></Error>');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // It listens on a port.
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    failNext(count: number) {
      failures = count;
    },
    close: () => server.close(),
  };
}

const stores: [string, () => BlobStore][] = [
  ['local disk', () => openBlobs({ s3: undefined, dataDir: folder })],
  ['S3', () => openBlobs({ s3: { ...s3Settings, endpoint: s3.endpoint }, dataDir: folder })],
];

describe.each(stores)('%s', (_name, open) => {
  test('gives back what was put, from a buffer and from a file', async () => {
    const blobs = open();
    await blobs.put(key, Buffer.from('first'), { mime: 'text/plain' });
    expect(String(await buffer(await blobs.open(key)))).toBe('first');

    const path = join(folder, 'upload');
    const large = Buffer.alloc(3_000_000, 'x');
    await writeFile(path, large);
    await blobs.put(key, path, { mime: 'text/plain' });
    expect((await buffer(await blobs.open(key))).equals(large)).toBe(true);
  });

  test('says that a blob is missing, and forgets one as often as asked', async () => {
    const blobs = open();
    await blobs.put(key, Buffer.from('x'), { mime: 'text/plain' });
    await blobs.remove(key);
    await blobs.remove(key);
    await expect(blobs.open(key)).rejects.toThrow(BlobMissing);
  });

  test('takes only keys that we made', async () => {
    const blobs = open();
    for (const bad of ['', '../../../etc/passwd', `${key}/../x`, key.toUpperCase(), `${key}\0`, 'a'.repeat(65)]) {
      await expect(blobs.open(bad)).rejects.toThrow('not the key of a blob');
      await expect(blobs.put(bad, Buffer.from('x'), { mime: 'text/plain' })).rejects.toThrow('not the key of a blob');
      await expect(blobs.remove(bad)).rejects.toThrow('not the key of a blob');
    }
  });
});

test('a file on disk lies in two levels of folders, readable to its owner only, with no draft beside it', async () => {
  await openBlobs({ s3: undefined, dataDir: folder }).put(key, Buffer.from('x'), { mime: 'text/plain' });
  const place = join(folder, 'files', 'ab', '12');
  expect(await readdir(place)).toEqual([key]);
  expect((await stat(join(place, key))).mode & 0o777).toBe(0o600);
});

test('a put that fails on disk leaves the earlier blob and no draft', async () => {
  const blobs = openBlobs({ s3: undefined, dataDir: folder });
  await blobs.put(key, Buffer.from('earlier'), { mime: 'text/plain' });
  await expect(blobs.put(key, join(folder, 'not there'), { mime: 'text/plain' })).rejects.toThrow('ENOENT');
  expect(String(await buffer(await blobs.open(key)))).toBe('earlier');
  expect(await readdir(join(folder, 'files', 'ab', '12'))).toEqual([key]);
});

test('S3 gets the bytes as they are, with their type and without checksums of newer kinds', async () => {
  const blobs = openBlobs({ s3: { ...s3Settings, endpoint: s3.endpoint }, dataDir: folder });
  await blobs.put(key, Buffer.from('plain'), { mime: 'image/png' });
  const { body, headers } = s3.objects.get(`/${s3Settings.bucket}/files/${key}`) ?? { body: '', headers: {} };
  expect(String(body)).toBe('plain');
  expect(headers['content-type']).toBe('image/png');
  expect(Object.keys(headers).filter((name) => /checksum|trailer/.test(name))).toEqual([]);
});

test('S3 is asked again when it fails once', async () => {
  const blobs = openBlobs({ s3: { ...s3Settings, endpoint: s3.endpoint }, dataDir: folder });
  s3.failNext(1);
  await blobs.put(key, Buffer.from('again'), { mime: 'text/plain' });
  expect(String(await buffer(await blobs.open(key)))).toBe('again');
});
