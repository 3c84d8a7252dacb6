/** R16 and R17: money while database nodes are killed and the lead changes hands, through a pool and two of each process. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { tokenOf } from '../bench/data.ts';
import type { Milestone } from '../bench/deals.ts';
import { queryOnce } from './books.ts';
import { Load } from './load.ts';
import { type Machines, openMachines } from './machines.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { addReleases, judgeReleases, release } from './releases.ts';

interface Size {
  readonly milestones: number;
  readonly kills: number;
  readonly switchovers: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { milestones: 20_000, kills: 2, switchovers: 2 },
  night: { milestones: 100_000, kills: 10, switchovers: 10 },
};
const longestGapMs = { kill: 30_000, switchover: 3_000 };

interface Shaken {
  readonly machines: Machines;
  readonly load: Load;
  readonly findings: string[];
}

/** Kills the leader, and starts it again once another leads; answers how long nothing was acknowledged. */
async function killLeader({ machines, load, findings }: Shaken, first: () => void = () => undefined): Promise<number> {
  const node = machines.leader();
  load.takeGapMs();
  const before = load.released.size;
  machines.killNode(node);
  first();
  const until = performance.now() + 90_000;
  // What was under way when it died may still be acknowledged; a hundred more are not.
  while (load.released.size < before + 100 && performance.now() < until) await pause(50);
  const gapMs = load.takeGapMs();
  machines.startNode(node);
  const accepted = await writesTaken(machines.nodeUrl(node));
  if (accepted > 0) findings.push(`node ${node} came back and took ${accepted} writes, though another leads`);
  await machines.untilWhole();
  return gapMs;
}

/** Somebody pinned to the old address tries to write for some seconds; answers how often that was taken. */
async function writesTaken(url: string): Promise<number> {
  let taken = 0;
  const until = performance.now() + 6_000;
  while (performance.now() < until) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    await client
      .connect()
      .then(() => client.query('create temp table pinned (n int)'))
      .then(
        () => (taken += 1),
        () => undefined,
      );
    await client.end().catch(() => undefined);
    await pause(100);
  }
  return taken;
}

async function switchOver({ machines, load }: Shaken): Promise<number> {
  load.takeGapMs();
  await machines.switchover();
  await pause(5_000);
  const gapMs = load.takeGapMs();
  await machines.untilWhole();
  return gapMs;
}

/** Whether an open page hears, through the pool's detour, that one of its contracts has moved. */
async function pageHears({ url }: Machines, milestone: Milestone): Promise<boolean> {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/events?session_token=${tokenOf(milestone.client)}`, { signal: stop.signal });
  const reader = answer.body?.getReader();
  const hearing = (async () => {
    for (let text = ''; ; ) {
      const part = await reader?.read();
      if (!part?.value) return false;
      text += new TextDecoder().decode(part.value);
      if (text.includes('"kind":"contract"')) return true;
    }
  })().catch(() => false);
  const late = setTimeout(() => stop.abort(), 10_000);
  await pause(200);
  await release(url, milestone);
  const heard = await hearing;
  clearTimeout(late);
  stop.abort();
  return heard;
}

async function shake({ random, say }: Means, size: Size): Promise<Outcome> {
  const machines = await openMachines({ synchronous: true });
  try {
    const milestones = await addReleases(machines.databaseUrl, size.milestones);
    const told = milestones.pop() as Milestone; // There are many.
    const load = new Load(machines.url, milestones);
    const { findings } = load;
    const shaken = { machines, load, findings };
    const gaps: Record<'kill' | 'switchover', number[]> = { kill: [], switchover: [] };
    while (gaps.kill.length < size.kills || gaps.switchover.length < size.switchovers) {
      await machines.untilWhole();
      await pause(1_000 + 3_000 * random());
      const left = { kill: size.kills - gaps.kill.length, switchover: size.switchovers - gaps.switchover.length };
      const event = random() < left.kill / (left.kill + left.switchover) ? 'kill' : 'switchover';
      const gapMs = await (event === 'kill' ? killLeader(shaken) : switchOver(shaken));
      gaps[event].push(gapMs);
      say(`${event}: nothing was acknowledged for ${Math.round(gapMs)} ms`);
      if (gapMs > longestGapMs[event]) findings.push(`after a ${event}: a gap of ${Math.round(gapMs)} ms`);
    }
    await load.end();
    if (await pageHears(machines, told)) load.released.add(told.id);
    else findings.push('an open page was not told of a change');
    findings.push(...(await judgeReleases(machines.databaseUrl, [...milestones, told], load.released)));
    findings.push(...machines.gone().map((name) => `${name} ended by itself`), ...(await undone(machines)));
    return { findings, figures: figuresOf(load, gaps) };
  } finally {
    machines.close();
  }
}

/** Tasks that failed, or wait though they are long due. */
async function undone({ databaseUrl }: Machines): Promise<string[]> {
  const due =
    "from task where failed_at is not null or (run_at < now() - interval '20 seconds' and coalesce(leased_until, now()) <= now())";
  let rows: { name: string; last_error: string | null }[] = [];
  for (let tries = 0; tries < 30; tries += 1) {
    rows = await queryOnce(databaseUrl, `select name, last_error ${due} limit 5`);
    if (rows.length === 0) break;
    await pause(1_000);
  }
  return rows.map(({ name, last_error }) => `the task ${name} was not done: ${(last_error ?? '').slice(0, 150)}`);
}

function figuresOf(load: Load, { kill, switchover }: Record<'kill' | 'switchover', number[]>): Outcome['figures'] {
  const longest = (gaps: number[]) => Math.round(Math.max(0, ...gaps));
  return {
    'releases of money': load.released.size,
    'kills of the leading node': kill.length,
    'longest gap after a kill, ms': longest(kill),
    switchovers: switchover.length,
    'longest gap after a switchover, ms': longest(switchover),
    'repeated requests': load.repeated,
  };
}

/** The leader acknowledges alone, and its standbys are behind when it dies. */
async function loseWrites({ say }: Means): Promise<Outcome> {
  const machines = await openMachines({ synchronous: false });
  try {
    const milestones = await addReleases(machines.databaseUrl, 5_000);
    await machines.untilWhole();
    const load = new Load(machines.url, milestones);
    const receivers = machines.receivers();
    await pause(1_000);
    for (const pid of receivers) process.kill(pid, 'SIGSTOP');
    await pause(2_000);
    const gapMs = await killLeader({ machines, load, findings: load.findings }, () => {
      for (const pid of receivers) process.kill(pid, 'SIGKILL');
    });
    say(`kill: nothing was acknowledged for ${Math.round(gapMs)} ms`);
    await load.end();
    const findings = [...load.findings, ...(await judgeReleases(machines.databaseUrl, milestones, load.released))];
    return { findings: findings.filter((finding) => finding.endsWith('is lost')), figures: {} };
  } finally {
    machines.close();
  }
}

export const cluster: Proof = {
  name: 'cluster',
  follows: 'R16, R17',
  claim:
    'Killing the leading database node, or handing the lead to another, loses no acknowledged movement of money; people are told to try later, for a short time.',
  needs: ['patroni', 'etcd', 'haproxy', 'pgbouncer'],
  nightOnly: true,
  run: (means) => shake(means, sizes[means.tier]),
  teeth: { fault: 'a node acknowledges before a standby has the write (synchronous_mode: false)', run: loseWrites },
};
