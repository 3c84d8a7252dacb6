/** Built files and pages as they are sent: compressed once and for all, with a tag each. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

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

export interface Packed {
  readonly type: string;
  readonly tag: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

/** Nothing runs or is shown that is not ours; pictures a person has just chosen are blobs. */
export const pagePolicy = (styles = "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Serves the files of a folder below an address. Those whose names carry a digest of what they hold are kept for good,
 * the few others for an hour.
 */
export async function mountFiles(app: FastifyInstance, folder: string, below: string): Promise<void> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    if (!entry.isFile() || /\.(gz|br)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const address = path.slice(folder.length).split(sep).join('/');
    const file = await packed(path);
    const isHashed = address.startsWith('/assets/');
    const keeps = isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
    app.get(below + address, (request, reply) => send(request, reply.header('cache-control', keeps), file));
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

export const pack = (plain: Buffer, type: string): Packed => ({
  type,
  tag: tagOf(plain),
  plain,
  gzip: gzipSync(plain),
  brotli: brotliCompressSync(plain),
});

const tagOf = (content: Buffer) => `"${createHash('sha256').update(content).digest('hex').slice(0, 24)}"`;

/** Sends a file in the smallest form that the browser takes, or tells it to keep what it has. */
export function send(request: FastifyRequest, reply: FastifyReply, file: Packed): FastifyReply {
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
