import type { ReactNode } from 'react';

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
