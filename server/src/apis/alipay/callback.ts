import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type PayInRail, receiveNotice } from '../../domain/payments/index.ts';
import type { Units } from '../../kernel/context.ts';
import { parseStrictForm } from '../../platform/http/sent.ts';

/**
 * Where Alipay tells us of payments: a form whose signature covers its exact fields. The answer is `success` only for
 * what is booked, and then only after it is; anything else makes Alipay try again.
 */
export async function mountCallback(app: FastifyInstance, path: string, units: Units, rail: PayInRail): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 100_000 },
      (_request, body, done) => {
        done(null, parseStrictForm(String(body)));
      },
    );
    scope.post(path, async (request, reply) => {
      const fields = request.body as Record<string, string> | undefined; // Made by the parser above.
      const isTaken =
        isPlain(request.headers) &&
        fields !== undefined &&
        (await receiveNotice(units, rail, fields).catch((error: unknown) => {
          request.log.error({ reqId: request.id, err: error }, 'a payment notification could not be booked');
          return false;
        }));
      return reply.type('text/plain').send(isTaken ? 'success' : 'failure');
    });
  });
}

/** What is signed is UTF-8 as it came: nothing that says it has to be read in another way. */
function isPlain(headers: FastifyRequest['headers']): boolean {
  const type = /^application\/x-www-form-urlencoded(?:; ?charset=(.+))?$/i.exec(headers['content-type'] ?? '');
  return type !== null && (type[1] ?? 'utf-8').toLowerCase() === 'utf-8' && headers['content-encoding'] === undefined;
}
