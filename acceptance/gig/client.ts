/** A client of the gig API, as deployed pages are one; each answer is checked against a closed schema. */
import { randomInt } from 'node:crypto';
import { assertDeclared } from '../kit/declared.ts';
import type { RunningServer } from '../kit/server.ts';

export type Fields = Readonly<Record<string, unknown>>;
// Data is as wide as the API; the schema check has looked at every field before a test does.
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = any;

export interface Answer {
  readonly res: number;
  readonly data: Data;
  readonly err: string;
}

const refusal = {
  type: 'object',
  properties: { res: { const: 0 }, data: { type: 'null' }, err: { type: 'string', minLength: 1 } },
  required: ['res', 'data', 'err'],
  additionalProperties: false,
};

export interface CallOptions {
  readonly method?: 'GET' | 'POST';
  /** How the fields travel; JSON as deployed pages send them. */
  readonly as?: 'json' | 'form';
  readonly headers?: Readonly<Record<string, string>>;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Documented with a slash at the end; answered with and without it. */
const slashed = ['/user/goods/ok', '/user/goods_order/ok'];

/** Calls an endpoint. */
export async function call(
  url: string,
  path: string,
  fields: Fields = {},
  { method = 'POST', as = 'json', headers = {} }: CallOptions = {},
): Promise<Answer> {
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [name, textOf(value)]);
  const form = new URLSearchParams(pairs).toString();
  const type = as === 'json' ? 'application/json;charset=utf-8' : 'application/x-www-form-urlencoded';
  const init = method === 'GET' ? {} : { body: as === 'json' ? JSON.stringify(fields) : form };
  const answer = await fetch(`${url}${path}${method === 'GET' ? `?${form}` : ''}`, {
    method,
    headers: { ...(method === 'POST' && { 'content-type': type }), ...headers },
    ...init,
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const body = (await answer.json()) as Answer;
  const declared = slashed.includes(path) ? `${path}/` : path;
  const isRefusal = body.res !== 1 && body.data === null;
  await assertDeclared({ url, market: 'gig', method, path: declared, status: 200, isRefusal, refusal }, body);
  return body;
}

export interface User {
  readonly phone: string;
  readonly id: number;
  readonly token: string;
  readonly credentials: Fields;
  post(path: string, fields?: Fields): Promise<Answer>;
  get(path: string, fields?: Fields): Promise<Answer>;
  /** Calls and throws when it is refused; answers the data. */
  must(path: string, fields?: Fields): Promise<Data>;
  /** Uploads a file; answers its address and number. */
  upload(content: Uint8Array, name: string): Promise<{ id: number; url: string }>;
}

let phones = randomInt(1_000, 90_000) * 1_000;

/** A mainland mobile number nobody has yet. */
export function newPhone(): string {
  phones += 1;
  return `137${String(phones).padStart(8, '0')}`;
}

export function userWith(url: string, phone: string, id: number, token: string): User {
  const credentials = { user_id_check: String(id), token_check: token };
  const post = (path: string, fields: Fields = {}) => call(url, path, { ...credentials, ...fields });
  return {
    phone,
    id,
    token,
    credentials,
    post,
    get: (path, fields = {}) => call(url, path, { ...credentials, ...fields }, { method: 'GET' }),
    async must(path, fields) {
      const answer = await post(path, fields);
      if (answer.res !== 1) throw new Error(`${path}: ${answer.err}`);
      return answer.data;
    },
    async upload(content, name) {
      const form = new FormData();
      form.set('user_id_check', String(id));
      form.set('token_check', token);
      form.set('file', new Blob([new Uint8Array(content)]), name);
      const answer = await fetch(`${url}/user/api/file_upload`, { method: 'POST', body: form });
      const body = (await answer.json()) as Answer;
      if (body.res !== 1) throw new Error(body.err);
      return body.data as { id: number; url: string };
    },
  };
}

/** Signs somebody up by the documented calls. `usertype` 1 works, 2 hires. */
export const signUp = (server: RunningServer, usertype: 1 | 2): Promise<User> =>
  enter(server, newPhone(), { usertype });

/** Signs in by a code. */
export async function enter(server: RunningServer, phone: string, fields: Fields = {}): Promise<User> {
  const sent = await call(server.url, '/index/api/sms', { phone });
  if (sent.res !== 1) throw new Error(sent.err);
  const smscode = await server.codeFor(phone);
  const { data, err } = await call(server.url, '/index/api/loginphone', { phone, smscode, ...fields });
  if (!data) throw new Error(err);
  return userWith(server.url, phone, data.user_id, data.token);
}

/** Presses a button of the pay page at the rail. */
export async function pressPay(url: string, action: 'pay' | 'close' = 'pay'): Promise<void> {
  await fetch(url);
  await fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
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

/** The operator decides what waits for one. */
export async function review(
  server: RunningServer,
  id: string,
  accept: boolean,
  reason = accept ? '' : '不合要求',
): Promise<number> {
  const root = new URL(server.url).origin;
  const answer = await fetch(`${root}/dev/reviews/${id}?market=gig`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accept, reason }),
  });
  return answer.status;
}

export const waiting = async (server: RunningServer): Promise<{ id: string; kind: string; subject: string }[]> =>
  (await fetch(`${new URL(server.url).origin}/dev/reviews?market=gig`)).json() as Promise<
    { id: string; kind: string; subject: string }[]
  >;

export const balanceOf = async (user: User): Promise<number> => (await user.must('/user/wallet/index')).balance;

/** Puts money into a balance through the rail, in yuan. */
export async function topUp(user: User, price: number): Promise<void> {
  const before = await balanceOf(user);
  const { url } = await user.must('/user/pay_log/add', { price });
  await pressPay(url);
  await until(async () => (await balanceOf(user)) !== before);
}

export const sampleRequest = {
  title: '展会现场搭建',
  titletype: 1,
  price: 1000,
  pricetype: 3,
  address: '浙江省杭州市西湖区文一路1号',
  timeb: '2027-01-01 09:00:00',
  timee: '2027-01-03 18:00:00',
  sort: '搭建',
  des: '搭建三个展位，自带工具。',
};

/** A published and reviewed request; answers its id. */
export async function reviewedRequest(server: RunningServer, company: User, fields: Fields = {}): Promise<number> {
  const { id } = await company.must('/user/goods/add', { ...sampleRequest, ...fields });
  const status = await review(server, `gig:${id}`, true);
  if (status !== 200) throw new Error(`the review answered ${status}`);
  return id as number;
}

/** A request that is paid for. */
export async function fundedRequest(server: RunningServer, company: User, fields: Fields = {}): Promise<number> {
  const id = await reviewedRequest(server, company, fields);
  await topUp(company, Number(fields['price'] ?? sampleRequest.price));
  await company.must('/user/goods/goodspay', { id });
  return id;
}

/** Somebody applies and is chosen; answers the application's id. */
export async function chosenFor(requestId: number, company: User, person: User): Promise<number> {
  const { id } = await person.must('/user/goods_order/add', { goods_id: requestId, msg: '做过多次' });
  await company.must('/user/goods/ok', { goods_id: requestId, order_id: String(id) });
  return id as number;
}

/** The smallest PNG there is: one pixel. */
export const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

/** The smallest archive there is: an empty one. */
export const archive = Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);
