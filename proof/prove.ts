/** `npm run prove`: tries to refute the system's claims, and writes docs/PROOF.md from what it found. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callbacks } from './callbacks.ts';
import { cluster } from './cluster.ts';
import { crashes } from './crashes.ts';
import { forgeries } from './forgeries.ts';
import { fuzz } from './fuzz.ts';
import { halves } from './halves.ts';
import { injections } from './injections.ts';
import { migrations } from './migrations.ts';
import { offices } from './offices.ts';
import { type Proof, prove, type Result, type Tier } from './proof.ts';
import { hasProgram } from './process.ts';
import { races } from './races.ts';
import { restarts } from './restarts.ts';
import { restores } from './restores.ts';
import { scripts } from './scripts.ts';
import { strangers } from './strangers.ts';
import { uploads } from './uploads.ts';

const proofs: readonly Proof[] = [
  crashes,
  halves,
  races,
  forgeries,
  callbacks,
  strangers,
  offices,
  fuzz,
  restarts,
  migrations,
  injections,
  scripts,
  uploads,
  cluster,
  restores,
];
const folder = join('proof', 'results');

const { values: asked } = parseArgs({
  options: {
    night: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
  },
});
const tier: Tier = asked.night ? 'night' : 'gate';
const seed = asked.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(asked.seed);
const names = asked.only?.split(',');
const wanted = proofs.filter(({ name, nightOnly }) => names?.includes(name) ?? (tier === 'night' || !nightOnly));
if (wanted.length === 0) throw new Error(`--only takes some of: ${proofs.map(({ name }) => name).join(', ')}`);

const say = (text: string) => void process.stdout.write(`${text}\n`);
say(`seed ${seed}, tier ${tier}`);
await mkdir(folder, { recursive: true });
let failed = 0;
let notRun = 0;
for (const proof of wanted) {
  say(`${proof.name} (${proof.follows}): ${proof.claim}`);
  const missing = (proof.needs ?? []).filter((program) => !hasProgram(program));
  if (missing.length > 0) {
    say(`  NOT RUN: ${missing.join(', ')} must be installed`);
    notRun += 1;
    continue;
  }
  const result = await prove(proof, tier, seed, (text) => say(`  ${text}`));
  await writeFile(join(folder, `${result.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  for (const finding of result.findings) say(`  FOUND ${finding}`);
  say(
    `  ${result.holds ? 'holds' : 'DOES NOT HOLD'}; the planted fault was found ${result.teeth.found} times; ${result.seconds} s`,
  );
  if (!result.holds) failed += 1;
}
await writeFile(join('docs', 'PROOF.md'), await page());
say(`prove: ${wanted.length - failed - notRun} hold, ${failed} do not, ${notRun} were not run`);
process.exitCode = failed === 0 ? 0 : 1;

/** The page of all results that are kept, of this run and of earlier ones. */
async function page(): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const results = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Result),
  );
  const sections = results.map((result) => {
    const { name, follows, claim, figures, teeth, findings, holds } = result;
    const rows = Object.entries(figures).map(
      ([what, value]) => `| ${what} | ${typeof value === 'number' ? value.toLocaleString('en') : value} |`,
    );
    return [
      `## ${name} (${follows}): ${holds ? 'holds' : '**does not hold**'}`,
      '',
      claim,
      '',
      '| | |\n|---|---:|',
      ...rows,
      '',
      `Planted fault: ${teeth.fault}. Found ${teeth.found.toLocaleString('en')} times${teeth.example ? `, first: “${teeth.example.slice(0, 200)}”` : ''}.`,
      ...findings.map((finding) => `- ${finding}`),
      '',
      `Tier ${result.tier}, seed ${result.seed}, ${result.seconds} s. Again: \`npm run prove -- --only ${name} --seed ${result.seed}${result.tier === 'night' ? ' --night' : ''}\``,
      '',
    ].join('\n');
  });
  return `<!-- Written by npm run prove; do not edit. -->
# Proof

Each claim is a program that tries to refute it against the real system, and that has to find a fault we plant.
\`npm run prove\` runs the gate tier, \`npm run prove:night\` the long one; results are kept in \`proof/results\`.

${sections.join('\n')}`;
}
