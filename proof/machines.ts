/** The shape of many machines on one, as ops/cluster.sh starts it: three database nodes, a pool, two of each process. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { hash } from '@node-rs/argon2';
import { Client } from 'pg';
import { addPeople, password } from '../bench/data.ts';
import { packagePath } from '../server/src/platform/package-folder.ts';

export interface Machines {
  /** The address of HAProxy, in front of the processes. */
  readonly url: string;
  /** The database through HAProxy: whoever leads. */
  readonly databaseUrl: string;
  /** One node itself, whether it leads or not. */
  nodeUrl(node: number): string;
  leader(): number;
  /** Waits until all nodes are there and one of them is the synchronous standby. */
  untilWhole(): Promise<void>;
  /** Ends Patroni and PostgreSQL of the node without warning. */
  killNode(node: number): void;
  startNode(node: number): void;
  /** Hands the lead to another node; answers when Patroni says that it has it. */
  switchover(): Promise<void>;
  /** Where a user that may replicate reaches the leader, and where a standby. */
  readonly replication: { readonly leader: string; readonly standby: string };
  /** The leader, for whoever may do everything. */
  readonly superuserUrl: string;
  /** The processes that receive the leader's log on the other nodes. */
  receivers(): number[];
  /** Our processes that are gone though nobody asked. */
  gone(): string[];
  close(): void;
}

const script = packagePath('ops', 'cluster.sh');
const ours = ['serve-1', 'serve-2', 'work-1', 'work-2'];

export async function openMachines(options: { readonly synchronous: boolean }): Promise<Machines> {
  const directory = mkdtempSync(join(tmpdir(), 'linggong-cluster-'));
  const run = (...words: string[]) =>
    execFileSync(script, [words[0] ?? '', directory, ...words.slice(1)], {
      env: { ...process.env, SYNCHRONOUS: String(options.synchronous) },
      stdio: ['ignore', 'pipe', 'inherit'],
    }).toString();
  const close = () => {
    run('down');
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    run('up');
  } catch (error) {
    close();
    throw error;
  }
  const settings = parseEnv(readFileSync(join(directory, 'env'), 'utf8'));
  const databaseUrl = settings['DATABASE_DIRECT_URL'] ?? '';
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await addPeople(client, await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }));
  await client.end();

  const pidOf = (name: string) => Number(readFileSync(join(directory, 'pids', name), 'utf8'));
  const portOf = (node: number) => Number(new URL(settings['URL'] ?? '').port) + 10 + node;
  const nodeUrl = (node: number) => {
    const url = new URL(databaseUrl);
    url.port = String(portOf(node));
    return url.href;
  };
  const as = (user: string, secret: string, port: string, database: string) =>
    `postgres://${user}:${readFileSync(join(directory, 'secrets', secret), 'utf8')}@127.0.0.1:${port}/${database}`;
  const leaderPort = new URL(databaseUrl).port;
  const standbyPort = String(Number(leaderPort) + 1);
  return {
    url: settings['URL'] ?? '',
    databaseUrl,
    nodeUrl,
    replication: {
      leader: as('replicator', 'replication', leaderPort, 'postgres'),
      standby: as('replicator', 'replication', standbyPort, 'postgres'),
    },
    superuserUrl: as('postgres', 'superuser', leaderPort, 'linggong'),
    leader: () => Number(run('leader')),
    async untilWhole() {
      const until = performance.now() + 120_000;
      while (performance.now() < until) {
        const { members } = JSON.parse(run('members')) as { members: { role: string; state: string }[] };
        const running = members.filter(({ state }) => state === 'running').map(({ role }) => role);
        const wanted = options.synchronous ? ['leader', 'sync_standby', 'replica'] : ['leader', 'replica'];
        if (running.length === 3 && wanted.every((role) => running.includes(role))) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error('the cluster was not whole again within two minutes');
    },
    killNode: (node) => void run('kill-node', String(node)),
    startNode: (node) => void run('start-node', String(node)),
    switchover: () =>
      new Promise((resolve, reject) => {
        const child = spawn(script, ['switchover', directory], { stdio: 'ignore' });
        child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the switchover was refused'))));
      }),
    receivers: () =>
      [1, 2, 3].flatMap((node) => {
        const file = join(directory, 'nodes', String(node), 'data', 'postmaster.pid');
        const postmaster = readFileSync(file, 'utf8').split('\n')[0] ?? '';
        const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', postmaster]).toString().split('\n');
        return children.filter((line) => line.includes('walreceiver')).map((line) => Number.parseInt(line, 10));
      }),
    gone: () => ours.filter((name) => !isAlive(pidOf(name))),
    close,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
