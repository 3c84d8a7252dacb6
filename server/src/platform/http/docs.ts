import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JsonSchema } from './fields.ts';

/** The reference pages are Swagger UI's, served from its package. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** The API reference of each market: its OpenAPI document and a page to read it in. */
export function mountDocs(
  app: FastifyInstance,
  books: ReadonlyMap<string, { title: string; describe: () => JsonSchema }>,
): void {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static');

  for (const [market, { title, describe }] of books) {
    let text: string | undefined;
    app.get(`/openapi/${market}.json`, (_request, reply) =>
      reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .send((text ??= JSON.stringify(describe()))),
    );
    app.get(`/docs/${market}`, (_request, reply) => sendPage(reply, page(title, '<div id="reference"></div>', market)));
    app.get(`/docs/${market}/start.js`, (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .send(`SwaggerUIBundle({ url: '/openapi/${market}.json', dom_id: '#reference', deepLinking: true });\n`),
    );
  }
  app.get<{ Params: { name: string } }>('/docs/assets/:name', async (request, reply) => {
    const type = assets[request.params.name];
    if (type === undefined) return reply.code(404).send();
    return reply
      .header('content-type', type)
      .header('cache-control', 'public, max-age=86400')
      .send(await readFile(join(folder, request.params.name)));
  });
  app.get('/docs', (_request, reply) => {
    const rows = [...books].map(
      ([market, { title }]) => `<li><a href="/docs/${market}">${title}</a> <small>${market}</small></li>`,
    );
    return sendPage(reply, page('API reference', `<main><h1>Linggong</h1><ul>${rows.join('')}</ul></main>`));
  });

  function sendPage(reply: FastifyReply, html: string) {
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .send(html);
  }
}

function page(title: string, body: string, market?: string): string {
  const reference = market
    ? `<link rel="stylesheet" href="/docs/assets/swagger-ui.css"><script src="/docs/assets/swagger-ui-bundle.js" defer></script><script src="/docs/${market}/start.js" defer></script>`
    : '';
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Linggong</title>${reference}</head><body>${body}</body></html>`;
}
