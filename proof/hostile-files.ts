/** Files that nobody means well. */
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';

export interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly content: Uint8Array;
  readonly isPicture: boolean;
}

/** What a camera noted of where it was; nobody else may read it. */
export const place = 'GPSKANARIENVOGEL';

const script = '<script>alert(1)</script>';
const html = `<!doctype html><html><body>${script}</body></html>`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that says it is so wide and high, and holds next to nothing. */
function png(width: number, height: number, rows = Buffer.alloc(1_000)): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

/** A zip of one stored file under this name. */
function zip(name: string, data: Buffer): Buffer {
  const [title, local, central, end] = [Buffer.from(name), Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22)];
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(crc32(data), 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(title.length, 26);
  central.writeUInt32LE(0x02014b50, 0);
  local.copy(central, 6, 4, 30);
  const start = local.length + title.length + data.length;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + title.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, title, data, central, title, end]);
}

const names: readonly string[] = [
  'x.html',
  'x.svg',
  'x.png.html',
  'x.html.png',
  'x.png\u0000.html',
  'x\u202egnp.html',
  '../../../x.html',
  '..\\..\\x.html',
  'x\r\ncontent-type: text/html\r\n\r\n.png',
  '"; filename="x.html',
  `${'x'.repeat(300)}.html`,
  '.htaccess',
  'con.html',
  '<img src=x onerror=alert(1)>.png',
  'x.shtml;.png',
  '',
];

/** Sixty and more of them. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const dot = sharp({ create: { width: 20, height: 20, channels: 3, background: '#336699' } });
  const noted = {
    IFD0: { ImageDescription: place, Artist: script },
    IFD3: { GPSLatitude: '31/1 14/1 0/1', GPSLatitudeRef: 'N' },
  };
  const pictures = await Promise.all([
    dot.clone().withExif(noted).jpeg().toBuffer(),
    dot.clone().withExif(noted).png().toBuffer(),
    dot.clone().withExif(noted).webp().toBuffer(),
    dot.clone().withExif(noted).tiff().toBuffer(),
    dot.clone().gif().toBuffer(),
    dot.clone().withExif(noted).avif().toBuffer(),
  ]);
  const kinds = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'];
  const file = (what: string, name: string, content: Uint8Array | string, isPicture = false): HostileFile => ({
    ...{ what, name, isPicture },
    content: typeof content === 'string' ? Buffer.from(content) : content,
  });
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  return [
    ...pictures.map((content, n) => file(`a ${kinds[n]} with what the camera noted`, `x.${kinds[n]}`, content, true)),
    ...pictures.map((content, n) =>
      file(`a ${kinds[n]} with a page behind it`, `x.${kinds[n]}`, Buffer.concat([content, Buffer.from(html)]), true),
    ),
    ...pictures.map((content, n) =>
      file(`a ${kinds[n]} that breaks off`, `x.${kinds[n]}`, content.subarray(0, content.length / 2), true),
    ),
    ...names.map((name) => file(`a page named ${JSON.stringify(name).slice(0, 50)}`, name, html)),
    ...['x.svg', 'x.png', 'x.jpg'].map((name) => file(`a drawing with a script, as ${name}`, name, svg)),
    file('a drawing behind a mark of byte order', 'x.svg', `\ufeff${svg}`),
    file(
      'a drawing that asks for other files',
      'x.svg',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>`,
    ),
    file('a gif that is a script', 'x.gif', 'GIF89a/*..........................*/=alert(1)//;', true),
    file(
      'a jpeg that is a script',
      'x.jpg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(`/*${html}*/=alert(1)`)]),
      true,
    ),
    file('a bitmap that is a script', 'x.bmp', `BM=alert(1);//${html}`, true),
    file(
      'a pdf that is a page',
      'x.pdf',
      `%PDF-1.4\n${html}\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF`,
    ),
    file('a picture of 50,000 by 50,000', 'x.png', png(50_000, 50_000), true),
    file('a picture of 2³¹ by 1', 'x.png', png(2 ** 31 - 1, 1), true),
    file('a picture of nothing', 'x.png', png(0, 0), true),
    file(
      'a picture whose rows unfold to fifty million bytes',
      'x.png',
      png(4_000, 4_100, Buffer.alloc(50_000_000)),
      true,
    ),
    file('nothing at all', 'x.png', ''),
    file('one byte', 'x.png', Uint8Array.from([0x89])),
    file('a zip that leads out', 'x.zip', zip('../../../../tmp/x.html', Buffer.from(html))),
    file('a zip with a link', 'x.zip', zip('link', Buffer.from('/etc/passwd'))),
    file('a zip that is a page', 'x.zip', Buffer.concat([Buffer.from(html), zip('x', Buffer.from('x'))])),
    file('something that unfolds a thousandfold', 'x.gz', bomb),
    file('a style sheet', 'x.css', `body{background:url("javascript:alert(1)")}`),
    file('a script', 'x.js', 'alert(1)'),
    file('a script of modules', 'x.mjs', 'export default alert(1)'),
    file(
      'a feed',
      'x.xml',
      `<?xml version="1.0"?><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></x>`,
    ),
    file('a page in another alphabet', 'x.html', Buffer.from(`\ufeff${html}`, 'utf16le')),
    file('a page that says it is UTF-7', 'x.html', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-'),
    file('a page of mail', 'x.mht', `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}`),
    file('a Flash film', 'x.swf', 'FWS\u0009aaaaaaaa'),
    file('a web archive', 'x.wasm', Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
  ];
}
