/** Callers who leave in the middle, files that are broken, a database that goes away: the process goes on, and keeps nothing of it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, signUp, until } from '../cloudwork/client.ts';
import { pause, type RunningServer, startServer } from '../kit/server.ts';

let server: RunningServer;
let person: Person;
let scratch: string;
let picture: Buffer;
let file: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'linggong-scratch-'));
  server = await startServer('cloudwork', { TMPDIR: scratch });
  person = await signUp(server, 1, '韩梅梅');
  picture = await sharp({
    create: {
      width: 1500,
      height: 1500,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
      background: '#000',
    },
  })
    .png()
    .toBuffer();
  const kept = await person.upload('proposal', Buffer.alloc(8_000_000, 'linggong '), '附件.txt');
  file = new URL(kept['path'] as string).pathname;
});

afterAll(async () => {
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
});

const address = () => new URL(server.url);

/** Writes bytes to the server, and leaves: at once, after some time, or with the first answer's byte. */
function leave(bytes: string | Buffer, when: number | 'answered', how: 'end' | 'reset' = 'reset'): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(address().port), address().hostname, () => {
      socket.write(bytes);
      const go = () => (how === 'reset' ? socket.resetAndDestroy() : socket.destroy());
      if (when === 'answered') socket.once('data', go);
      else setTimeout(go, when);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    setTimeout(() => socket.destroy(), 5_000).unref();
  });
}

const head = (method: string, path: string, headers: Record<string, string | number> = {}) =>
  [
    `${method} ${path} HTTP/1.1`,
    `host: ${address().host}`,
    `cookie: session_token=${person.token}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');

const mark = 'cut-off-mark';
const part = (name: string, content: Buffer | string, fileName?: string) =>
  Buffer.concat([
    Buffer.from(
      `--${mark}\r\ncontent-disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
const form = (length: number) => ({
  'content-type': `multipart/form-data; boundary=${mark}`,
  'content-length': length,
});

/** An upload of which only so much is sent. */
const cutUpload = (parts: Buffer, share: number, path = '/cloudwork/api/attachment') =>
  Buffer.concat([
    Buffer.from(head('POST', `${path}?session_token=${person.token}`, form(parts.length))),
    parts.subarray(0, parts.length * share),
  ]);

const halfReceived = async () => (await readdir(scratch)).filter((name) => name.startsWith('linggong-upload'));

/** Does each of these many times over, several at once. */
async function many(times: number, atOnce: number, kinds: readonly ((turn: number) => Promise<unknown>)[]) {
  let turn = 0;
  const one = async () => {
    while (turn < times) {
      turn += 1;
      await kinds[turn % kinds.length]?.(turn);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** What the process has logged: it says nothing of callers who are gone. */
const complaints = () =>
  server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));

const isReady = async () =>
  fetch(new URL('/health/ready', server.url)).then(
    (answer) => answer.ok,
    () => false,
  );

describe('a process', () => {
  it('outlives callers who leave in the middle of anything', async () => {
    const whole = Buffer.concat([
      part('t', 'proposal'),
      part('file', picture, 'a.png'),
      Buffer.from(`--${mark}--\r\n`),
    ]);
    const json = `${head('POST', '/cloudwork/api/jobs', { 'content-type': 'application/json', 'content-length': 6_000 })}{"name":"`;
    const secret = `username=${person.phone}&password=Wrong_2016`;
    const signIn = `${head('POST', '/cloudwork/api/user/signin', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': secret.length })}${secret}`;
    const search = head('GET', '/cloudwork/api/freelancers/search?q=a');
    await many(1_500, 60, [
      (turn) => leave(search, turn % 7),
      () => leave(search.repeat(5), 'answered'),
      (turn) => leave(head('GET', file), turn % 3 === 0 ? 'answered' : turn % 20),
      () => leave(head('GET', file), 'answered', 'end'),
      (turn) => leave(head('GET', '/cloudwork/api/events'), turn % 2 === 0 ? 'answered' : turn % 10),
      (turn) => leave(cutUpload(whole, ((turn * 7) % 100) / 100), turn % 60),
      (turn) => leave(cutUpload(whole, 1), (turn % 20) * 40),
      (turn) => leave(cutUpload(whole, 0.5, '/cloudwork/api/user/avatar'), turn % 30, 'end'),
      (turn) => leave(json + 'x'.repeat(3_000), turn % 10),
      () => leave(`${head('POST', '/cloudwork/api/jobs', { 'transfer-encoding': 'chunked' })}zz\r\nnonsense`, 5),
      () => leave(search.slice(0, 60), 5),
      (turn) => leave(head('GET', '/', { accept: 'text/html' }), turn % 3),
      (turn) => leave(signIn, turn % 40),
    ]);
    await until(isReady);
    expect(await person.get('/api/user/profile')).toMatchObject({ error_code: 0 });
    await until(async () => (await halfReceived()).length === 0);
    expect(complaints()).toEqual([]);
  });

  it('keeps nothing of a form that breaks off after its file', async () => {
    const rest = part('more', Buffer.alloc(500_000, 'x'), 'b.txt');
    const cut = cutUpload(Buffer.concat([part('file', 'a small file', 'a.txt'), rest]), 0.9);
    const gone = leave(cut, 1_000);
    await until(async () => (await halfReceived()).length === 1);
    await gone;
    await until(async () => (await halfReceived()).length === 0);
    const fields = Buffer.concat(Array.from({ length: 120 }, (_, index) => part(`field${index}`, 'x')));
    await leave(cutUpload(Buffer.concat([part('file', 'a small file', 'a.txt'), fields]), 1), 'answered');
    await until(async () => (await halfReceived()).length === 0);
  });

  it('refuses pictures that are broken anywhere, however many come at once', async () => {
    const kinds = await Promise.all([
      sharp(picture).resize(300).png().toBuffer(),
      sharp(picture).resize(300).jpeg().toBuffer(),
      sharp(picture).resize(300).webp().toBuffer(),
      sharp(picture).resize(300).gif().toBuffer(),
      sharp(picture).resize(300).tiff().toBuffer(),
      sharp(picture).resize(300).avif({ effort: 0 }).toBuffer(),
    ]);
    const answers = new Set<number>();
    await many(240, 12, [
      async (turn) => {
        const whole = kinds[turn % kinds.length] ?? picture;
        const broken = Buffer.from(
          whole.subarray(0, turn % 4 === 0 ? whole.length : (whole.length * (turn % 97)) / 97),
        );
        for (let hit = 0; hit < 30; hit += 1)
          broken[40 + ((turn * 7919 + hit * 104_729) % (whole.length - 40))] = hit * 9;
        const { error_code: code } = await person.upload(turn % 2 === 0 ? 'portfolio' : 'shot', broken, 'a.png');
        answers.add(code);
      },
    ]);
    expect([...answers]).not.toContain(-1);
    expect(await person.upload('portfolio', kinds[0] ?? picture, 'a.png')).toMatchObject({ error_code: 0 });
    expect(complaints()).toEqual([]);
  });

  it('outlives its database, which cuts every connection while pages are open and work is done', async () => {
    const admin = new Client({ connectionString: server.databaseUrl });
    await admin.connect();
    const page = await listenTo();
    const over = new AbortController();
    const answered: number[] = [];
    const busy = Array.from({ length: 30 }, async (_, index) => {
      while (!over.signal.aborted) {
        const [path, sent] =
          index % 3 === 0
            ? (['category', { method: 'POST', body: new URLSearchParams({ category: '4,5' }) }] as const)
            : (['profile', {}] as const);
        const answer = await fetch(`${server.url}/api/user/${path}?session_token=${person.token}`, sent);
        answered.push(((await answer.json()) as { error_code: number }).error_code);
      }
    });
    for (let cut = 0; cut < 12; cut += 1) {
      await pause(120);
      await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
    await page.hears('all');
    over.abort();
    await Promise.all(busy);
    await admin.end();
    page.close();
    await until(isReady);
    // Each request is answered: done, or refused because the database is away.
    expect(new Set(answered)).toEqual(new Set([0, 50_301]));
    expect(await person.get('/api/user/profile')).toMatchObject({ error_code: 0 });
    expect(complaints().filter((line) => !/database (unavailable|connection lost)|task failed/.test(line))).toEqual([]);
  });
});

/** A page that hears of changes. */
async function listenTo() {
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/api/events?session_token=${person.token}`, { signal: stop.signal });
  let text = '';
  const read = async () => {
    for await (const bytes of answer.body ?? []) text += Buffer.from(bytes).toString();
  };
  void read().catch(() => undefined);
  return {
    hears: (kind: string) => until(async () => text.includes(`"kind":"${kind}"`)),
    close: () => stop.abort(),
  };
}
