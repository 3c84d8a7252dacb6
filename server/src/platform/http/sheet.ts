/** A table that is written row by row, however long it is: as CSV, or as a workbook that spreadsheet programs open. */
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { formatYuan } from '../../kernel/money.ts';

/** Text, a whole number, or an amount in fen, which is shown in yuan. */
export type Cell = string | number | { readonly fen: bigint } | null;
export type Rows = AsyncIterable<readonly Cell[]>;

export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

export const sheetTypes: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The bytes of a table, read from `rows` as fast as they are taken. */
export function writeSheet(format: SheetFormat, rows: Rows): Readable {
  return format === 'csv' ? Readable.from(csvLines(rows)) : workbook(rows);
}

/** A spreadsheet program would run a text that begins like a formula. */
const isFormula = /^[=+\-@\t\r]/;

async function* csvLines(rows: Rows): AsyncGenerator<string> {
  // Without the mark at its beginning Excel takes UTF-8 for something else.
  let lines = '\ufeff';
  for await (const row of rows) {
    lines += `${row.map(csvCell).join(',')}\r\n`;
    if (lines.length < 16_384) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return formatYuan(cell.fen);
  const text = isFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of a workbook with one sheet (ECMA-376), but for the sheet itself. Style 1 is an amount: 1,234.50. */
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${relations}">
<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}">
<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>
<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

function workbook(rows: Rows): Readable {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml + text), name);
  const sheet = Readable.from(sheetXml(rows));
  const output = new PassThrough();
  // A row that cannot be read must end the whole file, or half of it would look like all of it.
  sheet.once('error', (error) => output.destroy(error));
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  zip.outputStream.pipe(output);
  return output;
}

async function* sheetXml(rows: Rows): AsyncGenerator<string> {
  let text = `${xml}<worksheet xmlns="${main}"><sheetData>`;
  for await (const row of rows) {
    text += `<row>${row.map(xmlCell).join('')}</row>`;
    if (text.length < 16_384) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

function xmlCell(cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c s="1"><v>${formatYuan(cell.fen)}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- XML has no way to write them.
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replaceAll(/[&<>]/g, (one) => entities[one] ?? one);
