/** A client of the consulting API, as its document describes one; each answer is checked against a closed schema. */
import { randomInt } from 'node:crypto';
import { assertDeclared } from '../kit/declared.ts';
import type { RunningServer } from '../kit/server.ts';

export type Fields = Readonly<Record<string, unknown>>;
// Content is as wide as the API; the schema check has looked at every field before a test does.
// oxlint-disable-next-line typescript/no-explicit-any
export type Content = any[];

export interface Answer {
  readonly code: number | string;
  readonly msg: string;
  readonly content: Content;
}

const refusal = {
  type: 'object',
  properties: {
    code: { type: 'integer', minimum: 1 },
    msg: { type: 'string', minLength: 1 },
    content: { type: 'array', maxItems: 0 },
  },
  required: ['code', 'msg', 'content'],
  additionalProperties: false,
};

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly as?: 'json' | 'form';
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls an endpoint with a form, as the document asks; answers what came and the cookies that were set. */
export async function call(
  url: string,
  path: string,
  fields: Fields = {},
  { method = 'POST', as = 'form', cookie, headers = {} }: CallOptions = {},
): Promise<Answer & { cookie: string }> {
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]);
  const form = new URLSearchParams(pairs).toString();
  const type = as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  const hasBody = method !== 'GET';
  const answer = await fetch(`${url}${path}${hasBody ? '' : `?${form}`}`, {
    method,
    headers: { ...(hasBody && { 'content-type': type }), ...(cookie && { cookie }), ...headers },
    ...(hasBody && { body: as === 'json' ? JSON.stringify(fields) : form }),
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const body = (await answer.json()) as Answer;
  const isRefusal = typeof body.code === 'number' && body.code !== 0;
  await assertDeclared({ url, market: 'consulting', method, path, status: 200, isRefusal, refusal }, body);
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  return { ...body, cookie: cookies.join('; ') };
}

export interface User {
  readonly id: number;
  readonly username: string;
  readonly phone: string;
  readonly cookie: string;
  readonly token: string;
  post(path: string, fields?: Fields): Promise<Answer>;
  get(path: string, fields?: Fields): Promise<Answer>;
  /** Calls and throws when it is refused; answers the content. */
  must(path: string, fields?: Fields): Promise<Content>;
}

let phones = randomInt(1_000, 90_000) * 1_000;

/** A mainland mobile number nobody has yet. */
export function newPhone(): string {
  phones += 1;
  return `136${String(phones).padStart(8, '0')}`;
}

export const password = 'Secret_2017';

/** Registers somebody and signs them in by the documented calls; known by the cookie from then on. */
export async function signUp(server: RunningServer, noun: 'user' | 'consultant', realname: string): Promise<User> {
  const { url } = server;
  const phone = newPhone();
  const username = `${noun}${phone}`;
  await call(url, '/api/sms/code', { phone_number: phone });
  const proven = await call(url, `/api/${noun}/signin`, {
    phone_number: phone,
    verification_code: await server.codeFor(phone),
  });
  const form = { username, password, password_again: password, realname, gender: 1 };
  const joined = await call(url, `/api/${noun}/register`, form, { cookie: proven.cookie });
  if (joined.code !== 0) throw new Error(joined.msg);
  return signIn(server, noun, username, phone);
}

export async function signIn(
  server: RunningServer,
  noun: 'user' | 'consultant',
  username: string,
  phone: string,
): Promise<User> {
  const { url } = server;
  const { content, cookie, msg } = await call(url, `/api/${noun}/login`, { username, password });
  if (content.length === 0) throw new Error(msg);
  const post = (path: string, fields: Fields = {}) => call(url, path, fields, { cookie });
  return {
    id: content[0],
    token: content[1],
    username,
    phone,
    cookie,
    post,
    get: (path, fields = {}) => call(url, path, fields, { method: 'GET', cookie }),
    async must(path, fields) {
      const answer = await post(path, fields);
      if (typeof answer.code === 'number' && answer.code !== 0) throw new Error(`${path}: ${answer.msg}`);
      return answer.content;
    },
  };
}

/** A published post; answers its id and the number it is paid under. */
export async function publish(buyer: User, fields: Fields = {}): Promise<{ id: number; orderNo: string }> {
  const given = {
    user_id: buyer.id,
    tag_id: '1,2',
    title: '劳动合同咨询',
    content: '试用期被辞退怎么办',
    price: '200.00',
  };
  const [id] = await buyer.must('/api/user/post/publish', { ...given, ...fields });
  const rows = await buyer.must('/api/user/post/check', { user_id: buyer.id });
  return { id, orderNo: rows.find((row) => row.post_id === id).order_no };
}

export const payment = (orderNo: string, fen: number): Fields => ({
  body: '咨询服务',
  out_trade_no: orderNo,
  total_fee: fen,
  spbill_create_ip: '203.0.113.7',
});

/** Presses a button of the pay page at the rail. */
export async function press(url: string, action: 'pay' | 'close'): Promise<number> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
  return answer.status;
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

export const stateOf = async (buyer: User, postId: number): Promise<string> =>
  (await buyer.must('/api/user/post/check', { user_id: buyer.id })).find((row) => row.post_id === postId)?.status;

/** Pays a post through WeChat Pay, and waits until the notification is booked. */
export async function payFor(buyer: User, post: { id: number; orderNo: string }, fen: number): Promise<void> {
  const [paid] = await buyer.must('/api/pay/init', payment(post.orderNo, fen));
  if (paid.paid) return;
  await press(paid.pay_url, 'pay');
  await until(async () => Number((await buyer.must('/api/wallet'))[0].escrow) > 0);
}

/** Leaves 200 yuan in a buyer's wallet: a payment that came in for a price that was changed meanwhile. */
export async function fillWallet(buyer: User): Promise<void> {
  const post = await publish(buyer);
  const [opened] = await buyer.must('/api/pay/init', payment(post.orderNo, 20_000));
  const form = { user_id: buyer.id, tag_id: '1', title: '改价', content: '改价', price: '1' };
  await buyer.must('/api/user/post/modify', { ...form, post_id: post.id });
  await press(opened.pay_url, 'pay');
  await until(async () => (await balanceOf(buyer)) === '200.00');
  await buyer.must('/api/user/post/delete', { post_id: post.id });
}

export const walletOf = async (user: User): Promise<Content[number]> => (await user.must('/api/wallet'))[0];
export const balanceOf = async (user: User): Promise<string> => (await user.must('/api/wallet'))[0].balance;
