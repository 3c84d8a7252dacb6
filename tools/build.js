// Bundles each program into dist/; packages stay outside, as npm installed them. The web app is built beside them.
import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { buildWeb } from './build-web.js';

const programs = {
  main: 'server/src/main.ts',
  'hash-worker': 'server/src/platform/hashing/hash-worker.ts',
  check: 'tools/check.ts',
  draw: 'tools/draw.ts',
  bench: 'bench/bench.ts',
  'search-growth': 'bench/search-growth.ts',
  'channel-bench': 'bench/channel.ts',
  prove: 'proof/prove.ts',
};
const entryPoints = Object.fromEntries(Object.entries(programs).filter(([, path]) => existsSync(path)));

await mkdir('dist', { recursive: true });
await Promise.all([
  build({
    entryPoints,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  }),
  buildWeb(),
]);
