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
  /** Who goes in, each with what they say. */
  readonly people: Readonly<Record<string, Json>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What they show from then on, out of the answer and its cookie. */
  shows(answer: Json, cookie: string): Credentials;
}

function at(answer: Json, ...path: string[]): string {
  const found = path.reduce<unknown>((value, name) => (value as Json | undefined)?.[name], answer);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

const everybody = 'demo123456';
const console_ = { 'x-linggong-console': '1' };
const phone = { 'user-agent': 'i/proof' };

const doors: readonly Door[] = [
  {
    market: 'cloudwork',
    path: '/cloudwork/api/user/signin',
    headers: phone,
    people: {
      client: { username: '13800010001', password: everybody },
      company: { username: '13800010002', password: everybody },
      freelancer: { username: '13800010003', password: everybody },
      'another freelancer': { username: '13800010004', password: everybody },
    },
    shows: (answer) => ({ headers: phone, fields: { session_token: at(answer, 'session_token') } }),
  },
  {
    market: 'iblock',
    path: '/iblock/user/logon',
    people: {
      broker: { username: 'broker', passwd: 'broker123456' },
      administrator: { username: 'admin', passwd: 'admin123456' },
      manager: { username: '13800020003', passwd: everybody },
      'another manager': { username: '13800020004', passwd: everybody },
      designer: { username: '13800020005', passwd: everybody },
      'another designer': { username: '13800020007', passwd: everybody },
    },
    shows: (answer) => ({ headers: { token: at(answer, 'data', 'token') }, fields: {} }),
  },
  {
    market: 'gig',
    path: '/gig/index/api/loginpassword',
    people: {
      company: { phone: '13800020001', password: everybody },
      person: { phone: '13800020002', password: everybody },
      'another person': { phone: '13800020003', password: everybody },
    },
    shows: (answer) => ({
      headers: {},
      fields: { user_id_check: at(answer, 'data', 'user_id'), token_check: at(answer, 'data', 'token') },
    }),
  },
  {
    market: 'consulting',
    path: '/consulting/api/user/login',
    people: { buyer: { username: 'buyer', password: everybody } },
    shows: (_answer, cookie) => ({ headers: { cookie }, fields: {} }),
  },
  {
    market: 'consulting',
    path: '/consulting/api/consultant/login',
    people: { consultant: { username: 'consultant', password: everybody } },
    shows: (_answer, cookie) => ({ headers: { cookie }, fields: {} }),
  },
  {
    market: 'channel',
    path: '/channel/api/v1/auth/token',
    people: {
      partner: { appkey: 'sandbox-a', secret: 'sandbox-secret-a-0001', grant_type: 'client_credentials' },
      'another partner': { appkey: 'sandbox-b', secret: 'sandbox-secret-b-0001', grant_type: 'client_credentials' },
    },
    shows: (answer) => ({ headers: { authorization: `Bearer ${at(answer, 'data', 'access_token')}` }, fields: {} }),
  },
  {
    market: 'operator',
    path: '/operator/api/session',
    headers: console_,
    people: { operator: { name: 'operator', password: 'operator123456' } },
    shows: (_answer, cookie) => ({ headers: { ...console_, cookie }, fields: {} }),
  },
];

/** Signs everybody in, and adds nobody to each market. Throws when somebody of the demo is not let in. */
export async function signInEverywhere({ url }: Stage): Promise<SignedIn[]> {
  const nobody = { headers: {}, fields: {} };
  const found: SignedIn[] = [...new Set(doors.map(({ market }) => market))].map((market) => ({
    market,
    who: 'nobody',
    credentials: nobody,
  }));
  for (const { market, path, headers = {}, people, shows } of doors) {
    for (const [who, said] of Object.entries(people)) {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(said),
      });
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const text = await response.text();
      const credentials = shows(JSON.parse(text) as Json, cookie);
      const shown = [...Object.values(credentials.headers), ...Object.values(credentials.fields)];
      if (shown.some((value) => value === '' || value === 'Bearer '))
        throw new Error(`${market}: ${who} was not let in: ${text}`);
      found.push({ market, who, credentials });
    }
  }
  return found;
}
