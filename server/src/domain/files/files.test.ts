import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import {
  bitmap,
  gif,
  hostileFiles,
  jpeg,
  phonePhoto,
  pixelBomb,
  png,
  received,
  tiff,
  twoHalves,
  webp,
} from '../../../test/sample-files.ts';
import { BlobMissing } from '../../kernel/blobs.ts';
import { dayMs } from '../../kernel/clock.ts';
import type { Units } from '../../kernel/context.ts';
import { randomIds } from '../../kernel/ids.ts';
import { diskBlobs } from '../../platform/blobs/disk.ts';
import { anonymous } from '../../platform/work.ts';
import { changePicture, clientsOf, freelancersOf } from '../profiles/index.ts';
import {
  type AttachmentKind,
  attachmentKinds,
  createImages,
  type FileMeans,
  fileTasks,
  filesByIds,
  forgetFiles,
  grantFile,
  openFile,
  storeCropped,
  storeFile,
  useFile,
} from './index.ts';
import { boxOf } from './images.ts';

let kit: Kit;
let folder: string;
let means: FileMeans;
let owner: TestPerson;
let counterparty: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linggong-files-'));
  means = { blobs: diskBlobs(folder), images: createImages({ atOnce: 2, waiting: 50 }), ids: randomIds };
  kit = await openKit({ handlers: fileTasks(means) });
  owner = await kit.addFreelancer('甲');
  counterparty = await kit.addClient('乙');
  stranger = await kit.addClient('丙');
});
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
});

const as = ({ actor }: Pick<TestPerson, 'actor'>): Units => ({
  read: () => kit.work.read('cloudwork', actor),
  write: (operation) => kit.work.write('cloudwork', actor, operation),
});

async function store(content: Buffer | string, kind: AttachmentKind = 'job', name = 'file.bin', person = owner) {
  return storeFile(as(person), means, { received: await received(content, name), kind, owner: person.userId });
}

const use = (fileId: bigint, subject: string, more: { kinds?: ['job' | 'shot']; person?: TestPerson } = {}) =>
  as(owner).write((ctx) =>
    useFile(ctx, {
      fileId,
      ownerUserId: (more.person ?? owner).userId,
      kinds: more.kinds ?? ['job'],
      subject,
      readers: [counterparty.partyId],
    }),
  );

const bytesOf = async (uid: string, person = owner) =>
  buffer(await (await openFile(as(person).read(), means, uid)).open());

const storedCount = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

const refused = (code: string) => expect.objectContaining({ code });

describe('storing', () => {
  test.each([
    ['image/jpeg', jpeg],
    ['image/png', png],
    ['image/gif', gif],
    ['image/webp', webp],
    ['image/tiff', tiff],
  ])('an %s is stored newly encoded, with size and md5 of what is stored', async (mime, make) => {
    const file = await store(await make(), 'job', 'photo.bin');
    expect(file).toMatchObject({ mime, name: 'photo.bin', is_public: false, owner_user_id: owner.userId });
    const stored = await buffer(await (await openFile(as(owner).read(), means, file.uid)).open());
    expect(stored).toHaveLength(file.size);
    expect((await received(stored)).md5).toBe(file.md5);
    expect(await sharp(stored).metadata()).toMatchObject({ width: 40, height: 30 });
    expect(file.uid).toMatch(/^[0-9a-f]{32}$/);
  });

  test('nothing of a phone is left in a photo, and it stands upright', async () => {
    const photo = await phonePhoto();
    expect(photo.includes('SecretPhone')).toBe(true);
    const stored = await bytesOf((await store(photo)).uid);
    expect(stored.includes('SecretPhone')).toBe(false);
    const { exif, orientation, width, height } = await sharp(stored).metadata();
    expect({ exif, orientation, width, height }).toEqual({ width: 30, height: 40 });
  });

  test('a moving image keeps its frames', async () => {
    const frames = await Promise.all(['#ff0000', '#00ff00', '#0000ff'].map(frame));
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const stored = await bytesOf((await store(moving)).uid);
    expect((await sharp(stored, { animated: true }).metadata()).pages).toBe(3);
  });

  test('documents keep their type, everything a browser could run becomes opaque', async () => {
    expect((await store('%PDF-1.7\n1 0 obj')).mime).toBe('application/pdf');
    for (const active of ['<html></html>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml version="1.0"?><a/>']) {
      expect((await store(active)).mime).toBe('application/octet-stream');
    }
  });

  test.each(attachmentKinds)('no hostile file comes out of %s as something a browser runs', async (kind) => {
    for (const { name, content } of await hostileFiles()) {
      const startedAt = performance.now();
      const outcome = await store(content, kind, name).catch((error: unknown) => error);
      expect(performance.now() - startedAt, name).toBeLessThan(2_000);
      if (outcome instanceof Error) {
        const code = kind === 'shot' ? 'file.not_an_image' : 'file.wrong_type';
        expect(outcome, name).toMatchObject({ code });
        continue;
      }
      const { mime, uid } = outcome as Awaited<ReturnType<typeof store>>; // Anything but an error is the file.
      expect(mime, name).toMatch(/^(image\/(jpeg|gif|bmp)|application\/(octet-stream|pdf|zip))$/);
      if (mime.startsWith('image/')) expect(String(await bytesOf(uid)), name).not.toContain('script');
    }
  });

  test('an image that is too large to decode is refused, as is an empty or broken one', async () => {
    await expect(store(pixelBomb())).rejects.toEqual(refused('file.wrong_type'));
    await expect(store(pixelBomb(7_100))).rejects.toEqual(refused('file.wrong_type'));
    await expect(store('')).rejects.toEqual(refused('file.wrong_type'));
    await expect(store((await jpeg()).subarray(0, 200))).rejects.toEqual(refused('file.wrong_type'));
  });

  test('a shot has to be a real JPEG, PNG, GIF or bitmap', async () => {
    for (const content of [await jpeg(), await png(), await gif(), bitmap()]) {
      expect((await store(content, 'shot')).mime).toMatch(/^image\/(jpeg|png|gif|bmp)$/);
    }
    for (const content of [await webp(), 'text', '', 'BM'.padEnd(60, 'x'), '%PDF-1.7', bitmap().subarray(0, 40)]) {
      await expect(store(content, 'shot')).rejects.toEqual(refused('file.not_an_image'));
    }
  });

  test('an upload above 20 MiB is refused, whatever it is', async () => {
    const upload = await received('x');
    const asked = (changes: object) =>
      storeFile(as(owner), means, { received: { ...upload, ...changes }, kind: 'job', owner: owner.userId });
    await expect(asked({ size: 20 * 1_048_576 + 1 })).rejects.toEqual(refused('file.too_large'));
    await expect(asked({ isTooLarge: true })).rejects.toEqual(refused('file.too_large'));
  });

  test('a name loses its folders and what deceives, and has at most 200 characters', async () => {
    const names: [string, string][] = [
      ['../../etc/passwd', 'passwd'],
      ['C:\\temp\\a.txt', 'a.txt'],
      ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
      ['cod\u202egpj.exe', 'codgpj.exe'],
      ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
      ['nul\0byte.html', 'nulbyte.html'],
      ['half \ud83d.txt', 'half \ufffd.txt'],
      ['"quoted"<b>.txt', '_quoted__b_.txt'],
      ['  ..  ', 'file'],
      ['需求文档.docx', '需求文档.docx'],
      ['字'.repeat(200), '字'.repeat(200)],
      ['😀'.repeat(100), '😀'.repeat(100)],
    ];
    for (const [given, kept] of names) expect((await store('x', 'job', given)).name).toBe(kept);
    await expect(store('x', 'job', '字'.repeat(201))).rejects.toEqual(refused('file.name_too_long'));
  });

  test('nothing stays behind when the file cannot be written down', async () => {
    const before = await storedCount();
    const broken: Units = { read: () => as(owner).read(), write: () => Promise.reject(new Error('lost')) };
    const upload = await received('x');
    await expect(storeFile(broken, means, { received: upload, kind: 'job', owner: owner.userId })).rejects.toThrow(
      'lost',
    );
    expect(await storedCount()).toBe(before);
  });

  test('images wait for their turn, and are refused when too many wait', async () => {
    const busy = { ...means, images: createImages({ atOnce: 1, waiting: 1 }) };
    const photo = await received(await jpeg(2_000, 2_000));
    const all = await Promise.allSettled(
      [1, 2, 3, 4].map(() => storeFile(as(owner), busy, { received: photo, kind: 'job', owner: owner.userId })),
    );
    const failed = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(failed).toEqual([refused('file.busy'), refused('file.busy')]);
  });
});

const frame = (background: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();

describe('using', () => {
  test('an upload is bound once; the same subject may say so again', async () => {
    const { id } = await store('x');
    await use(id, 'listing:1');
    expect(await use(id, 'listing:1')).toMatchObject({ id });
    await expect(use(id, 'listing:2')).rejects.toEqual(refused('file.unusable'));
  });

  test("another's upload, one of another kind and one that is not there are all unusable", async () => {
    const { id } = await store('x');
    await expect(use(id, 'listing:3', { person: stranger })).rejects.toEqual(refused('file.unusable'));
    await expect(use(id, 'listing:3', { kinds: ['shot'] })).rejects.toEqual(refused('file.unusable'));
    await expect(use(999_999n, 'listing:3')).rejects.toEqual(refused('file.unusable'));
    const elsewhere = kit.work.write('gig', owner.actor, (ctx) =>
      useFile(ctx, { fileId: id, ownerUserId: owner.userId, kinds: ['job'], subject: 'listing:3' }),
    );
    await expect(elsewhere).rejects.toEqual(refused('file.unusable'));
  });

  test('of ten uses at once for different subjects one succeeds', async () => {
    const { id } = await store('x');
    const all = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => use(id, `listing:race-${n}`)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('files are found by id for presenting, absent ids left out', async () => {
    const { id, uid } = await store('x');
    const found = await filesByIds(as(owner).read(), [id, null, undefined, 999_999n]);
    expect([...found.values()].map((file) => file.uid)).toEqual([uid]);
    expect(await filesByIds(as(owner).read(), [])).toEqual(new Map());
  });

  test('a subject that is gone takes its files and their bytes with it', async () => {
    const [kept, gone] = [await store('kept'), await store('gone')];
    for (const { id } of [kept, gone]) await use(id, 'listing:4');
    await as(owner).write((ctx) => forgetFiles(ctx, 'listing:4', kept.id));
    const before = await storedCount();
    await kit.worker.drain();
    expect(await storedCount()).toBe(before - 1);
    expect(String(await bytesOf(kept.uid))).toBe('kept');
    await expect(bytesOf(gone.uid)).rejects.toEqual(refused('file.not_found'));
  });
});

describe('reading', () => {
  test('the owner and the counterparty may read, a stranger is told that there is no such file', async () => {
    const { id, uid } = await store('secret');
    await expect(bytesOf(uid, counterparty)).rejects.toEqual(refused('file.not_found'));
    await use(id, 'listing:5');
    expect(String(await bytesOf(uid))).toBe('secret');
    expect(String(await bytesOf(uid, counterparty))).toBe('secret');
    for (const wrong of [uid, 'f'.repeat(32)]) {
      await expect(bytesOf(wrong, stranger)).rejects.toEqual(refused('file.not_found'));
      await expect(openFile(kit.work.read('cloudwork', anonymous), means, wrong)).rejects.toEqual(
        refused('auth.required'),
      );
    }
    await expect(openFile(kit.work.read('gig', owner.actor), means, uid)).rejects.toEqual(refused('file.not_found'));
    await as(owner).write((ctx) => grantFile(ctx, id, [stranger.partyId]));
    expect(String(await bytesOf(uid, stranger))).toBe('secret');
  });

  test('what is used in public may be read by anyone', async () => {
    const { id, uid } = await store('open');
    await as(owner).write((ctx) =>
      useFile(ctx, { fileId: id, ownerUserId: owner.userId, kinds: ['job'], subject: 'listing:6', isPublic: true }),
    );
    const file = await openFile(kit.work.read('cloudwork', anonymous), means, uid);
    expect(String(await buffer(await file.open()))).toBe('open');
  });

  test('an image of an article is public, another file of an article is not', async () => {
    expect((await store(await png(), 'article')).is_public).toBe(true);
    expect((await store('text', 'article')).is_public).toBe(false);
  });

  test('lost bytes are an error, not an empty file', async () => {
    const { uid } = await store('x');
    await rm(folder, { recursive: true });
    await expect(bytesOf(uid)).rejects.toThrow(BlobMissing);
  });
});

test('uploads that nobody used are gone after two days, used ones and articles stay', async () => {
  const [unused, used, article] = [await store('unused'), await store('used'), await store(await png(), 'article')];
  await use(used.id, 'listing:7');
  kit.clock.move(2 * dayMs - 1_000);
  const fresh = await store('fresh');
  await kit.worker.start();
  kit.clock.move(dayMs - 3_600_000);
  await kit.worker.drain();
  await kit.worker.stop();
  await expect(bytesOf(unused.uid)).rejects.toEqual(refused('file.not_found'));
  expect(String(await bytesOf(fresh.uid))).toBe('fresh');
  expect(String(await bytesOf(used.uid))).toBe('used');
  expect((await bytesOf(article.uid)).length).toBeGreaterThan(0);
  expect(await storedCount()).toBe(3);
});

describe('pictures', () => {
  const whole = { x: 0, y: 0, w: 100, h: 50, boundx: 100, boundy: 50 };
  const change = async (person: TestPerson, kind: 'avatar' | 'logo', content: Buffer | string, crop = whole) => {
    const { actor } = person;
    if (actor.kind !== 'person') throw new Error('not a person');
    return changePicture(as(person), means, actor, { received: await received(content), kind, crop });
  };
  const colourOf = async (uid: string) => {
    const { channels, dominant } = await sharp(await bytesOf(uid)).stats();
    return { dominant, spread: Math.max(...channels.map(({ stdev }) => stdev)) };
  };

  test('the box is scaled from the shown size to the real one, and becomes 320 by 320', async () => {
    const right = { x: 50, y: 0, w: 50, h: 50, boundx: 100, boundy: 50 };
    const uid = await change(owner, 'avatar', await twoHalves(), right);
    expect(await sharp(await bytesOf(uid)).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 320 });
    const { dominant, spread } = await colourOf(uid);
    expect(spread).toBeLessThan(3);
    expect(dominant.b).toBeGreaterThan(200);
    const anyone = await openFile(kit.work.read('cloudwork', anonymous), means, uid);
    expect(anyone.is_public).toBe(true);
    (await anyone.open()).destroy();
  });

  test('the box is moved inside the edges, and refused when nothing is left of it', () => {
    const image = { width: 200, height: 100 };
    expect(boxOf({ ...whole, x: -10, y: -10, w: 500, h: 500 }, image)).toEqual({ left: 0, top: 0, ...image });
    expect(boxOf({ ...whole, x: 99.9, w: 0.01 }, image)).toEqual({ left: 200 - 1, top: 0, width: 1, height: 100 });
    for (const wrong of [{ w: 0 }, { h: -1 }, { boundx: 0 }, { x: 101 }, { x: -200 }, { w: Number.NaN }]) {
      expect(() => boxOf({ ...whole, ...wrong }, image)).toThrow(refused('file.crop_invalid'));
    }
  });

  test('a photo is turned upright before the box is cut out', async () => {
    const halves = await sharp(await twoHalves())
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    // Turned clockwise, the blue right half is at the bottom of an image of 100 by 200.
    const bottom = { x: 0, y: 50, w: 50, h: 50, boundx: 50, boundy: 100 };
    const { dominant, spread } = await colourOf(await change(owner, 'avatar', halves, bottom));
    expect(spread).toBeLessThan(12);
    expect(dominant.b).toBeGreaterThan(200);
  });

  test('each side has its own picture, and only those who hire have a logo', async () => {
    const avatar = await change(owner, 'avatar', await png());
    expect((await freelancersOf(as(owner).read(), [owner.partyId])).get(owner.partyId)?.avatar_uid).toBe(avatar);
    await expect(change(owner, 'logo', await png())).rejects.toEqual(refused('file.role_not_allowed'));

    const logo = await change(counterparty, 'logo', await png());
    const face = await change(counterparty, 'avatar', await png());
    const client = (await clientsOf(as(owner).read(), [counterparty.partyId])).get(counterparty.partyId);
    expect(client).toMatchObject({ logo_uid: logo, avatar_uid: face });
  });

  test('a new picture replaces the earlier one, also when two come at once', async () => {
    const earlier = await change(owner, 'avatar', await png());
    const image = await png();
    await Promise.all([1, 2, 3, 4].map(() => change(owner, 'avatar', image)));
    await kit.worker.drain();
    await expect(bytesOf(earlier)).rejects.toEqual(refused('file.not_found'));
    const rows = await kit.database.reader.query<{ uid: string }>(
      { text: 'select uid from file where bound_to = $1' },
      [`avatar:${owner.partyId}`],
    );
    const shown = (await freelancersOf(as(owner).read(), [owner.partyId])).get(owner.partyId)?.avatar_uid;
    expect(rows).toEqual([{ uid: shown }]);
  });

  test('what is no image, or more than 5 MiB, is refused', async () => {
    for (const { name, content } of await hostileFiles()) {
      const outcome = await change(owner, 'avatar', content).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome, name).toMatchObject({ code: 'file.not_an_image' });
      else expect(String(await bytesOf(String(outcome))), name).not.toContain('script');
    }
    const upload = await received(await png());
    const asked = { kind: 'avatar' as const, crop: whole, owner: owner.userId };
    const large = { ...upload, size: 5 * 1_048_576 + 1 };
    await expect(storeCropped(as(owner), means, { ...asked, received: large })).rejects.toEqual(
      refused('file.too_large'),
    );
  });
});
