/** What a client has spent, on whom, and for how many hours. */
import { type AnswerOf, call } from '../../api/client.ts';
import { type Days, everyDay } from '../../api/every.ts';
import { useAnswer } from '../../api/query.ts';
import { dayKey, hours, instant, money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { BarChart, SpentChart } from '../../ui/charts.tsx';
import { type Collect, CsvButton } from '../../ui/csv-button.tsx';
import { Card, Facts, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { DaysBar, useDays } from './days-bar.tsx';
import { amountColumn, recordColumns, RecordReport } from './records.tsx';

type BudgetRow = AnswerOf<'client_stats_budget'>['contracts'][number];
type SheetRow = AnswerOf<'client_stats_timesheet'>['weekstones'][number];

/** The most rows that a report of the server holds. */
const mostInReport = 1_000;
const budgetKey = (row: BudgetRow) => row.contract_id;
const sheetKey = (row: SheetRow) => `${row.contract_id}${row.audit_at}`;

/** All rows of a report, however many its days have. */
const collecting =
  <Row,>(
    days: Days,
    keyOf: (row: Row) => string,
    ask: (fields: { start_at: string; end_at: string }, signal: AbortSignal) => Promise<readonly Row[]>,
  ): Collect<Row> =>
  (signal, onProgress) =>
    everyDay(
      ({ from, until }) => ask({ start_at: from, end_at: until }, signal),
      days,
      { most: mostInReport, keyOf },
      onProgress,
    );

const name = <Row extends { contract_name: string; freelancer: { name: string } }>(): readonly Column<Row>[] => [
  { name: m.reports.contract, show: (row) => row.contract_name, plain: (row) => row.contract_name },
  { name: m.reports.person, show: (row) => row.freelancer.name, plain: (row) => row.freelancer.name },
];

/** What was agreed against what is paid. */
export function Budget() {
  const { from, until } = useDays();
  const answer = useAnswer('client_stats_budget', { start_at: from, end_at: until }, { keeps: true });
  const columns: readonly Column<BudgetRow>[] = [
    ...name<BudgetRow>(),
    amountColumn(m.reports.agreed, (row) => row.amount),
    amountColumn(m.contract.paid, (row) => row.actual_amount),
  ];
  return (
    <>
      <DaysBar>
        <CsvButton
          name={`${m.reports.budget} ${from} ${until}`}
          columns={columns}
          isEmpty={!answer.data?.contracts.length}
          collect={collecting({ from, until }, budgetKey, async (fields, signal) => {
            const { contracts } = await call('client_stats_budget', fields, { signal });
            return contracts;
          })}
        />
      </DaysBar>
      <Answer of={answer}>
        {({ contracts }) =>
          contracts.length === 0 ? (
            <Empty title={m.reports.none}>{m.reports.noneText}</Empty>
          ) : (
            <div className="grid gap-5">
              <Card>
                <SpentChart
                  title={m.reports.budgetChart}
                  rows={contracts.slice(0, 12).map((row) => ({
                    key: row.contract_id,
                    label: row.contract_name,
                    spent: row.actual_amount,
                    budget: row.amount,
                    text: `${money(row.actual_amount)} / ${money(row.amount)}`,
                  }))}
                />
              </Card>
              <Card>
                <Table label={m.reports.budget} columns={columns} rows={contracts} keyOf={budgetKey} />
              </Card>
            </div>
          )
        }
      </Answer>
    </>
  );
}

/** Hours paid, by day and person. */
export function Timesheet() {
  const { from, until } = useDays();
  const answer = useAnswer('client_stats_timesheet', { start_at: from, end_at: until }, { keeps: true });
  const columns: readonly Column<SheetRow>[] = [
    ...name<SheetRow>(),
    { name: m.reports.paidAt, show: (row) => <Time at={row.audit_at} as="day" />, plain: (row) => row.audit_at },
    {
      name: m.reports.hours,
      isNumber: true,
      show: (row) => hours(row.shot_times),
      plain: (row) => (row.shot_times / 60).toFixed(2),
    },
    amountColumn(m.money.amount, (row) => row.actual_amount),
  ];
  return (
    <>
      <DaysBar>
        <CsvButton
          name={`${m.reports.timesheet} ${from} ${until}`}
          columns={columns}
          isEmpty={!answer.data?.weekstones.length}
          collect={collecting({ from, until }, sheetKey, async (fields, signal) => {
            const { weekstones } = await call('client_stats_timesheet', fields, { signal });
            return weekstones;
          })}
        />
      </DaysBar>
      <Answer of={answer}>
        {({ weekstones }) =>
          weekstones.length === 0 ? (
            <Empty title={m.reports.none}>{m.reports.noneText}</Empty>
          ) : (
            <div className="grid gap-5">
              <Card>
                <BarChart
                  title={m.reports.hoursByPerson}
                  bars={summed(
                    weekstones,
                    (row) => row.freelancer.name,
                    (row) => row.shot_times,
                  ).map(([label, minutes]) => ({ label, value: minutes / 60, text: hours(minutes) }))}
                />
              </Card>
              <Card>
                <Table label={m.reports.timesheet} columns={columns} rows={weekstones} keyOf={sheetKey} />
              </Card>
            </div>
          )
        }
      </Answer>
    </>
  );
}

/** Sums by a name, the largest first. */
export function summed<Row>(
  rows: readonly Row[],
  by: (row: Row) => string,
  of: (row: Row) => number,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(by(row), (sums.get(by(row)) ?? 0) + of(row));
  return [...sums].toSorted((a, b) => b[1] - a[1]);
}

/** The Monday on or before a day. */
function mondayOf(day: string): string {
  const at = instant(`${day} 12:00:00`) ?? new Date();
  const back = (new Date(at.getTime() + 8 * 3_600_000).getUTCDay() + 6) % 7;
  return dayKey(new Date(at.getTime() - back * 86_400_000));
}

export function Weekly() {
  const { from, until } = useDays();
  const monday = mondayOf(from);
  const answer = useAnswer('client_stats_weekly', { start_at: monday, end_at: until }, { keeps: true });
  return (
    <>
      <DaysBar />
      <Answer of={answer}>
        {({ weekstones, milestones, bonus }) => (
          <div className="grid gap-5">
            <Card title={m.reports.sums}>
              <Facts
                rows={[
                  [m.reports.weeksSum, money(weekstones.reduce((sum, row) => sum + row.actual_amount, 0))],
                  [m.reports.milestonesSum, money(milestones.reduce((sum, row) => sum + row.actual_amount, 0))],
                  [m.bonus.title, money(bonus ?? 0)],
                ]}
              />
            </Card>
            {weekstones.length > 0 && (
              <Card title={m.contract.weeks}>
                <Table
                  label={m.contract.weeks}
                  rows={weekstones}
                  keyOf={(row) => `${row.contract_id}${row.start_at}`}
                  columns={[
                    ...name<(typeof weekstones)[number]>(),
                    { name: m.contract.start, show: (row) => <Time at={row.start_at} as="day" /> },
                    { name: m.reports.hours, isNumber: true, show: (row) => hours(row.shot_times) },
                    amountColumn<(typeof weekstones)[number]>(m.money.amount, (row) => row.actual_amount),
                  ]}
                />
              </Card>
            )}
            {milestones.length > 0 && (
              <Card title={m.contract.milestones}>
                <Table
                  label={m.contract.milestones}
                  rows={milestones}
                  keyOf={(row) => `${row.contract_id}${row.stone_name}${row.start_at}`}
                  columns={[
                    ...name<(typeof milestones)[number]>(),
                    { name: m.contract.milestone, show: (row) => row.stone_name },
                    amountColumn<(typeof milestones)[number]>(m.money.amount, (row) => row.actual_amount),
                  ]}
                />
              </Card>
            )}
            {weekstones.length + milestones.length === 0 && <Empty title={m.reports.none}>{m.reports.noneText}</Empty>}
          </div>
        )}
      </Answer>
    </>
  );
}

/** Every movement of the days, and what they come to. */
export function Transactions() {
  const { time, kind, about, amount, balance } = recordColumns();
  return (
    <RecordReport name={m.reports.transactions} columns={[time, kind, about, amount, balance]}>
      {({ pay, freeze, refund }) => (
        <Card title={m.reports.sums}>
          <Facts
            rows={[
              [m.words.record.pay, money(pay ?? 0)],
              [m.words.record.freeze, money(freeze ?? 0)],
              [m.words.record.refund, money(refund ?? 0)],
            ]}
          />
        </Card>
      )}
    </RecordReport>
  );
}
