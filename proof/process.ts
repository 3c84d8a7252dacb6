/** Programs of ours and of others, started, watched and ended. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { packagePath } from '../server/src/platform/package-folder.ts';

/** A fault to plant in the program: what is replaced by what. It must be there to be replaced. */
export type Spoil = readonly [what: RegExp, by: string];

export interface Process {
  /** Whether it ended though nobody asked. */
  endedUnasked(): boolean;
  /** Asks it to end and waits until it has; answers its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program whose complaints are ours to see. */
export function startProcess(
  file: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Process {
  const child: ChildProcess = spawn(file, words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  let asked = false;
  let unasked = false;
  const gone = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => {
      unasked = !asked;
      resolve(code);
    });
  });
  return {
    endedUnasked: () => unasked,
    end(signal) {
      asked = true;
      child.kill(signal);
      return gone;
    },
  };
}

/** The program, or a copy of it with the faults in it. */
export function programWith(spoils: readonly Spoil[]): string {
  if (spoils.length === 0) return packagePath('bin', 'linggong.js');
  let program = readFileSync(packagePath('dist', 'main.js'), 'utf8');
  for (const [what, by] of spoils) {
    const spoilt = program.replaceAll(what, by);
    if (spoilt === program) throw new Error(`there is no ${what} to spoil`);
    program = spoilt;
  }
  const file = packagePath('dist', `spoilt-${process.pid}.js`);
  writeFileSync(file, program);
  return file;
}

/** Whether this machine has the program. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${name}`], { stdio: 'ignore' }).status === 0;
}

/** Waits until the server on this port says that it is ready. */
export async function untilReady(port: number): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the server was not ready within a minute');
}
