/** Files for tests: honest ones, and those that are not what they say. */
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { Received } from '../src/domain/files/index.ts';

const plain = (width: number, height: number, background = '#336699') =>
  sharp({ create: { width, height, channels: 3, background } });

export const jpeg = (width = 40, height = 30): Promise<Buffer> => plain(width, height).jpeg().toBuffer();
export const png = (width = 40, height = 30): Promise<Buffer> => plain(width, height).png().toBuffer();
export const gif = (): Promise<Buffer> => plain(40, 30).gif().toBuffer();
export const webp = (): Promise<Buffer> => plain(40, 30).webp().toBuffer();
export const tiff = (): Promise<Buffer> => plain(40, 30).tiff().toBuffer();

/** A JPEG as a phone takes it: the place, the camera's name, and pixels that lie on their side. */
export const phonePhoto = (): Promise<Buffer> =>
  plain(40, 30)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'SecretPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' },
    })
    .jpeg()
    .toBuffer();

/** Left half red, right half blue. */
export const twoHalves = async (): Promise<Buffer> => {
  const blue = await plain(100, 100, '#0000ff').png().toBuffer();
  return plain(200, 100, '#ff0000')
    .composite([{ input: blue, left: 100, top: 0 }])
    .png()
    .toBuffer();
};

/** A bitmap of `side` by `side` pixels, 24 bits each. */
export function bitmap(side = 4): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(side, 18);
  head.writeInt32LE(side, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, Buffer.alloc(side * side * 3, 128)]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A black PNG of `side` by `side` pixels in a few thousand bytes; above 10,000 it only says so. */
export function pixelBomb(side = 50_000): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  size.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const rows = Math.min(side, 10_000);
  const pixels = deflateSync(Buffer.alloc(rows * (Math.ceil(side / 8) + 1)));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', size),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const script = '<script>document.title = "ran"</script>';

/** Each with the name it is sent under. */
export async function hostileFiles(): Promise<{ name: string; content: Buffer }[]> {
  const honestJpeg = await jpeg();
  const honestGif = await gif();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>';
  const texts: [string, string][] = [
    ['svg.png', svg],
    ['xml.svg', `<?xml version="1.0"?>${svg}`],
    ['page.html', `<!DOCTYPE html><html>${script}</html>`],
    ['page.jpg', `<!DOCTYPE html><html>${script}</html>`],
    ['page.xhtml', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`],
    ['sheet.xsl', '<?xml version="1.0"?><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>'],
    ['code.js', 'alert(1)'],
    ['gif-and-js.gif', 'GIF89a=1;alert(1)//'],
    ['bitmap-and-js.bmp', 'BM=1;alert(1)//'.padEnd(100, ' ')],
    ['pdf-and-html.pdf', `%PDF-1.4\n${script}\n%%EOF`],
    ['mail.mhtml', 'MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html></html>'],
    ['program.exe', `MZ${'\0'.repeat(200)}`],
    ['archive.zip', `PK\x03\x04${'\0'.repeat(26)}`],
    ['flash.swf', `FWS\x05${'\0'.repeat(60)}`],
    ['program.wasm', '\0asm\x01\0\0\0'],
    ['double.jpg.html', script],
  ];
  return [
    ...texts.map(([name, content]) => ({ name, content: Buffer.from(content, 'latin1') })),
    { name: 'jpeg-and-html.jpg', content: Buffer.concat([honestJpeg, Buffer.from(script)]) },
    { name: 'gif-and-html.gif', content: Buffer.concat([honestGif, Buffer.from(script)]) },
    { name: 'cut-off.jpg', content: honestJpeg.subarray(0, honestJpeg.length / 2) },
    { name: 'bomb.png', content: pixelBomb() },
    { name: 'bomb-within-sides.png', content: pixelBomb(9_000) },
    { name: 'empty.png', content: Buffer.alloc(0) },
  ];
}

/** An upload as the server received it; the caller of the test removes nothing, the folder is temporary. */
export async function received(content: Buffer | string, name = 'file.bin'): Promise<Received> {
  const path = join(tmpdir(), `linggong-sample-${randomUUID()}`);
  await writeFile(path, content);
  const bytes = Buffer.from(content);
  return { path, name, size: bytes.length, md5: createHash('md5').update(bytes).digest('hex'), isTooLarge: false };
}
