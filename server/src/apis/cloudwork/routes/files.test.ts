import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../../test/kit.ts';
import { bitmap, hostileFiles, jpeg, png } from '../../../../test/sample-files.ts';
import { multipart, openWire, type TestWire } from '../../../../test/wire.ts';
import { createImages, filesByIds, useFile } from '../../../domain/files/index.ts';
import { randomIds } from '../../../kernel/ids.ts';
import { diskBlobs } from '../../../platform/blobs/disk.ts';
import { attachmentOf } from '../forms-files.ts';
import { fileRoutes } from './files.ts';

const baseUrl = 'https://work.example.com';
let kit: Kit;
let wire: TestWire;
let folder: string;
let client: TestPerson;
let freelancer: TestPerson;
const tokens = new Map<TestPerson, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linggong-routes-'));
  kit = await openKit();
  const files = { blobs: diskBlobs(folder), images: createImages({ atOnce: 2, waiting: 50 }), ids: randomIds };
  wire = await openWire(kit, fileRoutes({ files, baseUrl }));
  client = await kit.addClient('甲');
  freelancer = await kit.addFreelancer('乙');
  for (const person of [client, freelancer]) tokens.set(person, await wire.signIn(person));
});
afterAll(async () => {
  await wire.app.close();
  await kit.close();
  await rm(folder, { recursive: true, force: true });
});

type Sample = Parameters<typeof multipart>[1];
interface Answer {
  error_code: number;
  attachment_id: number;
  name: string;
  path: string;
  md5: string;
  size: number;
  file_path: string;
  avatar: string;
}

async function upload(fields: Record<string, string>, file?: Sample, person = client, query = ''): Promise<Answer> {
  const token = tokens.get(person) ?? '';
  const { payload, headers } = multipart({ session_token: token, ...fields }, file);
  const reply = await wire.app.inject({ method: 'POST', url: `/api/attachment${query}`, payload, headers });
  return reply.json<Answer>();
}

const get = (path: string, person?: TestPerson, headers: Record<string, string> = {}) => {
  const query = person ? `?session_token=${tokens.get(person)}` : '';
  return wire.app.inject({ url: path.replace(baseUrl, '') + query, headers });
};

describe('POST /api/attachment', () => {
  test('answers what was stored, and the file is there for its owner', async () => {
    const answer = await upload({ t: 'job' }, { name: '需求.png', content: await png() });
    expect(answer).toEqual({
      error_code: 0,
      msg: 'ok',
      attachment_id: expect.any(Number),
      name: '需求.png',
      path: expect.stringMatching(/^https:\/\/work\.example\.com\/attachment\/[0-9a-f]{32}$/),
      md5: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: expect.any(Number),
      file_path: answer.path,
    });
    const { rawPayload, headers } = await get(answer.path, client);
    expect(rawPayload).toHaveLength(answer.size);
    expect(createHash('md5').update(rawPayload).digest('hex')).toBe(answer.md5);
    expect(headers['content-type']).toBe('image/png');
  });

  test('takes t from the query', async () => {
    expect(await upload({}, { name: 'a.txt', content: 'x' }, client, '?t=milestone')).toMatchObject({ error_code: 0 });
  });

  test.each<[string, Record<string, string>, Sample | undefined, number]>([
    ['no file', { t: 'job' }, undefined, 20043],
    ['a file under another key', { t: 'job' }, { name: 'a', content: 'x', field: 'upload' }, 20043],
    ['no t', {}, { name: 'a', content: 'x' }, 20043],
    ['an unknown t', { t: 'constructor' }, { name: 'a', content: 'x' }, 20043],
    ['an empty file', { t: 'job' }, { name: 'a', content: '' }, 20043],
    ['a name of 201 characters', { t: 'job' }, { name: '长'.repeat(201), content: 'x' }, 20041],
    ['a shot that is no image', { t: 'shot' }, { name: 'a.png', content: '<svg/>' }, 20044],
    ['more than 20 MiB', { t: 'job' }, { name: 'a', content: Buffer.alloc(20 * 1_048_576 + 1) }, 20042],
    ['no session', { t: 'job', session_token: '' }, { name: 'a', content: 'x' }, 80001],
  ])('refuses %s', async (_what, fields, file, code) => {
    expect(await upload(fields, file)).toMatchObject({ error_code: code });
  });

  test('takes exactly 20 MiB, and a bitmap as a shot', async () => {
    const content = Buffer.alloc(20 * 1_048_576, 'x');
    expect(await upload({ t: 'job' }, { name: 'a', content })).toMatchObject({ error_code: 0, size: content.length });
    expect(await upload({ t: 'shot' }, { name: 'a.bmp', content: bitmap() })).toMatchObject({ error_code: 0 });
  });

  test('no hostile file is ever served as something a browser runs', async () => {
    for (const t of ['job', 'article', 'shot', 'company']) {
      for (const { name, content } of await hostileFiles()) {
        const answer = await upload({ t }, { name, content, type: 'text/html' });
        expect([0, 20043, 20044], name).toContain(answer.error_code);
        if (answer.error_code !== 0) continue;
        const { headers } = await get(answer.path, client);
        const type = String(headers['content-type']);
        expect(type, name).toMatch(/^(image\/(jpeg|gif|png|bmp)|application\/(octet-stream|pdf|zip))$/);
        expect(headers['x-content-type-options'], name).toBe('nosniff');
        expect(headers['content-security-policy'], name).toMatch(/default-src 'none'.*sandbox/);
        if (!type.startsWith('image/')) expect(headers['content-disposition'], name).toMatch(/^attachment;/);
      }
    }
  });

  test('a name can add nothing to the headers of the download', async () => {
    const name = 'a%22; x=1%0d%0aSet-Cookie: y\u202egnp.exe';
    const answer = await upload({ t: 'job' }, { name, content: 'x' });
    expect(answer.name).not.toMatch(/["\r\n\u202e]/);
    const { headers } = await get(answer.path, client);
    expect(headers['set-cookie']).toBeUndefined();
    expect(String(headers['content-disposition'])).toMatch(
      /^attachment; filename="[\w.\- ]+"; filename\*=UTF-8''[\w.%\-!~]+$/,
    );
  });
});

describe('POST /api/attachment with t=avatar or logo', () => {
  const box = { x: '0', y: '0', w: '30', h: '30', boundx: '40', boundy: '30' };

  test('answers the address of a public JPEG of 320 by 320, and nothing else', async () => {
    const answer = await upload({ t: 'avatar', ...box }, { name: 'me.jpg', content: await jpeg() }, freelancer);
    expect(answer).toEqual({ error_code: 0, msg: 'ok', avatar: expect.stringContaining(`${baseUrl}/attachment/`) });
    const { rawPayload, headers } = await get(answer.avatar);
    expect(await sharp(rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 320 });
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  test('a client may set a logo, a freelancer may not', async () => {
    const file = { name: 'logo.png', content: await png() };
    expect(await upload({ t: 'logo', ...box }, file, client)).toMatchObject({ error_code: 0 });
    expect(await upload({ t: 'logo', ...box }, file, freelancer)).toMatchObject({ error_code: 20044 });
  });

  test.each<[string, Record<string, string>, Buffer | string | undefined, number]>([
    ['no box', { x: '', y: '' }, undefined, 20171],
    ['a box without width', { w: '0' }, undefined, 20171],
    ['a box that is no number', { boundx: 'wide' }, undefined, 20171],
    ['a box beside the image', { x: '41' }, undefined, 20171],
    ['more than 5 MiB', {}, Buffer.alloc(5 * 1_048_576 + 1), 20172],
    ['a text', {}, '<svg/>', 20173],
    ['an empty file', {}, '', 20173],
  ])('refuses %s', async (_what, changes, content, code) => {
    const file = { name: 'me.png', content: content ?? (await png()) };
    expect(await upload({ t: 'avatar', ...box, ...changes }, file)).toMatchObject({ error_code: code });
  });

  test('refuses to go without a file', async () => {
    expect(await upload({ t: 'avatar', ...box })).toMatchObject({ error_code: 20043 });
  });
});

describe('GET /attachment/:uid', () => {
  test('a private file is for its owner and whom it was granted to; to others it is not there', async () => {
    const { path, attachment_id: id } = await upload({ t: 'job' }, { name: 'a.txt', content: 'secret' });
    const missing = `/attachment/${'0'.repeat(32)}`;
    for (const one of [path, missing]) {
      expect((await get(one)).json()).toMatchObject({ error_code: 80001 });
      expect((await get(one, freelancer)).json()).toMatchObject({ error_code: 20051 });
    }
    await kit.work.write('cloudwork', client.actor, (ctx) =>
      useFile(ctx, {
        fileId: BigInt(id),
        ownerUserId: client.userId,
        kinds: ['job'],
        subject: 'listing:1',
        readers: [freelancer.partyId],
      }),
    );
    const reply = await get(path, freelancer);
    expect(reply.payload).toBe('secret');
    expect(reply.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'content-length': '6' });
  });

  test('what is no public name of a file is not there', async () => {
    for (const wrong of ['1', '..%2f..%2fetc%2fpasswd', 'F'.repeat(32), 'a'.repeat(33)]) {
      expect((await get(`/attachment/${wrong}`, client)).json(), wrong).toMatchObject({ error_code: 20051 });
    }
  });

  test('a file the caller has already is not sent again, but only to those who may read it', async () => {
    const { path, md5 } = await upload({ t: 'job' }, { name: 'a.txt', content: 'x' });
    const kept = { 'if-none-match': `"${md5}"` };
    expect((await get(path, client, kept)).statusCode).toBe(304);
    expect((await get(path, freelancer, kept)).json()).toMatchObject({ error_code: 20051 });
  });
});

test('other answers show a file by id, name, size and address, and {} without one', async () => {
  const { attachment_id: id, size, path } = await upload({ t: 'job' }, { name: 'a.txt', content: 'x' });
  const files = await filesByIds(kit.work.read('cloudwork', client.actor), [BigInt(id)]);
  expect(attachmentOf(baseUrl, files.get(BigInt(id)))).toEqual({ id, name: 'a.txt', size, path });
  expect(attachmentOf(baseUrl, undefined)).toEqual({});
});
