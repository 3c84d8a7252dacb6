/** R3: money under kills of the server and of the whole database. */
import { Client } from 'pg';
import { addMilestones, type Milestone } from '../bench/deals.ts';
import { addJobs, tokenOf } from '../bench/data.ts';
import { untilAnswered } from './asking.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { openStage, type Stage } from './stage.ts';

interface Size {
  readonly operations: number;
  readonly serverKills: number;
  readonly databaseKills: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { operations: 20_000, serverKills: 20, databaseKills: 10 },
  night: { operations: 200_000, serverKills: 500, databaseKills: 200 },
};
const workers = 16;

/** Clients release milestones, each until it has a definite answer, while everything around them is killed. */
async function crash(means: Means, size: Size, settings: Readonly<Record<string, string>>): Promise<Outcome> {
  const stage = await openStage({ settings });
  try {
    return await underKills(means, size, stage);
  } finally {
    await stage.close();
  }
}

async function underKills({ random, say }: Means, size: Size, stage: Stage): Promise<Outcome> {
  const milestones = await prepare(stage, size.operations);
  say(`${milestones.length} milestones wait for their release`);
  const released = new Set<number>();
  const findings: string[] = [];
  let next = 0;
  let retries = 0;
  const work = async () => {
    for (let at = next++; at < milestones.length; at = next++) {
      const milestone = milestones[at] as Milestone; // `at` is one of its places.
      const { answer, tries } = await untilAnswered(() => release(stage, milestone));
      retries += tries - 1;
      // After a lost answer the repeated request finds the milestone released: that is an acknowledgement too.
      if (answer['error_code'] === 0 || tries > 1) released.add(milestone.id);
      else findings.push(`milestone ${milestone.id} was refused: ${JSON.stringify(answer)}`);
    }
  };
  const working = Promise.all(Array.from({ length: workers }, work));
  const state = { isDone: false };
  void working.finally(() => {
    state.isDone = true;
  });

  const kills = { server: 0, database: 0 };
  let slowest = 0;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 400 + 800 * random()));
  while (!state.isDone && kills.server + kills.database < size.serverKills + size.databaseKills) {
    await pause();
    if (state.isDone) break;
    const takesDatabase =
      kills.database < size.databaseKills && random() < size.databaseKills / (size.serverKills + size.databaseKills);
    const ms = takesDatabase ? await stage.killDatabase() : await stage.killServer();
    kills[takesDatabase ? 'database' : 'server'] += 1;
    slowest = Math.max(slowest, ms);
  }
  await working;
  say(`${kills.server} kills of the server, ${kills.database} of the database, ${retries} repeated requests`);
  return {
    ...(await judge(stage, milestones, released, findings)),
    figures: {
      operations: milestones.length,
      'server kills': kills.server,
      'database kills': kills.database,
      'repeated requests': retries,
      'slowest return, ms': Math.round(slowest),
    },
  };
}

/** Equality, not at least: what was acknowledged is what the ledger holds, once each. */
async function judge(
  stage: Stage,
  milestones: readonly Milestone[],
  released: ReadonlySet<number>,
  findings: string[],
): Promise<Outcome> {
  const rows = await stage.query<{ id: string; state: string }>('select id, state from milestone');
  const paid = new Set(rows.filter(({ state }) => state === 'paid').map(({ id }) => Number(id)));
  for (const { id } of milestones) {
    if (released.has(id) && !paid.has(id)) findings.push(`the release of milestone ${id} was acknowledged and is lost`);
    if (!released.has(id) && paid.has(id)) findings.push(`milestone ${id} was released though nobody was told`);
  }
  const [transfers] = await stage.query<{ count: string; keys: string }>(
    `select count(*), count(distinct key) as keys from ledger_transfer where kind = 'escrow.release'`,
  );
  if (Number(transfers?.count) !== paid.size) {
    findings.push(`${transfers?.count} transfers release escrow, but ${paid.size} milestones are paid`);
  }
  const books = stage.proveBooks();
  if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
  if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
  return { figures: {}, findings };
}

async function prepare(stage: Stage, count: number): Promise<Milestone[]> {
  const client = new Client({ connectionString: stage.databaseUrl() });
  await client.connect();
  try {
    await addJobs(client, Math.min(count, 20_000));
    const milestones: Milestone[] = [];
    while (milestones.length < count) {
      milestones.push(...(await addMilestones(client, Math.min(20_000, count - milestones.length), 1_000)));
    }
    return milestones;
  } finally {
    await client.end();
  }
}

async function release({ url }: Stage, { id, client }: Milestone): Promise<Response> {
  const body = new URLSearchParams({
    session_token: tokenOf(client),
    milestone_id: String(id),
    is_agree: 'release',
    is_stop: 'false',
  });
  return fetch(`${url}/api/milestone`, { method: 'PUT', body, headers: { 'user-agent': 'i/proof' } });
}

export const crashes: Proof = {
  name: 'crashes',
  follows: 'R3',
  claim:
    'Killing the server or the whole database at any moment loses no acknowledged movement of money and makes none twice.',
  run: (means) => crash(means, sizes[means.tier], {}),
  teeth: {
    fault: 'the database acknowledges before it has written (synchronous_commit = off)',
    run: (means) =>
      crash(
        means,
        { operations: 6_000, serverKills: 0, databaseKills: 8 },
        { synchronous_commit: 'off', wal_writer_delay: '10s' },
      ),
  },
};
