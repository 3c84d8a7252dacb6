// Builds the web app and the console into dist/, with every file compressed once and for all; again only when something changed.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = new Set(['.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

/** Each app: its folder, and where in dist/ its compressible files are. */
const apps = { web: 'app', operator: 'assets' };

export async function buildWeb() {
  for (const [name, files] of Object.entries(apps)) await buildApp(name, files);
}

async function buildApp(name, files) {
  const out = join('dist', name);
  const stampPath = `${out}.stamp`;
  const stamp = await digestOf([name, 'package-lock.json', 'tools/build-web.js']);
  const built = await readFile(stampPath, 'utf8').catch(() => '');
  const isThere = await readFile(join(out, 'index.html')).then(
    () => true,
    () => false,
  );
  if (built === stamp && isThere) return;
  const { build } = await import('vite');
  await build({ configFile: `${name}/vite.config.ts`, logLevel: 'warn' });
  await compress(join(out, files));
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
