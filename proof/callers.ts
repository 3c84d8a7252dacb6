/** People of the demo who do what moves money, each through the wire of their market. */
import type { Answer } from './asking.ts';
import type { Credentials } from './fuzz.ts';
import { credentialsOf, type DoorName } from './sign-in.ts';
import type { Stage } from './stage.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Caller {
  /** What they show with each request. */
  readonly credentials: Credentials;
  /** Asks once. */
  ask(method: string, path: string, fields?: Fields): Promise<Response>;
  /** Asks and throws when it is refused. */
  must(method: string, path: string, fields?: Fields): Promise<Answer>;
  upload(path: string, content: Uint8Array, name: string): Promise<Answer>;
}

/** Whether an answer of any market is a refusal, each in its own way. */
function isRefusal(answer: Answer): boolean {
  const { error_code: number, status, res, code, error } = answer;
  const numbers = [number, status, code].filter((one) => typeof one === 'number');
  return numbers.some((one) => one !== 0) || res === 0 || error !== undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The prefix of a market's paths, and whether it is sent JSON. */
const ways: Readonly<Record<DoorName, { prefix: string; isJson: boolean }>> = {
  cloudwork: { prefix: '/cloudwork', isJson: false },
  iblock: { prefix: '/iblock', isJson: true },
  gig: { prefix: '/gig', isJson: true },
  consulting: { prefix: '/consulting', isJson: false },
  consultant: { prefix: '/consulting', isJson: false },
  channel: { prefix: '/channel/api/v1', isJson: true },
  operator: { prefix: '/operator/api', isJson: true },
};

/** Signs somebody of the demo in. */
export async function callerAt(stage: Stage, door: DoorName, name: string, password = 'demo123456'): Promise<Caller> {
  return callerWith(stage, door, await credentialsOf(stage, door, name, password));
}

export function callerWith(stage: Stage, door: DoorName, credentials: Credentials): Caller {
  const { prefix, isJson } = ways[door];
  const ask = async (method: string, path: string, fields: Fields = {}): Promise<Response> => {
    const all = { ...fields, ...credentials.fields };
    const form = new URLSearchParams(
      Object.entries(all).map(([name, value]): [string, string] => [name, textOf(value)]),
    );
    const hasBody = method !== 'GET';
    const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
    return fetch(`${stage.url}${prefix}${path}${hasBody ? '' : `?${form.toString()}`}`, {
      method,
      headers: { ...(hasBody && { 'content-type': type }), ...credentials.headers },
      ...(hasBody && { body: isJson ? JSON.stringify(all) : form.toString() }),
    });
  };
  const accepted = async (what: string, response: Response): Promise<Answer> => {
    const answer = (await response.json()) as Answer;
    if (response.status >= 400 || isRefusal(answer)) throw new Error(`${what}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    credentials,
    ask,
    must: async (method, path, fields) => accepted(`${method} ${path}`, await ask(method, path, fields)),
    async upload(path, content, name) {
      const form = new FormData();
      for (const [field, value] of Object.entries(credentials.fields)) form.set(field, value);
      form.set('file', new Blob([new Uint8Array(content)]), name);
      const sent = { method: 'POST', body: form, headers: { ...credentials.headers } };
      return accepted(`upload ${path}`, await fetch(`${stage.url}${prefix}${path}`, sent));
    },
  };
}

/** Presses a button of a rail's pay page. */
export async function press(url: string, action: 'pay' | 'close' = 'pay'): Promise<void> {
  await fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
}

/** Waits until a statement answers a row; throws after five seconds. */
export async function untilRow(stage: Stage, text: string, values: readonly unknown[] = []): Promise<void> {
  const until = performance.now() + 5_000;
  while ((await stage.query(text, values)).length === 0) {
    if (performance.now() > until) throw new Error(`it did not come about: ${text} ${JSON.stringify(values)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Pays at the rail, and waits until the order is booked. */
export async function payAtRail(stage: Stage, url: string, tradeNo: string): Promise<void> {
  await press(url);
  await untilRow(stage, `select 1 from pay_order where trade_no = $1 and state = 'paid'`, [tradeNo]);
}

/** Moves the development clock. */
export async function advance(stage: Stage, duration: string): Promise<Response> {
  return fetch(`${stage.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
}

export interface Opened {
  readonly tradeNo: string;
  readonly amount: bigint;
}

/** The order that somebody has just opened. */
export async function newestOrder(stage: Stage): Promise<Opened> {
  const [row] = await stage.query<{ trade_no: string; amount: string }>(
    'select trade_no, amount from pay_order order by id desc limit 1',
  );
  return { tradeNo: row?.trade_no ?? '', amount: BigInt(row?.amount ?? 0) };
}

export async function codeTo(stage: Stage, phone: string): Promise<string> {
  const [newest] = (await (await fetch(`${stage.url}/dev/outbox?to=${phone}`)).json()) as {
    params: { code: string };
  }[];
  return newest?.params.code ?? '';
}
