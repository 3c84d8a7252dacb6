import type { FastifyInstance } from 'fastify';
import { type PayInRail, receiveNotice } from '../domain/payments/index.ts';
import type { Units } from '../kernel/context.ts';

const signedBy = ['timestamp', 'nonce', 'signature', 'serial'].map((name) => `wechatpay-${name}`);

/**
 * Where WeChat Pay tells a market of payments: a sealed body whose exact characters are signed in its headers. It is answered
 * 204 only for what is booked, and then only after it is; anything else makes WeChat Pay try again.
 */
export async function mountWechatNotices(
  app: FastifyInstance,
  path: string,
  units: Units,
  rail: PayInRail,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: 100_000 },
      (_request, body, done) => {
        done(null, body);
      },
    );
    scope.post(path, async (request, reply) => {
      const headers = Object.fromEntries(signedBy.map((name) => [name, String(request.headers[name] ?? '')]));
      const raw = { ...headers, body: typeof request.body === 'string' ? request.body : '' };
      // What is signed are the characters as they came: nothing that says they have to be read in another way.
      const isPlain = request.headers['content-encoding'] === undefined;
      const isTaken =
        isPlain &&
        (await receiveNotice(units, rail, raw).catch((error: unknown) => {
          request.log.error({ reqId: request.id, err: error }, 'a payment notification could not be booked');
          return false;
        }));
      return isTaken ? reply.code(204).send() : reply.code(400).send({ code: 'FAIL', message: '通知未被接受' });
    });
  });
}
