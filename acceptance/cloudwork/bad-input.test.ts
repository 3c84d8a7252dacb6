/** Every operation of the API against input that nobody should send: no stack, no 5xx, no silence, always this API's words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Person, signUp } from './client.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; schema?: Schema }[];
  readonly requestBody?: {
    content: Record<
      string,
      { schema: { properties?: Record<string, Schema>; anyOf?: { properties?: Record<string, Schema> }[] } }
    >;
  };
}

let server: RunningServer;
let people: Record<'nobody' | 'client' | 'freelancer', Person | undefined>;
let operations: { method: string; path: string; fields: string[] }[];

/** Operations that end the session they are called with, or answer with something else than the envelope. */
const leftOut = new Set([
  '/api/user/signout',
  '/signout',
  '/jump',
  '/static/locale-zh-cn.json',
  '/static/locale/locale-zh-cn.json',
  '/attachment/{uid}',
  '/api/events',
]);

const hostile: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1e309',
  'NaN',
  '99999999999999999999',
  '9007199254740993',
  '0x10',
  '１２',
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '[{}]',
  "' or 1=1 --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'a'.repeat(5_000),
  '\u0000',
  '\ud800',
  '😀'.repeat(50),
  '2026-02-30',
  '9999-99-99',
  '1,2,x',
  ',,,',
  '%',
  '%00',
  '__proto__',
  '[{"name":"x","amount":"1.005"}]',
  '0123456789abcdef',
  '123456789012345678',
];

beforeAll(async () => {
  server = await startServer('cloudwork', { LOG_LEVEL: 'error' });
  people = {
    nobody: undefined,
    client: await signUp(server, 3, '李雷'),
    freelancer: await signUp(server, 1, '韩梅梅'),
  };
  const book = (await (await fetch(`${new URL(server.url).origin}/openapi/cloudwork.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  operations = Object.entries(book.paths)
    .filter(([path]) => !leftOut.has(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        fields: fieldsOf(operation),
      })),
    );
});

afterAll(async () => {
  const output = server.output();
  const { output: books } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).not.toContain('unhandled error');
  expect(books).toContain('The books are right.');
});

function fieldsOf(operation: Operation): string[] {
  const bodies = Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => [
    schema,
    ...(schema.anyOf ?? []),
  ]);
  const names = [
    ...(operation.parameters ?? []).map(({ name }) => name),
    ...bodies.flatMap((schema) => Object.keys(schema.properties ?? {})),
  ];
  return [...new Set(names)];
}

async function send(
  method: string,
  path: string,
  fields: Record<string, string>,
  person: Person | undefined,
): Promise<{ status: number; text: string }> {
  const form = new URLSearchParams(person ? { ...fields, session_token: person.token } : fields);
  const isGet = method === 'GET';
  const answer = await fetch(server.url + path + (isGet ? `?${form.toString()}` : ''), {
    method,
    headers: { 'user-agent': 'i/1.0.0/9.2.1/iPhone/wifi' },
    ...(!isGet && { body: form }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Throws unless it is an answer of this API: its envelope, and for a refusal a sentence in Chinese and nothing else. */
function assertCivil(what: string, { status, text }: { status: number; text: string }): { error_code: number } {
  if (status !== 200) throw new Error(`${what} answered ${status}: ${text.slice(0, 300)}`);
  const body = JSON.parse(text) as { error_code: number; msg: string };
  const isRefusal = body.error_code !== 0;
  if (
    !Number.isInteger(body.error_code) ||
    (isRefusal && (!/\p{Script=Han}/u.test(body.msg) || Object.keys(body).length !== 2))
  ) {
    throw new Error(`${what} answered ${text.slice(0, 300)}`);
  }
  return body;
}

const callers = ['nobody', 'client', 'freelancer'] as const;

describe('bad input', () => {
  it('knows all operations that answer with the envelope', () => {
    expect(operations.length).toBeGreaterThan(60);
  });

  it.each(callers)("is refused in this API's words when %s sends nothing at all", async (who) => {
    for (const { method, path } of operations)
      assertCivil(`${method} ${path}`, await send(method, path, {}, people[who]));
  });

  it.each(callers)(
    "is refused in this API's words when %s sends hostile values in every field",
    async (who) => {
      for (const { method, path, fields } of operations) {
        const rounds = hostile.map((value, index) => {
          const sent = Object.fromEntries(
            fields.map((name, place) => [name, hostile[(index + place * 7) % hostile.length] ?? value]),
          );
          return send(method, path, sent, people[who]).then((answer) =>
            assertCivil(`${method} ${path} ${JSON.stringify(sent).slice(0, 200)}`, answer),
          );
        });
        await Promise.all(rounds);
      }
    },
    120_000,
  );

  it('demands a session where the reference says so', async () => {
    for (const { method, path } of operations) {
      const asNobody = assertCivil(
        `${method} ${path}`,
        await send(method, path, { contract_id: '0123456789abcdef' }, undefined),
      );
      const asClient = assertCivil(
        `${method} ${path}`,
        await send(method, path, { contract_id: '0123456789abcdef' }, people.client),
      );
      if (asClient.error_code === 30002 || asClient.error_code === 30001)
        expect([asNobody.error_code, path]).toEqual([80001, path]);
    }
  });

  it('is refused when a body is broken, of an unknown kind, or too long', async () => {
    const post = (body: string, type: string) =>
      fetch(`${server.url}/api/user/signin`, { method: 'POST', body, headers: { 'content-type': type } });
    for (const [body, type] of [
      ['{"username":', 'application/json'],
      ['[1]', 'application/json'],
      ['x', 'text/xml'],
      ['a=1', 'application/x-www-form-urlencoded; charset=bogus'],
      ['x', 'multipart/form-data'],
      ['{"__proto__":{"a":1}}', 'application/json'],
      [`username=${'a'.repeat(1_100_000)}`, 'application/x-www-form-urlencoded'],
    ] as const) {
      const answer = await post(body, type);
      const { error_code: code } = assertCivil(type, { status: answer.status, text: await answer.text() });
      expect([type, code > 0]).toEqual([type, true]);
    }
  });

  it('of the caches and pages of clients does no harm', async () => {
    const answer = await send(
      'POST',
      '/api/jobs/search',
      { timestamp: '1', ' time ': '2', 'location[name]': 'x', keyword: '', pagesize: '10', pagenum: '1' },
      undefined,
    );
    expect(assertCivil('search', answer)).toMatchObject({ error_code: 0, count: 0, jobs: [] });
  });
});
