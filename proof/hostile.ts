/** Input that nobody means well. */

/** What is sent to one endpoint. */
export interface Hostile {
  readonly inPath: Readonly<Record<string, string>>;
  /** For people to see what was sent. */
  readonly shown: string;
  request(
    method: string,
    credentials: Readonly<Record<string, string>>,
  ): { query: string; headers: Record<string, string>; body?: string | Uint8Array };
}

const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1) });

const values: readonly unknown[] = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  '999999999999999999999999',
  '9223372036854775808',
  '1e309',
  'NaN',
  '0x10',
  '１２３',
  '1.005',
  '-0',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '[object Object]',
  "' or 1=1 --",
  '"; drop table party; --',
  '%00',
  'a\u0000b',
  '\ud800',
  '👩‍👩‍👧‍👦',
  '\u202e\u0000',
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  '../../../../etc/passwd',
  'x'.repeat(10_000),
  '你'.repeat(3_000),
  '2026-02-30',
  '0000-00-00 00:00:00',
  '9999-12-31T23:59:59Z',
  '2026-11-20T25:61:61+99:99',
  'draft,open,__proto__',
  '1,2,3,x',
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  [],
  {},
  [null],
  [[[]]],
  { $ne: '' },
  { __proto__: { admin: true } },
  { constructor: { prototype: {} } },
  ['a', 'a', 'a'],
  Array.from({ length: 2_000 }, () => 1),
  deep(100),
];

const extraNames = [
  '__proto__',
  'constructor',
  'toString',
  'id',
  'user_id',
  'party_id',
  'state',
  'balance',
  'role',
  'market',
];

/** Fields with hostile values, in one of the shapes that a request may have. */
export function fields(
  { fields: names, inPath }: { readonly fields: readonly string[]; readonly inPath: readonly string[] },
  random: () => number,
): Hostile {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // A place within it.
  const chosen = new Map<string, unknown>();
  for (const name of names) if (random() < 0.8) chosen.set(name, pick(values));
  if (random() < 0.3) chosen.set(pick(extraNames), pick(values));
  const shape = pick(['json', 'form', 'query', 'multipart', 'raw'] as const);
  const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  // A lone surrogate cannot be sent as UTF-8; it becomes what a careless client would send.
  const safe = (text: string): string => Buffer.from(text).toString();
  const path = Object.fromEntries(inPath.map((name) => [name, safe(asText(pick(values))).slice(0, 300) || '0']));
  const shown = `${shape} ${JSON.stringify([...chosen].map(([name, value]) => [name, asText(value).slice(0, 40)]))} ${JSON.stringify(path).slice(0, 200)}`;
  return {
    inPath: path,
    shown,
    request(method, credentials) {
      const texts = () => {
        const form = new URLSearchParams(credentials);
        for (const [name, value] of chosen) form.append(name, safe(asText(value)));
        return form;
      };
      if (method === 'GET' || method === 'DELETE' || shape === 'query') {
        const query = `?${texts().toString().slice(0, 12_000)}`;
        return method === 'GET' || method === 'DELETE' ? { query, headers: {} } : { query, headers: {}, body: '' };
      }
      if (shape === 'form') {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { query: '', headers, body: texts().toString() };
      }
      if (shape === 'multipart') {
        const parts = [...texts()].map(
          ([name, value]) =>
            `--x\r\ncontent-disposition: form-data; name="${name.replaceAll('"', '')}"\r\n\r\n${value}\r\n`,
        );
        return {
          query: '',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body: `${parts.join('')}--x--\r\n`,
        };
      }
      const json = JSON.stringify({ ...credentials, ...Object.fromEntries(chosen) });
      const headers = { 'content-type': 'application/json' };
      if (shape === 'json') return { query: '', headers, body: json };
      // Cut somewhere, or with a byte that belongs nowhere.
      const bytes = Buffer.from(json);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = Math.floor(random() * 256);
      return { query: '', headers, body: random() < 0.5 ? bytes : bytes.subarray(0, at) };
    },
  };
}
