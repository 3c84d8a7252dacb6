/** The built web app: its page for every address that is not an API's, and its files, which never change. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Answers a request that no endpoint is for; undefined when it is no page either. */
export type Pages = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

interface Packed {
  readonly type: string;
  readonly tag: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

/** Nothing runs or is shown that is not ours; pictures a person has just chosen are blobs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const themes = ['auto', 'light', 'dark'] as const;
const languages = { zh: 'zh-CN', en: 'en' } as const;

/**
 * Serves the files below `/app/` and answers the function that serves the page. Undefined when the app has not been
 * built; then the server is its APIs alone.
 */
export async function mountWebApp(app: FastifyInstance, folder: string): Promise<Pages | undefined> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  if (html === undefined) return undefined;
  await mountFiles(app, join(folder, 'app'));
  const variants = new Map<string, Packed>();
  for (const theme of themes) {
    for (const [language, tag] of Object.entries(languages)) {
      const text = html.replace('lang="zh-CN"', `lang="${tag}"`).replace('data-theme="auto"', `data-theme="${theme}"`);
      variants.set(`${theme} ${language}`, pack(Buffer.from(text), 'text/html; charset=utf-8'));
    }
  }
  return (request, reply) => {
    if (request.method !== 'GET' || !isPage(request)) return undefined;
    const theme = themes.find((one) => one === request.cookies['theme']) ?? 'auto';
    const page = variants.get(`${theme} ${request.cookies['lang'] === 'en' ? 'en' : 'zh'}`);
    if (!page) return undefined;
    return send(request, reply.header('content-security-policy', policy).header('cache-control', 'no-cache'), page);
  };
}

/** Paths that belong to machines are answered in their own words, whoever asks. */
const machinePath = /^\/(?:cloudwork\/)?(?:api|attachment|static)(?:[/?]|$)/;

function isPage({ url, headers }: FastifyRequest): boolean {
  if (machinePath.test(url)) return false;
  return (headers.accept ?? '').includes('text/html') || /^\/cloudwork\/?(?:\?|$)/.test(url);
}

/** Files whose names carry a digest of what they hold are kept for good; the few others for an hour. */
async function mountFiles(app: FastifyInstance, folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    if (!entry.isFile() || /\.(gz|br)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const address = path.slice(folder.length).split(sep).join('/');
    const file = await packed(path);
    const isHashed = address.startsWith('/assets/');
    const keeps = isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
    app.get(`/app${address}`, (request, reply) => send(request, reply.header('cache-control', keeps), file));
  }
}

/** A file with its two compressed forms, which the build has made. */
async function packed(path: string): Promise<Packed> {
  const type = types[extname(path)] ?? 'application/octet-stream';
  const plain = await readFile(path);
  const [gzip, brotli] = await Promise.all([readFile(`${path}.gz`), readFile(`${path}.br`)]).catch(() => [
    plain,
    plain,
  ]);
  return { type, tag: tagOf(plain), plain, gzip, brotli };
}

const pack = (plain: Buffer, type: string): Packed => ({
  type,
  tag: tagOf(plain),
  plain,
  gzip: gzipSync(plain),
  brotli: brotliCompressSync(plain),
});

const tagOf = (content: Buffer) => `"${createHash('sha256').update(content).digest('hex').slice(0, 24)}"`;

function send(request: FastifyRequest, reply: FastifyReply, file: Packed): FastifyReply {
  void reply.header('etag', file.tag).header('vary', 'accept-encoding, cookie');
  if (request.headers['if-none-match'] === file.tag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  void reply.type(file.type);
  if (/\bbr\b/.test(accepted) && file.brotli !== file.plain)
    return reply.header('content-encoding', 'br').send(file.brotli);
  if (/\bgzip\b/.test(accepted) && file.gzip !== file.plain)
    return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}
