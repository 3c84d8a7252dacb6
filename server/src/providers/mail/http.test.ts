import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutgoingMessage } from '../../domain/identity/messages.ts';
import { httpMail } from './http.ts';

const message: OutgoingMessage = {
  market: 'gig',
  channel: 'mail',
  to: 'ann@example.com',
  template: 'verify_mail',
  params: {},
  text: '您的验证码是 123456',
};

let server: Server;
let status = 202;
let seen: { headers: IncomingHttpHeaders; body: string } | undefined;

beforeEach(async () => {
  status = 202;
  seen = undefined;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      seen = { headers: request.headers, body };
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const sender = () =>
  httpMail({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    key: 'k',
    from: 'no-reply@example.com',
    subjects: { verify_mail: '邮箱验证' },
  });

test('a mail goes out as JSON under the bearer key', async () => {
  await sender().send(message);
  expect(seen?.headers.authorization).toBe('Bearer k');
  expect(JSON.parse(seen?.body ?? '')).toEqual({
    from: 'no-reply@example.com',
    to: 'ann@example.com',
    subject: '邮箱验证',
    text: '您的验证码是 123456',
  });
});

test('any status but 2xx is an error', async () => {
  status = 503;
  await expect(sender().send(message)).rejects.toThrow('http mail: HTTP 503');
});

test('short messages, unknown templates and several addresses in one are refused before anything is sent', async () => {
  await expect(sender().send({ ...message, channel: 'sms' })).rejects.toThrow(/cannot send by sms/);
  await expect(sender().send({ ...message, template: 'x' })).rejects.toThrow(/no subject/);
  await expect(sender().send({ ...message, to: 'a@b.c,d@e.f' })).rejects.toThrow(/malformed/);
  await expect(sender().send({ ...message, to: 'a@b.c\r\nbcc: d@e.f' })).rejects.toThrow(/malformed/);
  expect(seen).toBeUndefined();
});
