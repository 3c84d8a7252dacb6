/** Somebody of every kind in every market, by the demo's sign-ins. */
import type { Credentials } from './fuzz.ts';
import type { Stage } from './stage.ts';

export interface SignedIn {
  readonly market: string;
  readonly who: string;
  readonly credentials: Credentials;
}

type Json = Record<string, unknown>;

async function post(
  url: string,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ answer: Json; cookie: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { answer: (await response.json()) as Json, cookie };
}

function at(answer: Json, ...path: string[]): string {
  const found = path.reduce<unknown>((value, name) => (value as Json | undefined)?.[name], answer);
  return typeof found === 'string' ? found : '';
}

/** Signs in wherever the demo has somebody; and always includes nobody. */
export async function signInEverywhere({ url }: Stage): Promise<SignedIn[]> {
  const nobody = { headers: {}, fields: {} };
  const found: SignedIn[] = ['cloudwork', 'iblock', 'gig', 'consulting', 'channel', 'operator'].map((market) => ({
    market,
    who: 'nobody',
    credentials: nobody,
  }));
  for (const phone of ['13800010001', '13800010002', '13800010003']) {
    const { answer } = await post(
      `${url}/cloudwork/api/user/signin`,
      { username: phone, password: 'demo123456' },
      { 'user-agent': 'i/proof' },
    );
    const token = at(answer, 'session_token');
    if (token)
      found.push({
        market: 'cloudwork',
        who: phone,
        credentials: { headers: { 'user-agent': 'i/proof' }, fields: { session_token: token } },
      });
  }
  for (const appkey of ['sandbox-a', 'sandbox-b']) {
    const secret = `sandbox-secret-${appkey.slice(-1)}-0001`;
    const { answer } = await post(`${url}/channel/api/v1/auth/token`, {
      appkey,
      secret,
      grant_type: 'client_credentials',
    });
    const token = at(answer, 'data', 'access_token');
    if (token)
      found.push({
        market: 'channel',
        who: appkey,
        credentials: { headers: { authorization: `Bearer ${token}` }, fields: {} },
      });
  }
  const own = { 'x-linggong-console': '1' };
  const { cookie } = await post(`${url}/operator/api/session`, { name: 'operator', password: 'operator123456' }, own);
  if (cookie)
    found.push({ market: 'operator', who: 'operator', credentials: { headers: { cookie, ...own }, fields: {} } });
  return found;
}
