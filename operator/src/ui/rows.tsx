/** Rows of things: a table where there is room for it, a card each where there is not. */
import { Grid, Pagination, Table } from 'antd';
import type { ReactNode } from 'react';
import { number } from '../format.ts';
import { m } from '../messages/index.ts';
import { Pairs } from './show.tsx';

export interface Column<Row> {
  readonly title: string;
  readonly show: (row: Row) => ReactNode;
  /** Amounts and counts stand at the end. */
  readonly isNumber?: boolean;
  readonly width?: number;
}

interface Paging {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

interface Props<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly paging?: Paging;
}

export function Rows<Row extends object>({ name, rows, keyOf, columns, paging }: Props<Row>) {
  const isWide = Grid.useBreakpoint().md ?? true;
  return (
    <div className="tight">
      {isWide ? (
        <Table<Row>
          aria-label={name}
          size="middle"
          bordered={false}
          pagination={false}
          rowKey={keyOf}
          dataSource={[...rows]}
          columns={columns.map((column) => ({
            key: column.title,
            title: column.title,
            align: column.isNumber ? 'right' : 'left',
            ...(column.width !== undefined && { width: column.width }),
            render: (_value: unknown, row: Row) => column.show(row),
          }))}
        />
      ) : (
        <ul className="rows" aria-label={name}>
          {rows.map((row) => (
            <li key={keyOf(row)} className="card row-card">
              <div>{columns[0]?.show(row)}</div>
              <Pairs of={columns.slice(1).map(({ title, show }) => [title, show(row)] as const)} />
            </li>
          ))}
        </ul>
      )}
      {paging && paging.total > paging.size && (
        <Pagination
          align="end"
          current={paging.page}
          pageSize={paging.size}
          total={paging.total}
          showSizeChanger={false}
          showTotal={(total) => m.common.total(number(total))}
          onChange={paging.onPage}
        />
      )}
    </div>
  );
}
