/** The text of a file that spreadsheets open, Chinese included. */

/** Signs that make a spreadsheet take a text for a formula; an amount with its sign is none. */
const formula = /^[=+\-@\t\r]/;
const amount = /^-?\d+(\.\d+)?$/;

const cell = (value: string | number): string => {
  const text = typeof value === 'string' && formula.test(value) && !amount.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvText = (lines: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}`;

/** An amount in yuan to the fen, as a spreadsheet adds it up. */
export const csvAmount = (yuan: number): string => yuan.toFixed(2);

/** A number that is a name: spreadsheets round what has more than fifteen digits, unless something follows them. */
export const csvNumber = (digits: string): string => `${digits}\t`;
