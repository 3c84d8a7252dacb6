/** A client of the IBLOCK API, as its document describes one; each answer is checked against a closed schema. */
import { randomInt } from 'node:crypto';
import { assertDeclared } from '../kit/declared.ts';
import type { RunningServer } from '../kit/server.ts';

export type Body = Readonly<Record<string, unknown>>;
// Answers are as wide as the API; the schema check has looked at every field before a test does.
// oxlint-disable-next-line typescript/no-explicit-any
export type Answer = { status: number; msg: string } & Record<string, any>;

const refusal = {
  type: 'object',
  properties: {
    status: { type: 'integer', enum: [403, 404, 415, 500] },
    msg: { type: 'string', minLength: 1 },
    message: { type: 'string', minLength: 1 },
    errorMsg: { type: 'string', minLength: 1 },
  },
  required: ['status', 'msg', 'message', 'errorMsg'],
  additionalProperties: false,
};

export interface CallOptions {
  readonly token?: string | undefined;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The path as the reference writes it, where the path holds values: /user/info/{userid}. */
  readonly as?: string | undefined;
}

/** Calls an endpoint; a body makes it a JSON post. */
export async function call(url: string, path: string, body?: Body, options: CallOptions = {}): Promise<Answer> {
  const method = body === undefined ? 'GET' : 'POST';
  const headers: Record<string, string> = { ...options.headers };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  if (options.cookie !== undefined) headers['cookie'] = options.cookie;
  const answer = await fetch(url + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status !== 200)
    throw new Error(`${method} ${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  const said = (await answer.json()) as Answer;
  const declared = (options.as ?? path).replace(/\?.*$/, '');
  const isRefusal = said.status !== 0;
  await assertDeclared({ url, market: 'iblock', method, path: declared, status: 200, isRefusal, refusal }, said);
  return said;
}

export type Role = 'designer' | 'manager' | 'broker' | 'admin';

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly password: string;
  readonly token: string;
  get(path: string, as?: string): Promise<Answer>;
  post(path: string, body?: Body, as?: string): Promise<Answer>;
  upload(path: string, content: Uint8Array, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The newest message whose text holds this. */
  message(part: string, unprocessed?: boolean): Promise<Answer>;
}

let phones = randomInt(1_000, 90_000) * 1_000;

/** A mainland mobile number nobody has yet. */
export function newPhone(): string {
  phones += 1;
  return `139${String(phones).padStart(8, '0')}`;
}

export const password = 'Secret_2016';
let people = 0;

/** A code by SMS; throws when it was not sent. */
export async function codeTo(server: RunningServer, phone: string, token?: string): Promise<string> {
  const sent = await call(server.url, '/user/sendValidateCode/', { phone }, { token });
  if (sent.status !== 0) throw new Error(sent.msg);
  return server.codeFor(phone);
}

/** Somebody who has joined and signed in: designers and managers by the documented calls, the others by the command line. */
export async function join(
  server: RunningServer,
  role: Role,
  given: Body & { username?: string } = {},
): Promise<Person> {
  people += 1;
  const name =
    given.username ?? `${{ designer: '设计师', manager: '经理', broker: '经纪人', admin: '管理员' }[role]}${people}`;
  const phone = newPhone();
  if (role === 'broker' || role === 'admin') {
    const kind = role === 'admin' ? 'administrator' : 'broker';
    const words = ['--market', 'iblock', '--kind', kind, '--name', name, '--password', password];
    const { code, output } = await server.command('user', 'create', phone, ...words);
    if (code !== 0) throw new Error(output);
  } else {
    const company = role === 'manager' ? { corporateName: `${name}设计有限公司`, corporateBio: '公司简介' } : {};
    const joined = await call(server.url, '/user/signup', {
      username: name,
      passwd: password,
      contactPhone: phone,
      verifyCode: await codeTo(server, phone),
      geo: { province: '上海市', city: '上海市', district: '杨浦区', address: '五角场' },
      ...company,
      ...given,
    });
    if (joined.status !== 0) throw new Error(joined.msg);
  }
  return signIn(server, phone);
}

export async function signIn(server: RunningServer, phone: string, passwd = password): Promise<Person> {
  const { url } = server;
  const signedIn = await call(url, '/user/logon', { username: phone, passwd });
  if (signedIn.status !== 0) throw new Error(signedIn.msg);
  const { userid: id, username: name, token } = signedIn['data'];
  const post = (path: string, body: Body = {}, as?: string) => call(url, path, body, { token, as });
  return {
    id,
    name,
    phone,
    password: passwd,
    token,
    get: (path, as) => call(url, path, undefined, { token, as }),
    post,
    async upload(path, content, fields = {}) {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('file', new Blob([new Uint8Array(content)]), 'picture.png');
      const answer = await fetch(url + path, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${token}` },
      });
      return (await answer.json()) as Answer;
    },
    async message(part, unprocessed) {
      const shown = unprocessed === undefined ? {} : { unprocessed };
      const answer = await post('/user/messages', { pageNo: 1, pageSize: 50, ...shown });
      const found = answer['data'].results.find((one: { msg: string }) => one.msg.includes(part));
      if (!found) throw new Error(`nobody was told of ${part}: ${JSON.stringify(answer['data'].results)}`);
      return found;
    },
  };
}

export const page = { pageNo: 1, pageSize: 20 };

export const newProject = {
  skills: [{ id: 3, name: '园林设计' }],
  title: '世纪公园一期',
  province: { id: 310000, name: '上海市' },
  city: { id: 310100, name: '上海市' },
  district: { id: 310110, name: '杨浦区' },
  description: '滨水公园的景观改造，含驳岸和植物配置。',
  image: '/images/project.png',
  startDate: '2026-12-12',
  endDate: '2027-12-31',
  minPay: 8000,
  maxPay: 12000,
  isLongTerm: true,
  industry: { id: 3, name: '园林设计' },
  industryAge: 3,
};

/** A project that recruits, with the broker who let it. */
export async function recruiting(manager: Person, broker: Person, changes: Body = {}): Promise<number> {
  const made = await manager.post('/project/new', { ...newProject, ...changes });
  if (made.status !== 0) throw new Error(made.msg);
  const { id } = made['data'];
  const accepted = await broker.post('/project/accept', { id, accpet: true });
  if (accepted.status !== 0) throw new Error(accepted.msg);
  return id;
}

/** Posts a task's parameters to its service, as the document's client does. */
export const answer = (person: Person, message: Answer, body: Body = {}): Promise<Answer> =>
  person.post(`/${message['service']}`, { ...message['postparams'], accept: true, ...body });

export async function statusOf(person: Person, id: number): Promise<number> {
  const details = await person.get(`/project/details/${id}`, '/project/details/{projectid}');
  return details['data'].status;
}

/** Tops a wallet up through the sandbox rail, and waits until the money is there. */
export async function recharge(person: Person, yuan: number): Promise<void> {
  const before = (await person.get('/account/balance'))['data'].balance;
  const order = await person.post('/account/recharge', { amount: yuan });
  if (order.status !== 0) throw new Error(order.msg);
  await fetch(order['data'].url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' });
  await until(async () => (await person.get('/account/balance'))['data'].balance === before + yuan);
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
