/** Somebody of every kind in every market, by the demo's sign-ins. */
import type { Credentials } from './fuzz.ts';
import type { Stage } from './stage.ts';

export interface SignedIn {
  readonly market: string;
  readonly who: string;
  readonly credentials: Credentials;
}

type Json = Record<string, unknown>;

interface Door {
  readonly market: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is said at it. */
  says(name: string, password: string): Json;
  /** What is shown from then on, out of the answer and its cookie. */
  shows(answer: Json, cookie: string): Credentials;
}

function at(answer: Json, ...path: string[]): string {
  const found = path.reduce<unknown>((value, name) => (value as Json | undefined)?.[name], answer);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

const phone = { 'user-agent': 'i/proof' };
const ownPage = { 'x-linggong-console': '1' };
const byCookie = (_answer: Json, cookie: string): Credentials => ({ headers: { cookie }, fields: {} });

const doors = {
  cloudwork: {
    market: 'cloudwork',
    path: '/cloudwork/api/user/signin',
    headers: phone,
    says: (username, password) => ({ username, password }),
    shows: (answer) => ({ headers: phone, fields: { session_token: at(answer, 'session_token') } }),
  },
  iblock: {
    market: 'iblock',
    path: '/iblock/user/logon',
    says: (username, passwd) => ({ username, passwd }),
    shows: (answer) => ({ headers: { token: at(answer, 'data', 'token') }, fields: {} }),
  },
  gig: {
    market: 'gig',
    path: '/gig/index/api/loginpassword',
    says: (number, password) => ({ phone: number, password }),
    shows: (answer) => ({
      headers: {},
      fields: { user_id_check: at(answer, 'data', 'user_id'), token_check: at(answer, 'data', 'token') },
    }),
  },
  consulting: {
    market: 'consulting',
    path: '/consulting/api/user/login',
    says: (username, password) => ({ username, password }),
    shows: byCookie,
  },
  consultant: {
    market: 'consulting',
    path: '/consulting/api/consultant/login',
    says: (username, password) => ({ username, password }),
    shows: byCookie,
  },
  channel: {
    market: 'channel',
    path: '/channel/api/v1/auth/token',
    says: (appkey, secret) => ({ appkey, secret, grant_type: 'client_credentials' }),
    shows: (answer) => ({ headers: { authorization: `Bearer ${at(answer, 'data', 'access_token')}` }, fields: {} }),
  },
  operator: {
    market: 'operator',
    path: '/operator/api/session',
    headers: ownPage,
    says: (name, password) => ({ name, password }),
    shows: (_answer, cookie) => ({ headers: { ...ownPage, cookie }, fields: {} }),
  },
} satisfies Readonly<Record<string, Door>>;

export type DoorName = keyof typeof doors;

const everybody = 'demo123456';

/** Everybody of the demo, by their door. */
const people: readonly (readonly [door: DoorName, who: string, name: string, password: string])[] = [
  ['cloudwork', 'client', '13800010001', everybody],
  ['cloudwork', 'company', '13800010002', everybody],
  ['cloudwork', 'freelancer', '13800010003', everybody],
  ['cloudwork', 'another freelancer', '13800010004', everybody],
  ['iblock', 'broker', 'broker', 'broker123456'],
  ['iblock', 'administrator', 'admin', 'admin123456'],
  ['iblock', 'manager', '13800020003', everybody],
  ['iblock', 'another manager', '13800020004', everybody],
  ['iblock', 'designer', '13800020005', everybody],
  ['iblock', 'another designer', '13800020007', everybody],
  ['gig', 'company', '13800020001', everybody],
  ['gig', 'person', '13800020002', everybody],
  ['gig', 'another person', '13800020003', everybody],
  ['consulting', 'buyer', 'buyer', everybody],
  ['consultant', 'consultant', 'consultant', everybody],
  ['channel', 'partner', 'sandbox-a', 'sandbox-secret-a-0001'],
  ['channel', 'another partner', 'sandbox-b', 'sandbox-secret-b-0001'],
  ['operator', 'operator', 'operator', 'operator123456'],
];

/** What somebody shows with each request. Throws when they are not let in. */
export async function credentialsOf(
  stage: Stage,
  door: DoorName,
  name: string,
  password: string,
): Promise<Credentials> {
  const { path, says, shows, headers = {} }: Door = doors[door];
  const response = await fetch(`${stage.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(says(name, password)),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const text = await response.text();
  const credentials = shows(JSON.parse(text) as Json, cookie);
  const shown = [...Object.values(credentials.headers), ...Object.values(credentials.fields)];
  if (shown.some((value) => value === '' || value === 'Bearer ')) throw new Error(`${name} was not let in: ${text}`);
  return credentials;
}

/** Signs everybody of the demo in, and adds nobody to each market. */
export async function signInEverywhere(stage: Stage): Promise<SignedIn[]> {
  const nobody = { headers: {}, fields: {} };
  const markets = new Set(Object.values(doors).map(({ market }) => market));
  const found: SignedIn[] = [...markets].map((market) => ({ market, who: 'nobody', credentials: nobody }));
  for (const [door, who, name, password] of people) {
    const credentials = await credentialsOf(stage, door, name, password);
    found.push({ market: doors[door].market, who, credentials });
  }
  return found;
}
