/** Pictures of pages for the documentation. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** "/contracts/:contract?tab=history" is "contracts-contract-history". */
const nameOf = (path: string): string =>
  path
    .replace(
      /\?.*$/,
      (query) => `-${[...new URLSearchParams(query).values()].filter((value) => /^[a-z]+$/.test(value)).join('-')}`,
    )
    .replaceAll(/[/:]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'home';

/** Makes the folder, without the pictures that were in it; folders within it are somebody else's. */
export async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const old = (await readdir(folder)).filter((name) => name.endsWith('.webp'));
  await Promise.all(old.map((name) => rm(join(folder, name))));
}

/** Goes to an address, waits until it is whole, and keeps a picture named by whose it is, the path and the size. */
export async function keepPicture(
  page: Page,
  address: string,
  place: { folder: string; whose: string; path: string; size: string },
): Promise<void> {
  await page.goto(address);
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
  const picture = await sharp(await page.screenshot())
    .webp({ quality: 72 })
    .toBuffer();
  await writeFile(join(place.folder, `${place.whose}-${nameOf(place.path)}-${place.size}.webp`), picture);
}
