/** S1 at the console: every endpoint of the operators, asked by each of their roles and by everybody who is none. */
import { endpointsOf, send } from './fuzz.ts';
import { mayAsk, type Role, roles, sessions } from './office-policy.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import type { Spoil } from './process.ts';
import { credentialsOf, type SignedIn, signInEverywhere } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';

/** One operator of each role, who sign in as the first one does. */
async function operators(stage: Stage): Promise<Map<Role, SignedIn>> {
  await stage.query(
    `insert into operator_account (uid, name, shown_name, password_hash, must_change_password, role, created_at)
     select left(md5(r), length(o.uid)), 'proof-' || r, r, o.password_hash, false, r, o.created_at
     from operator_account o cross join unnest($1::text[]) r where o.name = 'operator'`,
    [roles],
  );
  const found = new Map<Role, SignedIn>();
  for (const role of roles) {
    const credentials = await credentialsOf(stage, 'operator', `proof-${role}`, 'operator123456');
    found.set(role, { market: 'operator', who: role, credentials });
  }
  return found;
}

/** Everybody else, with what they show elsewhere; those by a cookie show it as the console's own page would. */
async function outsiders(stage: Stage): Promise<SignedIn[]> {
  const all = (await signInEverywhere(stage)).filter(({ who }) => who !== 'operator');
  return all.map((one) => ({
    ...one,
    credentials: { ...one.credentials, headers: { 'x-linggong-console': '1', ...one.credentials.headers } },
  }));
}

/** What an operator could have changed. */
async function pictureOf(stage: Stage): Promise<string> {
  const [row] = await stage.query<{ shown: string }>(
    `select (select count(*) from operator_account) || ' operators, ' || (select count(*) from audit_entry) || ' audit entries, '
       || (select count(*) from channel_client) || ' partners, ' || (select count(*) from banner) || ' banners' as shown`,
  );
  return row?.shown ?? '';
}

async function knock({ say }: Means, spoils: readonly Spoil[]): Promise<Outcome> {
  const stage = await openStage({ demo: true, spoils });
  const findings: string[] = [];
  let cells = 0;
  try {
    const endpoints = (await endpointsOf(stage)).filter(
      ({ market, path }) => market === 'operator' && !sessions.test(path),
    );
    const [inside, outside] = [await operators(stage), await outsiders(stage)];
    const before = await pictureOf(stage);
    const rows = new Set(Object.keys(mayAsk));
    /** The one who may not is refused before anything is looked at, whatever is sent. */
    const statusFor = async (endpoint: (typeof endpoints)[number], { credentials }: SignedIn) => {
      const fields = Object.fromEntries(endpoint.fields.map((name) => [name, '1']));
      const inPath = Object.fromEntries(endpoint.inPath.map((name) => [name, '1']));
      cells += 1;
      return (await send(stage, endpoint, { fields, inPath, isJson: true }, credentials)).status;
    };
    const asked: (() => Promise<void>)[] = [];
    for (const endpoint of endpoints) {
      const name = `${endpoint.method} ${endpoint.path}`;
      const may = mayAsk[name];
      rows.delete(name);
      if (!may) {
        findings.push(`${name} has no row in the policy`);
        continue;
      }
      for (const one of outside) {
        const status = await statusFor(endpoint, one);
        if (status !== 401)
          findings.push(`${name} answers ${status} to ${one.who} of ${one.market}, who is no operator`);
      }
      for (const [role, one] of inside) {
        const check = async () => {
          const status = await statusFor(endpoint, one);
          const isRefused = status === 401 || status === 403;
          if (isRefused === may.includes(role)) findings.push(`${name} answers ${status} to the role ${role}`);
        };
        if (may.includes(role)) asked.push(check);
        else await check();
      }
    }
    const after = await pictureOf(stage);
    if (after !== before) findings.push(`those who may not have changed something: ${before} became ${after}`);
    // Those who may do change things: they come last.
    for (const check of asked) await check();
    for (const row of rows) findings.push(`the policy has a row for ${row}, which is not answered`);
    say(`${endpoints.length} endpoints, ${roles.length} roles, ${outside.length} others`);
    const figures = { endpoints: endpoints.length, roles: roles.length, 'others who ask': outside.length, cells };
    return { figures, findings };
  } finally {
    await stage.close();
  }
}

/** Whoever is an operator may do what any of them may. */
const equal = [[/refuseUnless\(permissionsOf\[operator\.role\]\.includes\(access\)/g, 'refuseUnless(true']] as const;

export const offices: Proof = {
  name: 'offices',
  follows: 'S1',
  claim:
    'At the console each role does what is its own and nothing else, and whoever is no operator learns nothing there.',
  run: (means) => knock(means, []),
  teeth: { fault: 'every operator may do what any of them may', run: (means) => knock(means, equal) },
};
