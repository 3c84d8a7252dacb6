/** Two scanners that other people have written, told where to look; answers what they say they have found. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Target {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The body, as JSON or as a form. */
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The fields that are tried; what signs the caller in is left alone. */
  readonly fields: readonly string[];
}

export interface Scan {
  readonly findings: readonly string[];
  readonly requests: number;
}

const headerWords = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);

/** Runs a program in a folder of its own; answers what it printed. */
function run(file: string, words: readonly string[], seconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.once('error', reject);
    child.once('exit', () => resolve(output));
  });
}

/** sqlmap on every field of one request. Throws when it did not come to an end. */
export async function sqlmap(target: Target, { level, risk }: { level: number; risk: number }): Promise<Scan> {
  const folder = mkdtempSync(join(tmpdir(), 'linggong-sqlmap-'));
  try {
    const words = ['-u', target.url, '--method', target.method, ...headerWords(target.headers)];
    if (target.body !== undefined) words.push('--data', target.body);
    const how = ['--batch', '--disable-coloring', '--flush-session', '--output-dir', folder, '--level', String(level)];
    const limits = ['--risk', String(risk), '--dbms', 'PostgreSQL', '--threads', '2', '--time-sec', '2'];
    const traffic = join(folder, 'traffic');
    const all = [...words, ...how, ...limits, '-p', target.fields.join(','), '-t', traffic, '--ignore-code', '*'];
    const output = await run('sqlmap', all, 600);
    if (!/all tested parameters|identified the following injection/.test(output))
      throw new Error(`sqlmap did not come to an end at ${target.url}: ${output.trim().slice(-600)}`);
    const found = [...output.matchAll(/^Parameter: (.+)$/gm)].map(([, what]) => `sqlmap: ${target.url}: ${what}`);
    const requests = (readFileSync(traffic, 'latin1').match(/^HTTP request \[#/gm) ?? []).length;
    return { findings: found, requests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const modules = 'xss,permanentxss,sql,timesql,exec,file,crlf,redirect';

interface Report {
  readonly vulnerabilities: Readonly<Record<string, readonly { method: string; path: string; info: string }[]>>;
  readonly infos: { readonly crawled_pages?: unknown };
}

/** wapiti from these addresses on, as somebody who is signed in. */
export async function wapiti(
  base: string,
  starts: readonly string[],
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<Scan> {
  const folder = mkdtempSync(join(tmpdir(), 'linggong-wapiti-'));
  try {
    const from = starts.flatMap((start) => ['-s', start]);
    const where = ['--store-session', join(folder, 'session'), '--store-config', join(folder, 'config')];
    const report = join(folder, 'report.json');
    const how = ['-m', modules, '-f', 'json', '-o', report, '--flush-session', '--no-bugreport', '-v', '2'];
    const limits = [
      '--max-scan-time',
      String(seconds),
      '--max-attack-time',
      String(seconds),
      '--max-links-per-page',
      '30',
    ];
    const all = ['-u', base, '--scope', 'folder', ...from, ...where, ...how, ...limits, ...headerWords(headers)];
    const output = await run('wapiti', all, 20 * seconds + 120);
    if (!readdirSync(folder).includes('report.json'))
      throw new Error(`wapiti wrote no report of ${base}: ${output.trim().slice(-600)}`);
    const { vulnerabilities } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const found = Object.entries(vulnerabilities).flatMap(([kind, items]) =>
      items.map(({ method, path, info }) => `wapiti: ${kind}: ${method} ${path}: ${info}`),
    );
    return { findings: found, requests: (output.match(/^\[[+¨]\] (?:GET|POST) /gm) ?? []).length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
