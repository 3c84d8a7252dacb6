/** Movements of a wallet, wherever they are listed. */
import type { ReactNode } from 'react';
import { type AnswerOf, call, type FieldsOf } from '../../api/client.ts';
import { everyPage, type OnProgress } from '../../api/every.ts';
import { useAnswer } from '../../api/query.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { csvAmount, csvNumber } from '../../ui/csv.ts';
import { CsvButton } from '../../ui/csv-button.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Card, Chip, Money, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { DaysBar, useDays } from './days-bar.tsx';

type Records = AnswerOf<'margin_record'>;
export type RecordRow = Records['records'][number];
type Fields = FieldsOf<'margin_record'>;

export const recordsOnPage = 20;
/** The most that the server gives at once. */
const mostAtOnce = 100;

export const recordKey = (row: RecordRow) => `${row.trade_no}${row.record_type}${row.create_at}${row.amount}`;
export const signed = ({ type, amount }: RecordRow) => `${type === 'D' ? '+' : '−'} ${money(amount)}`;

/** The columns that lists of movements choose from. */
export const recordColumns = () =>
  ({
    time: { name: m.wallet.time, show: (row) => <Time at={row.create_at} as="exact" />, plain: (row) => row.create_at },
    kind: {
      name: m.wallet.kind,
      show: (row) => <Chip>{wordOf(m.words.record, row.record_type)}</Chip>,
      plain: (row) => wordOf(m.words.record, row.record_type),
    },
    about: { name: m.wallet.what, show: aboutOf, plain: aboutOf },
    client: { name: m.job.client, show: (row) => row.job.team_name ?? '', plain: (row) => row.job.team_name ?? '' },
    amount: {
      name: m.money.amount,
      isNumber: true,
      show: (row) => <span className={row.type === 'D' ? 'text-good' : ''}>{signed(row)}</span>,
      plain: (row) => csvAmount(row.type === 'D' ? row.amount : -row.amount),
    },
    fee: amountColumn(m.wallet.fee, (row) => row.fee),
    net: amountColumn(m.money.net, (row) => row.amount),
    balance: amountColumn(m.wallet.balance, (row) => row.margin),
    tradeNo: { name: m.wallet.tradeNo, show: (row) => row.trade_no, plain: (row) => csvNumber(row.trade_no) },
  }) satisfies Readonly<Record<string, Column<RecordRow>>>;

const aboutOf = (row: RecordRow) => row.job.name ?? row.description;

/** An amount in yuan: with its sign on the page, to the fen in the file. */
export const amountColumn = <Row,>(name: string, of: (row: Row) => number): Column<Row> => ({
  name,
  isNumber: true,
  show: (row) => <Money of={of(row)} />,
  plain: (row) => csvAmount(of(row)),
});

/** Every movement that the fields ask for, page after page. */
export const everyRecord = (fields: Fields, signal: AbortSignal, onProgress: OnProgress) =>
  everyPage(async (pagenum) => {
    const { records, count } = await call('margin_record', { ...fields, pagenum, pagesize: mostAtOnce }, { signal });
    return { rows: records, count };
  }, onProgress);

/** A report of movements: its days, all of them as a file, what they come to, and the movements page by page. */
export function RecordReport({
  name,
  columns,
  children,
}: {
  name: string;
  columns: readonly Column<RecordRow>[];
  children: (answer: Records) => ReactNode;
}) {
  const { from, until } = useDays();
  const [page] = usePage();
  const fields = { report: true, start_at: from, end_at: until };
  const answer = useAnswer('margin_record', { ...fields, pagenum: page, pagesize: recordsOnPage }, { keeps: true });
  return (
    <>
      <DaysBar>
        <CsvButton
          name={`${name} ${from} ${until}`}
          columns={[...columns, recordColumns().tradeNo]}
          isEmpty={!answer.data?.count}
          collect={(signal, onProgress) => everyRecord(fields, signal, onProgress)}
        />
      </DaysBar>
      <Answer of={answer}>
        {(found) =>
          found.count === 0 ? (
            <Empty title={m.reports.none}>{m.reports.noneText}</Empty>
          ) : (
            <div className="grid gap-5">
              {children(found)}
              <Card>
                <Table label={name} columns={columns} rows={found.records} keyOf={recordKey} />
                <Pager total={found.count} size={recordsOnPage} />
              </Card>
            </div>
          )
        }
      </Answer>
    </>
  );
}
