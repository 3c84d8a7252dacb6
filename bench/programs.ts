/** The processes that are measured. */
import { type ChildProcess, spawn } from 'node:child_process';
import { packagePath } from '../server/src/platform/package-folder.ts';

export interface Program {
  readonly port: number;
  /** Milliseconds from the start of the process until it said it was ready. */
  readonly readyAfter: number;
  /** Resident memory as its metrics say, in MiB. */
  memory(): Promise<number>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly databaseUrl: string;
  readonly port: number;
  /** Connections to the database, for both. */
  readonly poolSize: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real program, as `npm start` runs it but for the log. */
export function startLinggong({ databaseUrl, port, poolSize, env }: ProgramOptions): Promise<Program> {
  return start([...profiling(), packagePath('bin', 'linggong.js'), 'serve'], port, {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(poolSize),
    LOG_LEVEL: 'warn',
    ...env,
  });
}

/** With BENCH_CPU_PROFILE=<folder> the program leaves a CPU profile there. */
function profiling(): string[] {
  const folder = process.env['BENCH_CPU_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

/** The bare server beside it: this very bundle, told to be the limit. */
export function startLimit({ databaseUrl, port, poolSize }: ProgramOptions): Promise<Program> {
  return start([packagePath('dist', 'bench.js'), '--as-limit'], port, {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(poolSize),
  });
}

async function start(args: readonly string[], port: number, env: Readonly<Record<string, string>>): Promise<Program> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (code !== 0) process.stderr.write(`${args.join(' ')} ended: ${code ?? signal}\n`);
      resolve();
    });
  });
  try {
    const readyAfter = await untilReady(child, port, startedAt);
    return { port, readyAfter, memory: () => memoryOf(port), stop: () => stop(child, gone) };
  } catch (error) {
    await stop(child, gone);
    throw error;
  }
}

async function untilReady(child: ChildProcess, port: number, startedAt: number): Promise<number> {
  while (performance.now() - startedAt < 120_000) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (isReady) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the server was not ready within two minutes');
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await gone;
}

async function memoryOf(port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? Number.NaN) / 2 ** 20;
}
