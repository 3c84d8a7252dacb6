/** S8: files that nobody means well, uploaded wherever files are taken, and opened in a browser. */
import type { Dialog, Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../acceptance/web/browser.ts';
import { type Caller, callerAt } from './callers.ts';
import { type HostileFile, hostileFiles, place } from './hostile-files.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import type { Spoil } from './process.ts';
import { openStage, type Stage } from './stage.ts';

const slowestMs = 2_000;

interface Door {
  readonly name: string;
  /** Answers the address of what was kept; undefined when it was refused. */
  upload(file: HostileFile): Promise<string | undefined>;
}

/** The first address in an answer. */
function addressIn(answer: unknown): string | undefined {
  const text = JSON.stringify(answer);
  return /"(https?:\/\/[^"]+)"/.exec(text)?.[1];
}

async function doorsOf(stage: Stage): Promise<Door[]> {
  const client = await callerAt(stage, 'cloudwork', '13800010001');
  const company = await callerAt(stage, 'gig', '13800020001');
  const designer = await callerAt(stage, 'iblock', '13800020005');
  const door = (name: string, caller: Caller, path: string): Door => ({
    name,
    async upload(file) {
      const url = await caller.upload(path, file.content, file.name).then(addressIn, () => undefined);
      // Opened by whoever may read it.
      return url && `${url}?${new URLSearchParams(caller.credentials.fields).toString()}`;
    },
  });
  const kinds = [
    'job',
    'contract',
    'milestone',
    'proposal',
    'portfolio',
    'shot',
    'company',
    'article',
    'avatar',
    'logo',
  ];
  return [
    ...kinds.map((kind) =>
      door(`cloudwork ${kind}`, client, `/api/attachment?t=${kind}&x=0&y=0&w=10&h=10&boundx=10&boundy=10`),
    ),
    door('gig file', company, '/user/api/file_upload'),
    door('iblock avatar', designer, '/user/avatar'),
  ];
}

/** What a browser would run, or show as a page. */
const active = /html|svg|xml|javascript|ecmascript|x-shockwave|text\/css/i;

/** What is wrong with how a file comes back. */
async function lookAt(url: string): Promise<string[]> {
  const startedAt = performance.now();
  const answer = await fetch(url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('application/json'))
    throw new Error(`${url} was not handed over: ${bytes.toString().slice(0, 200)}`);
  const trouble: string[] = [];
  if (answer.status === 200) {
    if (active.test(type)) trouble.push(`is served as ${type}`);
    if (answer.headers.get('x-content-type-options') !== 'nosniff') trouble.push('may be taken for another type');
    if (!/sandbox/.test(answer.headers.get('content-security-policy') ?? '')) trouble.push('is not boxed in');
    if (type.startsWith('image/')) {
      const { exif, xmp, iptc } = await sharp(bytes).metadata();
      if (exif ?? xmp ?? iptc) trouble.push('keeps what the camera noted');
      if (bytes.includes(place)) trouble.push('keeps the place it was taken at');
      if (bytes.includes('alert(1)')) trouble.push('keeps the second meaning of its bytes');
    }
  }
  if (answer.status >= 500) trouble.push(`answered ${answer.status}`);
  if (performance.now() - startedAt > slowestMs) trouble.push('is slow');
  return trouble;
}

/** Opens the address in a page as somebody would who was sent it. */
async function openIt(page: Page, url: string): Promise<string[]> {
  const happened: string[] = [];
  const hear = (dialog: Dialog) => {
    happened.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  };
  page.on('dialog', hear);
  // A file that is handed over for saving is no page: the browser says so.
  await page.goto(url, { timeout: 5_000 }).catch(() => undefined);
  await page.waitForTimeout(20);
  page.off('dialog', hear);
  return happened;
}

async function uploadAll({ say }: Means, spoils: readonly Spoil[]): Promise<Outcome> {
  const stage = await openStage({ demo: true, spoils });
  const browser = await openBrowser();
  const page = await (await browser.newContext({ acceptDownloads: false })).newPage();
  const findings: string[] = [];
  let [sent, kept, opened] = [0, 0, 0];
  try {
    const files = await hostileFiles();
    const doors = await doorsOf(stage);
    for (const door of spoils.length > 0 ? doors.slice(0, 2) : doors) {
      for (const file of files) {
        const startedAt = performance.now();
        const url = await door.upload(file);
        const tookMs = performance.now() - startedAt;
        const found: string[] = [];
        sent += 1;
        if (tookMs > slowestMs) found.push(`took ${Math.round(tookMs)} ms`);
        if (url !== undefined) {
          kept += 1;
          found.push(...(await lookAt(url)));
          if (door.name.endsWith('job') || door.name.endsWith('article') || file.isPicture) {
            found.push(...(await openIt(page, url)));
            opened += 1;
          }
        }
        findings.push(...found.map((what) => `${door.name}: ${file.what}: ${what}`));
      }
    }
    const isAlive = await fetch(`${stage.url}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (!isAlive) findings.push('the server was not ready afterwards');
    if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
    say(`${sent} uploads, ${kept} kept, ${opened} opened in a browser`);
    return {
      figures: {
        files: files.length,
        'where files are taken': doors.length,
        uploads: sent,
        kept,
        'opened in a browser': opened,
      },
      findings,
    };
  } finally {
    await browser.close();
    await stage.close();
  }
}

/** Whatever is not known is taken for a page. */
const credulous = [[/harmless\.has\((\w+)\) \? \1 : opaque/g, '"text/html"']] as const;

export const uploads: Proof = {
  name: 'uploads',
  follows: 'S8',
  claim:
    'No file that somebody uploads runs in anybody’s browser, tells where it was taken, or costs more than a moment.',
  nightOnly: true,
  run: (means) => uploadAll(means, []),
  teeth: { fault: 'a file of no known type is served as a page', run: (means) => uploadAll(means, credulous) },
};
