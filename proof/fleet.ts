/** Several processes of ours behind HAProxy, as ops/haproxy.cfg has it, on one database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { Client } from 'pg';
import { addPeople, password } from '../bench/data.ts';
import { packagePath } from '../server/src/platform/package-folder.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { freePort } from '../acceptance/kit/free-port.ts';
import { type Process, programWith, type Spoil, startProcess, untilReady } from './process.ts';

export interface Restart {
  /** From the signal to the end of the process. */
  readonly ms: number;
  readonly code: number | null;
}

export interface Fleet {
  /** The address of HAProxy. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly size: number;
  /** Asks one of the processes to end, starts it again, and waits until HAProxy sends requests to it. */
  restart(which: number): Promise<Restart>;
  unasked(): number;
  close(): Promise<void>;
}

/** Two `serve` processes. */
export async function openFleet(spoils: readonly Spoil[] = []): Promise<Fleet> {
  const program = programWith(spoils);
  const directory = mkdtempSync(join(tmpdir(), 'linggong-proof-'));
  const postgres = await startEmbeddedPostgres({ directory, durable: true });
  const front = await freePort();
  const ports = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${front}`;
  const start = async (port: number) => {
    const started = startProcess(process.execPath, [program, 'serve'], {
      ...process.env,
      DATABASE_URL: postgres.url,
      PORT: String(port),
      BASE_URL: url,
      TRUST_PROXY: '127.0.0.1',
      DRAIN_SECONDS: '5',
      DATA_DIR: directory,
      LOG_LEVEL: 'silent',
      DEMO: 'false',
    });
    await untilReady(port);
    return started;
  };
  const processes: Process[] = [];
  for (const port of ports) processes.push(await start(port));
  const haproxy = startProcess('haproxy', ['-db', '-q', '-f', packagePath('ops', 'haproxy.cfg')], {
    PATH: process.env['PATH'],
    LISTEN: `127.0.0.1:${front}`,
    SERVE_1: `127.0.0.1:${ports[0]}`,
    SERVE_2: `127.0.0.1:${ports[1]}`,
  });
  await untilReady(front);
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await addPeople(client, await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }));
  await client.end();

  return {
    url,
    databaseUrl: postgres.url,
    size: ports.length,
    async restart(which) {
      const startedAt = performance.now();
      const code = (await processes[which]?.end('SIGTERM')) ?? null;
      const ms = performance.now() - startedAt;
      processes[which] = await start(ports[which] ?? 0);
      // Once HAProxy has looked again.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return { ms, code };
    },
    unasked: () => [...processes, haproxy].filter((one) => one.endedUnasked()).length,
    async close() {
      await haproxy.end('SIGTERM');
      await Promise.all(processes.map((one) => one.end('SIGKILL')));
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
      if (spoils.length > 0) rmSync(program);
    },
  };
}
