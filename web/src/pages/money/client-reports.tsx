/** What a client has spent, on whom, and for how many hours. */
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { dayKey, hours, instant, money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { BarChart, SpentChart } from '../../ui/charts.tsx';
import { Card, Chip, Facts, Money, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { type Column, CsvButton, Table } from '../../ui/table.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { DaysBar, useDays } from './days-bar.tsx';

type BudgetRow = AnswerOf<'client_stats_budget'>['contracts'][number];
type SheetRow = AnswerOf<'client_stats_timesheet'>['weekstones'][number];
type RecordRow = AnswerOf<'margin_record'>['records'][number];

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
    { name: m.reports.agreed, isNumber: true, show: (row) => <Money of={row.amount} />, plain: (row) => row.amount },
    {
      name: m.contract.paid,
      isNumber: true,
      show: (row) => <Money of={row.actual_amount} />,
      plain: (row) => row.actual_amount,
    },
  ];
  return (
    <>
      <DaysBar>
        <CsvButton name={m.reports.budget} columns={columns} rows={answer.data?.contracts ?? []} />
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
                <Table label={m.reports.budget} columns={columns} rows={contracts} keyOf={(row) => row.contract_id} />
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
      plain: (row) => Math.round(row.shot_times / 6) / 10,
    },
    {
      name: m.money.amount,
      isNumber: true,
      show: (row) => <Money of={row.actual_amount} />,
      plain: (row) => row.actual_amount,
    },
  ];
  return (
    <>
      <DaysBar>
        <CsvButton name={m.reports.timesheet} columns={columns} rows={answer.data?.weekstones ?? []} />
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
                <Table
                  label={m.reports.timesheet}
                  columns={columns}
                  rows={weekstones}
                  keyOf={(row) => `${row.contract_id}${row.audit_at}`}
                />
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
                    { name: m.money.amount, isNumber: true, show: (row) => <Money of={row.actual_amount} /> },
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
                    { name: m.money.amount, isNumber: true, show: (row) => <Money of={row.actual_amount} /> },
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

export function Transactions() {
  const { from, until } = useDays();
  const answer = useAnswer(
    'margin_record',
    { report: true, start_at: from, end_at: until, pagesize: 100, pagenum: 1 },
    { keeps: true },
  );
  const columns: readonly Column<RecordRow>[] = [
    { name: m.wallet.time, show: (row) => <Time at={row.create_at} as="exact" />, plain: (row) => row.create_at },
    {
      name: m.wallet.kind,
      show: (row) => <Chip>{wordOf(m.words.record, row.record_type)}</Chip>,
      plain: (row) => wordOf(m.words.record, row.record_type),
    },
    {
      name: m.wallet.what,
      show: (row) => row.job.name ?? row.description,
      plain: (row) => row.job.name ?? row.description,
    },
    {
      name: m.money.amount,
      isNumber: true,
      show: (row) => <Money of={row.amount} />,
      plain: (row) => (row.type === 'D' ? row.amount : -row.amount),
    },
    { name: m.wallet.balance, isNumber: true, show: (row) => <Money of={row.margin} />, plain: (row) => row.margin },
  ];
  return (
    <>
      <DaysBar>
        <CsvButton name={m.reports.transactions} columns={columns} rows={answer.data?.records ?? []} />
      </DaysBar>
      <Answer of={answer}>
        {({ records, pay, freeze, refund }) => (
          <div className="grid gap-5">
            <Card title={m.reports.sums}>
              <Facts
                rows={[
                  [m.words.record.pay, money(pay ?? 0)],
                  [m.words.record.freeze, money(freeze ?? 0)],
                  [m.words.record.refund, money(refund ?? 0)],
                ]}
              />
            </Card>
            {records.length === 0 ? (
              <Empty title={m.reports.none}>{m.reports.noneText}</Empty>
            ) : (
              <Card>
                <Table
                  label={m.reports.transactions}
                  columns={columns}
                  rows={records}
                  keyOf={(row) => `${row.trade_no}${row.record_type}${row.create_at}${row.amount}`}
                />
              </Card>
            )}
          </div>
        )}
      </Answer>
    </>
  );
}
