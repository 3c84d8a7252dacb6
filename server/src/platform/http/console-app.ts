/** The built console of the operators: its page and its files, below `/operator/`. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mountFiles, pagePolicy } from './static-files.ts';

const nonceMark = '{{nonce}}';

/**
 * Serves the console's page for every address below `/operator/` that is not its API's. The component set writes its
 * styles while it runs; the page's policy takes only those that carry the number which this answer alone was given.
 * Does nothing when the console has not been built.
 */
export async function mountConsole(app: FastifyInstance, folder: string): Promise<void> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  if (html === undefined) return;
  const [before, ...parts] = html.split(nonceMark);
  await mountFiles(app, join(folder, 'assets'), '/operator/assets');
  const answer = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(18).toString('base64');
    return reply
      .header('content-security-policy', pagePolicy(`'self' 'nonce-${nonce}'`))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send([before, ...parts].join(nonce));
  };
  app.get('/operator', answer);
  app.get('/operator/*', answer);
}
