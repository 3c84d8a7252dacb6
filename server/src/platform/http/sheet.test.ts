import { buffer, text } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Cell, type Rows, writeSheet } from './sheet.ts';

async function* rowsOf(rows: readonly (readonly Cell[])[]): Rows {
  yield* rows;
}

/** The files of a zip by name, by its central directory. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), String(method === 8 ? inflateRawSync(data) : data));
    at += 46 + name + extra + comment;
  }
  return files;
}

const amount = 123_456_789_012_345_678n;

describe('a table', () => {
  it('is CSV that Excel reads as it was meant', async () => {
    const rows = rowsOf([
      ['名称', '金额'],
      ['甲，"乙"\n丙,丁', { fen: amount }],
      ['=1+1', 5],
      ['-2', null],
    ]);
    expect(await text(writeSheet('csv', rows))).toBe(
      '\ufeff名称,金额\r\n"甲，""乙""\n丙,丁",1234567890123456.78\r\n\'=1+1,5\r\n\'-2,\r\n',
    );
  });

  it('is a workbook', async () => {
    const rows = rowsOf([['<名称> & "x"\u0001', { fen: 1_205n }, 3, null]]);
    const files = unzip(await buffer(writeSheet('xlsx', rows)));
    expect([...files.keys()]).toContain('xl/workbook.xml');
    expect(files.get('xl/worksheets/sheet1.xml')).toContain(
      '<row><c t="inlineStr"><is><t xml:space="preserve">&lt;名称&gt; &amp; "x"</t></is></c>' +
        '<c s="1"><v>12.05</v></c><c><v>3</v></c><c/></row>',
    );
  });

  it.each(['csv', 'xlsx'] as const)('as %s ends in an error when its rows do', async (format) => {
    async function* broken(): Rows {
      yield ['a'];
      throw new Error('lost');
    }
    await expect(buffer(writeSheet(format, broken()))).rejects.toThrow('lost');
  });

  it('of any length is written in parts', async () => {
    let read = 0;
    async function* many(): Rows {
      for (; read < 200_000; read += 1) yield ['x'.repeat(50)];
    }
    const stream = writeSheet('csv', many());
    for await (const _part of stream) break;
    expect(read).toBeLessThan(10_000);
  });
});
