import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

/** Served for whatever a browser might run, and for what nobody knows. */
export const opaque = 'application/octet-stream';

/** Images that are decoded and newly encoded, which leaves nothing of a second meaning or of the camera's notes. */
export const codedImages = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/tiff'] as const;
export type CodedImage = (typeof codedImages)[number];

/** Types that no browser runs, even when told to show them. */
const harmless: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/zip',
  'application/gzip',
  'application/x-7z-compressed',
  'application/x-rar-compressed',
  'application/x-cfb',
  'application/rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'audio/mpeg',
  'video/mp4',
]);

/** How much of a file decides what it is. */
const headBytes = 65_536;

/** What the first bytes say: an image to encode, a bitmap, a type no browser runs, or something opaque. */
export type Content =
  | { readonly kind: 'image'; readonly mime: CodedImage }
  | { readonly kind: 'bitmap'; readonly mime: 'image/bmp' }
  | { readonly kind: 'other'; readonly mime: string };

/** Looks into the file; neither its name nor what the caller calls it counts. */
export async function contentOf(path: string): Promise<Content> {
  const head = await headOf(path);
  // A file cut off in the middle of its directory is still a file, of a kind we then do not know.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const mime = found?.mime ?? opaque;
  const image = codedImages.find((one) => one === (mime === 'image/apng' ? 'image/png' : mime));
  if (image) return { kind: 'image', mime: image };
  if (isBitmap(head)) return { kind: 'bitmap', mime: 'image/bmp' };
  return { kind: 'other', mime: harmless.has(mime) ? mime : opaque };
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const headerSizes = [40, 52, 56, 64, 108, 124];
const depths = [1, 4, 8, 16, 24, 32];

/** "BM" alone may begin any text: the header behind it has to be one of a bitmap, of a size a screen can have. */
function isBitmap(head: Buffer): boolean {
  if (head.length < 54 || head.toString('latin1', 0, 2) !== 'BM') return false;
  const width = head.readInt32LE(18);
  const height = Math.abs(head.readInt32LE(22));
  const sizesFit = width > 0 && height > 0 && width <= 20_000 && height <= 20_000;
  const headerFits = headerSizes.includes(head.readUInt32LE(14)) && head.readUInt16LE(26) === 1;
  return sizesFit && headerFits && depths.includes(head.readUInt16LE(28));
}
