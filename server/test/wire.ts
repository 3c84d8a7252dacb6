/** A server with some endpoints of Cloudwork, for tests of routes. */
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { cloudworkWire } from '../src/apis/cloudwork/index.ts';
import { createSessions, openSession } from '../src/domain/identity/index.ts';
import type { AnyEndpoint } from '../src/platform/http/endpoint.ts';
import { mountWire } from '../src/platform/http/mount.ts';
import { createServer } from '../src/platform/http/server.ts';
import type { Kit, TestPerson } from './kit.ts';

export interface TestWire {
  readonly app: FastifyInstance;
  /** A session of the person, as a token. */
  signIn(person: TestPerson): Promise<string>;
}

export async function openWire(kit: Kit, endpoints: readonly AnyEndpoint[]): Promise<TestWire> {
  const app = await createServer({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    defaultMarket: 'cloudwork',
    isClosing: () => false,
    marketHosts: new Map(),
  });
  const wire = cloudworkWire(createSessions(kit.database.reader, kit.clock, 0));
  mountWire(app, wire, endpoints, kit.work, { onAnswer: () => undefined });
  return {
    app,
    signIn: ({ userId, partyId, actor }) =>
      kit.work.write('cloudwork', actor, async (ctx) => {
        const user = { id: userId, last_party_id: partyId, last_mobile_party_id: null };
        return (await openSession(ctx, user, { device: 'web', remember: true })).token;
      }),
  };
}

/** A multipart body of fields and one file, whose file name goes out exactly as given. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  file?: { readonly name: string; readonly content: Buffer | string; readonly type?: string; readonly field?: string },
): { payload: Buffer; headers: { 'content-type': string } } {
  const boundary = 'linggong-test-boundary';
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  if (file) {
    const { name, content, type = 'image/png', field = 'file' } = file;
    const head = `Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
    parts.push(Buffer.from(`--${boundary}\r\n${head}`), Buffer.from(content), Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    payload: Buffer.concat(parts),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
