/** A client of the Cloudwork API, as its document describes one; each answer is checked against a closed schema. */
import { randomInt } from 'node:crypto';
import { assertDeclared } from '../kit/declared.ts';
import type { RunningServer } from '../kit/server.ts';

export type Fields = Readonly<Record<string, string | number | boolean>>;
// Answers are as wide as the API; the schema check has looked at every field before a test does.
// oxlint-disable-next-line typescript/no-explicit-any
export type Answer = { error_code: number; msg: string } & Record<string, any>;

const refusal = {
  type: 'object',
  properties: {
    error_code: { type: 'integer' },
    msg: { type: 'string', minLength: 1 },
    restricted: { type: 'boolean' },
  },
  required: ['error_code', 'msg'],
  additionalProperties: false,
};

export interface CallOptions {
  readonly token?: string;
  readonly userAgent?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls an endpoint; fields go into the query of a GET and into the form of anything else. */
export async function call(
  url: string,
  method: string,
  path: string,
  fields: Fields = {},
  options: CallOptions = {},
): Promise<Answer> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  if (options.token !== undefined) form.set('session_token', options.token);
  const headers: Record<string, string> = {
    'user-agent': options.userAgent ?? 'i/1.0.0/9.2.1/iPhone/wifi',
    ...options.headers,
  };
  const isGet = method === 'GET';
  const address = isGet ? `${url}${path}?${form.toString()}` : url + path;
  if (!isGet) headers['content-type'] = 'application/x-www-form-urlencoded';
  const answer = await fetch(address, { method, headers, ...(!isGet && { body: form.toString() }) });
  if (answer.status !== 200)
    throw new Error(`${method} ${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  const body = (await answer.json()) as Answer;
  const isRefusal = body.error_code !== 0;
  await assertDeclared({ url, market: 'cloudwork', method, path, status: 200, isRefusal, refusal }, body);
  return body;
}

export interface Person {
  readonly name: string;
  readonly phone: string;
  readonly password: string;
  readonly token: string;
  /** The public id without its letter: the user's for a freelancer, the team's for a client. */
  readonly uid: string;
  get(path: string, fields?: Fields): Promise<Answer>;
  post(path: string, fields?: Fields): Promise<Answer>;
  put(path: string, fields?: Fields): Promise<Answer>;
  del(path: string, fields?: Fields): Promise<Answer>;
  upload(kind: string, content: Uint8Array, name: string, fields?: Fields): Promise<Answer>;
}

/** A person who is signed in, by the token of their session. */
export function personWith(
  url: string,
  who: { name: string; phone: string; password: string; token: string; uid: string },
): Person {
  const by =
    (method: string) =>
    (path: string, fields: Fields = {}) =>
      call(url, method, path, fields, { token: who.token });
  return {
    ...who,
    get: by('GET'),
    post: by('POST'),
    put: by('PUT'),
    del: by('DELETE'),
    async upload(kind, content, name, fields = {}) {
      const form = new FormData();
      form.set('session_token', who.token);
      form.set('t', kind);
      for (const [field, value] of Object.entries(fields)) form.set(field, String(value));
      form.set('file', new Blob([new Uint8Array(content)]), name);
      const answer = await fetch(`${url}/api/attachment`, { method: 'POST', body: form });
      return (await answer.json()) as Answer;
    },
  };
}

let phones = randomInt(1_000, 90_000) * 1_000;

/** A mainland mobile number nobody has yet. */
export function newPhone(): string {
  phones += 1;
  return `138${String(phones).padStart(8, '0')}`;
}

/** Signs somebody up by the documented calls: a code by SMS, the form, then a sign-in for 30 days. `rtype` 1 works, 2 and 3 hire. */
export async function signUp(server: RunningServer, rtype: 1 | 2 | 3, name: string): Promise<Person> {
  const phone = newPhone();
  const password = 'Secret_2016';
  const { url } = server;
  const sent = await call(url, 'POST', '/api/verifycode', { vtype: 'register', phone });
  if (sent.error_code !== 0) throw new Error(sent.msg);
  const vcode = await server.codeFor(phone);
  const company = rtype === 2 ? { cname: `${name}有限公司` } : {};
  const joined = await call(url, 'POST', '/api/user/signup', {
    rtype,
    name,
    phone,
    password,
    vcode,
    notice: true,
    ...company,
  });
  if (joined.error_code !== 0) throw new Error(joined.msg);
  const signedIn = await call(url, 'POST', '/api/user/signin', { username: phone, password, remember: true });
  return personWith(url, {
    name,
    phone,
    password,
    token: signedIn['session_token'],
    uid: String(joined['current_id']).slice(1),
  });
}

/** Opens the pay page as a browser would and presses one of its buttons; waits for the notification to be booked. */
export async function payPage(url: string, action: 'pay' | 'close'): Promise<string> {
  const page = await fetch(url);
  const html = await page.text();
  if (!page.ok) throw new Error(`the pay page answered ${page.status}: ${html.slice(0, 300)}`);
  await fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
  return html;
}

/** Tops a wallet up through the sandbox rail, and waits until the money is there. */
export async function topUp(person: Person, yuan: number, fields: Fields = {}): Promise<void> {
  const before = await person.get('/api/margin/basic');
  const order = await person.post('/api/margin/deposit', { amount: yuan, dtype: 'margin', ...fields });
  if (order.error_code !== 0) throw new Error(order.msg);
  await payPage(order['url'], 'pay');
  await until(async () => (await person.get('/api/margin/basic'))['margin'] !== before['margin']);
}

/** Waits until something is so; throws after five seconds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 5_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('it did not come about within five seconds');
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
}
