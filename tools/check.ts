/** `npm run check`: everything a change must hold to, beside the tests. Prints what is wrong and exits 1. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkImports } from './check-imports.ts';
import { coverageOf, type Spec } from './coverage.ts';
import { declaredEndpoints } from './declarations.ts';
import { staleFiles } from './generated.ts';
import { lintMigrations } from './lint-migrations.ts';

async function run(command: string, words: readonly string[]): Promise<string[]> {
  const child = spawn(join('node_modules', '.bin', command), words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', resolve);
  });
  return code === 0 ? [] : [output.trim() || `${command} failed`];
}

async function sources(folder: string): Promise<{ path: string; source: string }[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
  return Promise.all(paths.map(async (path) => ({ path, source: await readFile(path, 'utf8') })));
}

async function imports(): Promise<string[]> {
  const folders = await Promise.all(['server', 'acceptance', 'tools', 'bench', 'proof'].map(sources));
  return checkImports(folders.flat());
}

async function migrations(): Promise<string[]> {
  const folder = 'database/migrations';
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return lintMigrations(
    await Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') }))),
  );
}

interface Progress {
  /** Documented operations that are not answered yet, by market. The list only ever gets shorter. */
  readonly open: Readonly<Record<string, readonly string[]>>;
  readonly extensions: Readonly<Record<string, readonly string[]>>;
}

async function coverage(): Promise<string[]> {
  const { open, extensions } = JSON.parse(await readFile('specs/progress.json', 'utf8')) as Progress;
  const apis = declaredEndpoints();
  const trouble: string[] = [];
  for (const [market, endpoints] of Object.entries(apis)) {
    const spec = JSON.parse(await readFile(`specs/${market}.json`, 'utf8')) as Spec;
    const { missing, unknown, misplaced } = coverageOf(spec, endpoints, extensions[market] ?? []);
    const allowed = open[market] ?? [];
    const isWhollyOpen = allowed.includes('*');
    if (!isWhollyOpen) {
      trouble.push(...missing.filter((id) => !allowed.includes(id)).map((id) => `${market}: nobody answers "${id}"`));
      trouble.push(
        ...allowed
          .filter((id) => !missing.includes(id))
          .map((id) => `${market}: "${id}" is answered now; take it off specs/progress.json`),
      );
    }
    trouble.push(...unknown.map((id) => `${market}: "${id}" is neither documented nor an extension`));
    trouble.push(...misplaced.map((id) => `${market}: "${id}" is answered in another place than documented`));
    process.stdout.write(
      `  ${market}: ${spec.endpoints.length - missing.length} of ${spec.endpoints.length} documented operations\n`,
    );
  }
  return trouble;
}

const linted = ['server', 'acceptance', 'tools', 'bench', 'proof', 'web', 'operator'];
const stale = async () => (await staleFiles()).map((path) => `${path} is stale; run npm run docs`);

const checks: readonly (readonly [string, () => Promise<string[]>])[] = [
  ['types', () => run('tsc', ['-p', '.'])],
  ['types of the web app', () => run('tsc', ['-p', 'web'])],
  ['types of the console', () => run('tsc', ['-p', 'operator'])],
  ['lint', () => run('oxlint', ['--type-aware', '--deny-warnings', ...linted])],
  ['format', () => run('biome', ['format', '.'])],
  ['unused code', () => run('knip', ['--no-progress'])],
  ['imports', imports],
  ['migrations', migrations],
  ['generated files', stale],
  ['coverage of the documents', coverage],
];

let passed = 0;
for (const [name, check] of checks) {
  const trouble = await check();
  if (trouble.length === 0) passed += 1;
  process.stdout.write(
    `${trouble.length === 0 ? 'ok  ' : 'FAIL'} ${name}\n${trouble.map((line) => `     ${line.replaceAll('\n', '\n     ')}\n`).join('')}`,
  );
}
process.stdout.write(`check: ${passed} passed, ${checks.length - passed} failed\n`);
process.exitCode = passed === checks.length ? 0 : 1;
