/** The built web app: its page for every address that is not an API's, and its files, which never change. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mountFiles, pack, type Packed, pagePolicy, send } from './static-files.ts';

/** Answers a request that no endpoint is for; undefined when it is no page either. */
export type Pages = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

const policy = pagePolicy();
const themes = ['auto', 'light', 'dark'] as const;
const languages = { zh: 'zh-CN', en: 'en' } as const;

/**
 * Serves the files below `/app/` and answers the function that serves the page. Undefined when the app has not been
 * built; then the server is its APIs alone.
 */
export async function mountWebApp(app: FastifyInstance, folder: string): Promise<Pages | undefined> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  if (html === undefined) return undefined;
  await mountFiles(app, join(folder, 'app'), '/app');
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
