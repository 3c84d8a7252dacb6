/** S1: every endpoint, asked by people who have no part in what they ask for. */
import { execFileSync } from 'node:child_process';
import { packagePath } from '../server/src/platform/package-folder.ts';
import { type Endpoint, endpointsOf, isLeftOut, send } from './fuzz.ts';
import { canaries, changesByDesign, idColumns, idNames, notOwned, ownerColumns } from './policy.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { credentialsOf, type SignedIn } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';

const roundsOf: Readonly<Record<Means['tier'], number>> = { gate: 25, night: 500 };
const password = 'Stranger_2026';

/** A name for what nobody but its owners may read. */
const canary = 'kanarienvogel';

const newcomers = [
  { market: 'cloudwork', kind: 'freelancer', phone: '13900010001' },
  { market: 'cloudwork', kind: 'company', phone: '13900010002' },
  { market: 'iblock', kind: 'freelancer', phone: '13900020001' },
  { market: 'iblock', kind: 'company', phone: '13900020002' },
  { market: 'gig', kind: 'freelancer', phone: '13900030001' },
  { market: 'gig', kind: 'company', phone: '13900030002' },
  { market: 'consulting', kind: 'personal', phone: '13900040001' },
  { market: 'consulting', kind: 'freelancer', phone: '13900040002' },
] as const;

/** Makes people who know nobody, by the command line, and signs them in. */
async function strangersIn(stage: Stage): Promise<SignedIn[]> {
  const env = { ...process.env, DATABASE_URL: stage.databaseUrl(), LOG_LEVEL: 'silent' };
  const found: SignedIn[] = [];
  for (const { market, kind, phone } of newcomers) {
    const words = [
      'user',
      'create',
      phone,
      '--market',
      market,
      '--kind',
      kind,
      '--name',
      '生人',
      '--password',
      password,
    ];
    const company = kind === 'company' ? ['--company', '生人公司'] : [];
    execFileSync(process.execPath, [packagePath('bin', 'linggong.js'), ...words, ...company], { env, stdio: 'ignore' });
    const door = market === 'consulting' && kind === 'freelancer' ? 'consultant' : market;
    found.push({ market, who: `${kind} stranger`, credentials: await credentialsOf(stage, door, phone, password) });
  }
  const partner = await credentialsOf(stage, 'channel', 'sandbox-b', 'sandbox-secret-b-0001');
  found.push({ market: 'channel', who: 'another partner', credentials: partner });
  return found;
}

/** Writes the canary wherever something private is kept, and something private where the demo has nothing. */
async function plant(stage: Stage): Promise<void> {
  const own = await credentialsOf(stage, 'channel', 'sandbox-a', 'sandbox-secret-a-0001');
  const push = async (path: string, body: object) => {
    const answer = await fetch(`${stage.url}/channel/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...own.headers },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`);
  };
  await push('/users', { channel_user_id: 'U1', name: canary, id_card: '110101199001011237', phone: '13811112222' });
  await push('/companies', {
    channel_company_id: 'C1',
    company_name: canary,
    social_credit_code: '91110000MA00ABCD00',
  });
  const window = { recruitment_start_time: '2026-01-01T00:00:00Z', recruitment_end_time: '2027-01-01T00:00:00Z' };
  const task = {
    channel_task_id: 'T1',
    channel_company_id: 'C1',
    task_name: canary,
    task_type: '兼职',
    recruit_count: 3,
  };
  await push('/tasks', { ...task, ...window });
  for (const [table, column] of canaries) {
    await stage.query(`update ${table} set ${column} = ${column} || '${canary}'`);
  }
}

type Pool = Readonly<Record<string, readonly string[]>>;

/** Every id there is, by the kind of thing it names. */
async function poolOf(stage: Stage): Promise<Pool> {
  const entries = await Promise.all(
    Object.entries(idColumns).map(async ([kind, [table, column]]) => {
      const rows = await stage.query<{ id: string }>(`select distinct ${column}::text as id from ${table} limit 200`);
      return [kind, rows.map(({ id }) => id)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** What every row that was there is now, by table and key; without what belongs to the strangers themselves. */
async function pictureOf(stage: Stage, own: string): Promise<Map<string, string>> {
  const tables = await stage.query<{ name: string; key: string; owners: string[] }>(
    `select c.relname as name,
       (select string_agg(format('%I', a.attname), ' || ''/'' || ' order by a.attnum) from pg_index i
          join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attname = any ($1) and a.attnum > 0) as owners
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`,
    [ownerColumns],
  );
  const picture = new Map<string, string>();
  for (const { name, key, owners } of tables) {
    if (notOwned.test(name) || key === null) continue;
    const left = changesByDesign[name] ?? [];
    const itself = name === 'user_account' ? ['id:user'] : [];
    const others = [...owners.map((column) => `${column}:${kindOf(column)}`), ...itself].map((one) => {
      const [column = '', kind = ''] = one.split(':');
      return `(t.${column} is null or t.${column}::text || ':${kind}' <> all ('${own}'))`;
    });
    const where = others.length > 0 ? `where ${others.join(' and ')}` : '';
    const rows = await stage.query<{ key: string; shown: string }>(
      `select ${key} as key, (to_jsonb(t) - $1::text[])::text as shown from ${name} t ${where}`,
      [left],
    );
    for (const row of rows) picture.set(`${name} ${row.key}`, row.shown);
  }
  return picture;
}

const kindOf = (column: string): string =>
  /user_id$|manager_id$|broker_id$|asker_id$|asked_id$/.test(column)
    ? 'user'
    : column.endsWith('channel_id')
      ? 'channel'
      : 'party';

/** The strangers' own numbers, as a PostgreSQL array of "12:party". */
async function ownNumbers(stage: Stage): Promise<string> {
  const rows = await stage.query<{ own: string }>(
    `select u.id || ':user' as own from user_account u where u.phone like '139000%' or u.username like '139000%'
     union select p.id || ':party' from party p join user_account u on u.id = p.user_id
       where u.phone like '139000%' or u.username like '139000%'
     union select id || ':channel' from channel_client where client_id = 'sandbox-b'`,
  );
  return `{${rows.map(({ own }) => own).join(',')}}`;
}

/** A plausible value of a field: somebody's id where the name says so. */
function valueFor(name: string, pool: Pool, random: () => number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '1';
  const kinds = idNames.filter(([pattern]) => pattern.test(name)).flatMap(([, kind]) => kind);
  if (kinds.length > 0) return pick(kinds.flatMap((kind) => pool[kind] ?? []));
  if (/amount|price|money|pay$/i.test(name)) return pick(['1', '10.00', '100']);
  if (/time|date|_at$|start|end$|begin/i.test(name))
    return pick(['2026-11-20', '2026-11-20 10:00:00', '2026-11-20T10:00:00Z']);
  return pick(['1', '2', 'true', 'normal', 'all', 'active', 'close', 'refuse', 'accept', 'release', 'test', '']);
}

async function ask(means: Means, isSpoilt: boolean): Promise<Outcome> {
  const stage = await openStage({
    demo: true,
    env: { CHANNEL_CALLS_PER_MINUTE: '10000000' },
    ...(isSpoilt && { spoils: [[/throw new DomainError\("contract\.not_found"\);/g, 'return "client";']] as const }),
  });
  const findings: string[] = [];
  try {
    await plant(stage);
    const strangers = await strangersIn(stage);
    const own = await ownNumbers(stage);
    const endpoints = (await endpointsOf(stage)).filter((one) => !isLeftOut(one) && one.market !== 'operator');
    const pool = await poolOf(stage);
    const before = await pictureOf(stage, own);
    let cells = 0;
    for (const endpoint of endpoints) {
      for (const stranger of strangers.filter(({ market }) => market === endpoint.market)) {
        for (let round = 0; round < roundsOf[means.tier]; round += 1) {
          const text = await tell(stage, endpoint, stranger, pool, means.random);
          cells += 1;
          if (text.includes(canary))
            findings.push(
              `${endpoint.market} ${endpoint.method} ${endpoint.path} tells ${stranger.who} what is not theirs`,
            );
        }
      }
    }
    const after = await pictureOf(stage, own);
    for (const [row, shown] of before) {
      const now = after.get(row);
      if (now !== shown)
        findings.push(`${row} was ${now === undefined ? 'removed' : `changed in ${differing(shown, now)}`}`);
    }
    means.say(`${endpoints.length} endpoints, ${strangers.length} strangers, ${before.size} rows of others`);
    const books = stage.proveBooks();
    if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
    const figures = {
      endpoints: endpoints.length,
      strangers: strangers.length,
      requests: cells,
      'rows of others': before.size,
    };
    return { figures, findings: [...new Set(findings)] };
  } finally {
    await stage.close();
  }
}

/** The columns in which two pictures of a row differ. */
function differing(before: string, after: string): string {
  const [one, other] = [before, after].map((text) => JSON.parse(text) as Record<string, unknown>);
  const names = Object.keys(one ?? {}).filter((name) => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name]));
  return names.map((name) => `${name} (${JSON.stringify(one?.[name])} to ${JSON.stringify(other?.[name])})`).join(', ');
}

async function tell(
  stage: Stage,
  endpoint: Endpoint,
  stranger: SignedIn,
  pool: Pool,
  random: () => number,
): Promise<string> {
  const names = endpoint.fields.filter(() => random() < 0.9);
  const fields = Object.fromEntries(names.map((name) => [name, valueFor(name, pool, random)]));
  const inPath = Object.fromEntries(endpoint.inPath.map((name) => [name, valueFor(name, pool, random)]));
  const { text } = await send(stage, endpoint, { fields, inPath, isJson: random() < 0.5 }, stranger.credentials);
  // What a stranger has said themselves comes back to them.
  return text;
}

export const strangers: Proof = {
  name: 'strangers',
  follows: 'S1',
  claim:
    'Whoever has no part in something learns nothing private of it and changes nothing of it, whichever endpoint they ask with whichever id.',
  run: (means) => ask(means, false),
  teeth: { fault: 'anybody is taken for the client of any contract', run: (means) => ask(means, true) },
};
