// Builds the web app into dist/web, with every file compressed once and for all; again only when something of it changed.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const out = 'dist/web';
const stampPath = 'dist/web.stamp';
const compressible = new Set(['.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

export async function buildWeb() {
  const stamp = await digestOf(['web', 'package-lock.json', 'tools/build-web.js']);
  const built = await readFile(stampPath, 'utf8').catch(() => '');
  const isThere = await readFile(join(out, 'index.html')).then(
    () => true,
    () => false,
  );
  if (built === stamp && isThere) return;
  const { build } = await import('vite');
  await build({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
  await compress(join(out, 'app'));
  await writeFile(stampPath, stamp);
}

async function filesOf(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function digestOf(paths) {
  const hash = createHash('sha256');
  const files = (await Promise.all(paths.map(filesOf))).flat().sort((a, b) => (a < b ? -1 : 1));
  for (const file of files) hash.update(file).update(await readFile(file));
  return hash.digest('hex');
}

async function compress(folder) {
  const files = (await filesOf(folder)).filter((file) => compressible.has(extname(file)));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file);
      await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
      await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
    }),
  );
}
