/** A client of the console's API; each answer is checked against a closed schema. */
import { assertDeclared } from '../kit/declared.ts';
import type { RunningServer } from '../kit/server.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- data is as wide as the API; the schema check looks at every field.
export type Data = Record<string, any>;

export interface Answer {
  readonly status: number;
  readonly data: Data;
}

const refusal = {
  type: 'object',
  properties: { error: { type: 'string', minLength: 1 }, message: { type: 'string', minLength: 1 } },
  required: ['error', 'message'],
  additionalProperties: false,
};

const named = /^\/(users|operators|channels|files|orders|settings|versions)\/[^/]+/;
const numbered =
  /^\/(tasks|banners|ledger\/transfers|decisions\/(?:company|payout|dispute|gig|consultation|project|appeal|person))\/\d+/;
const idNames: Readonly<Record<string, string>> = {
  channels: 'client_id',
  orders: 'trade_no',
  settings: 'name',
  versions: 'platform',
};

/** The path as the reference writes it. */
function declaredPath(path: string): string {
  return (path.split('?')[0] ?? '')
    .replace(named, (_all, noun: string) => `/${noun}/{${idNames[noun] ?? 'uid'}}`)
    .replace(numbered, (_all, noun: string) => `/${noun}/{id}`)
    .replace(/^\/catalogue\/\w+(?=$|\/)/, '/catalogue/{part}')
    .replace(/^\/catalogue\/\{part\}\/\d+/, '/catalogue/{part}/{id}')
    .replace(/^\/ledger\/accounts\/.+/, '/ledger/accounts/{code}')
    .replace(/\/deliveries\/[^/]+/, '/deliveries/{uid}');
}

export interface Console {
  readonly cookie: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: Data): Promise<Answer>;
  put(path: string, body: Data): Promise<Answer>;
  del(path: string): Promise<Answer>;
}

/** Calls the console's API as its page does. */
export async function call(
  server: RunningServer,
  method: string,
  path: string,
  body?: Data,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer & { cookie: string }> {
  const url = new URL(server.url).origin;
  const answer = await fetch(`${url}/operator/api${path}`, {
    method,
    headers: {
      'x-linggong-console': '1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { status } = answer;
  const data = (await answer.json()) as Data;
  const isRefusal = status >= 400;
  const place = { url, market: 'operator', method, path: declaredPath(path), status, isRefusal, refusal };
  await assertDeclared(place, data);
  return { status, data, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

/** Opens the console as somebody. */
export async function openConsole(
  server: RunningServer,
  name = 'operator',
  password = 'operator123456',
): Promise<Console> {
  const { status, cookie } = await call(server, 'POST', '/session', { name, password });
  if (status !== 200) throw new Error(`${name} was not let in: ${status}`);
  const as = (method: string) => (path: string, body?: Data) => call(server, method, path, body, { cookie });
  return { cookie, get: as('GET'), post: as('POST'), put: as('PUT'), del: as('DELETE') };
}

/** Adds an operator of a role, who has set a password of their own, and opens the console as them. */
export async function openConsoleAs(
  server: RunningServer,
  admin: Console,
  role: string,
  name = role,
): Promise<Console> {
  const { data } = await admin.post('/operators', { name, shown_name: name, role, reason: '新同事' });
  const first = await openConsole(server, name, String(data['password']));
  const password = `${name} long enough`;
  await first.put('/session/password', { old_password: data['password'], password });
  return first;
}
