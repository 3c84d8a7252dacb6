import type { ReactNode } from 'react';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export interface Column<Row> {
  readonly name: string;
  readonly show: (row: Row) => ReactNode;
  /** What stands in the CSV; the column is left out of it without. */
  readonly plain?: (row: Row) => string | number;
  readonly isNumber?: boolean;
}

/** A table on wide screens; on the phone each row becomes a small list of names and values. */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
}) {
  return (
    <table className="block w-full sm:table">
      <caption className="sr-only">{label}</caption>
      <thead className="sr-only sm:not-sr-only sm:table-header-group">
        <tr className="border-b border-line text-sm text-muted">
          {columns.map((column) => (
            <th
              key={column.name}
              scope="col"
              className={`px-3 py-2 font-normal ${column.isNumber ? 'text-end' : 'text-start'}`}
            >
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block sm:table-row-group">
        {rows.map((row) => (
          <tr key={keyOf(row)} className="block border-b border-line py-2 last:border-0 sm:table-row sm:py-0">
            {columns.map((column) => (
              <td
                key={column.name}
                className={`flex justify-between gap-4 px-3 py-1 sm:table-cell sm:py-2.5 ${column.isNumber ? 'tabular-nums sm:text-end' : ''}`}
              >
                <span aria-hidden="true" className="text-sm text-muted sm:hidden">
                  {column.name}
                </span>
                <span>{column.show(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Signs that make a spreadsheet take a text for a formula. */
const formula = /^[=+\-@\t\r]/;

const cell = (value: string | number) => {
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Gives the rows of a table as a file that spreadsheets open, Chinese included. */
export function CsvButton<Row>({
  name,
  columns,
  rows,
}: {
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}) {
  function save(): void {
    const kept = columns.filter((column) => column.plain);
    const lines = [
      kept.map((column) => column.name),
      ...rows.map((row) => kept.map((column) => column.plain?.(row) ?? '')),
    ];
    const text = `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Button size="small" disabled={rows.length === 0} onClick={save}>
      <Icon name="download" size={16} />
      {m.common.csv}
    </Button>
  );
}
