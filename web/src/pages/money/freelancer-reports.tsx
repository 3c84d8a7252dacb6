/** What a freelancer has earned, is about to earn, and how they are doing. */
import { useAnswer, useAnswers } from '../../api/query.ts';
import { hours, instant, money, month, number } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { BarChart } from '../../ui/charts.tsx';
import { Card, Chip, Facts, Money } from '../../ui/show.tsx';
import { Answer, Skeleton } from '../../ui/states.tsx';
import { useDays } from './days-bar.tsx';
import { recordColumns, RecordReport } from './records.tsx';

/** The months from one day to another, "2026-11": the last two years of them. */
function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  let [year, index] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  while (months.length < 1_200) {
    const key = `${year}-${String(index).padStart(2, '0')}`;
    if (key > until.slice(0, 7)) break;
    months.push(key);
    [year, index] = index === 12 ? [year + 1, 1] : [year, index + 1];
  }
  return months.slice(-24);
}

const lastDayOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** What each month has brought, as the server adds it up: however many payments there were. */
function MonthsChart() {
  const { from, until } = useDays();
  const months = monthsBetween(from, until);
  const answers = useAnswers(
    'margin_record',
    months.map((key) => ({
      report: true,
      start_at: from > `${key}-01` ? from : `${key}-01`,
      end_at: until < lastDayOf(key) ? until : lastDayOf(key),
      pagenum: 1,
      pagesize: 5,
    })),
  );
  if (!answers) return <Skeleton className="h-48 w-full" />;
  return (
    <BarChart
      title={m.reports.byMonth}
      bars={months.map((key, index) => {
        const sum = answers[index]?.income ?? 0;
        return { label: month(key), value: sum, text: money(sum) };
      })}
    />
  );
}

/** Income by month, and each payment. */
export function Income() {
  const { time, kind, about, client, fee, net } = recordColumns();
  return (
    <RecordReport name={m.reports.income} columns={[time, kind, about, client, fee, net]}>
      {({ income }) => (
        <Card title={`${m.reports.income} ${money(income ?? 0)}`}>
          <MonthsChart />
        </Card>
      )}
    </RecordReport>
  );
}

/** What is being worked on and what is under review. */
export function InProgress() {
  return (
    <div className="grid gap-5">
      <Work status="carry" />
      <Work status="carry_pay" />
    </div>
  );
}

function Work({ status }: { status: 'carry' | 'carry_pay' }) {
  const answer = useAnswer('freelancer_stats', { status });
  return (
    <Answer of={answer}>
      {({ milestones, weekstones, amount_carry: inProgress, amount_carry_pay: inReview }) => (
        <Card title={`${m.reports.work[status]} ${money(status === 'carry' ? inProgress : inReview)}`}>
          {milestones.length + weekstones.length === 0 ? (
            <p className="text-muted">{m.reports.noWork}</p>
          ) : (
            <ul className="grid gap-3">
              {milestones.map((row) => (
                <li key={`${row.contract_id}${row.stone_name}`} className="flex flex-wrap justify-between gap-3">
                  <span>
                    {row.contract_name} · {row.stone_name}
                  </span>
                  <Money of={row.amount} className="font-medium" />
                </li>
              ))}
              {weekstones.map((row) => (
                <li key={`${row.contract_id}${row.start_at}`} className="flex flex-wrap justify-between gap-3">
                  <span>
                    {row.contract_name} · {hours(row.shot_times + row.manual_times)}{' '}
                    {row.is_out && <Chip tone="warn">{m.reports.full}</Chip>}
                  </span>
                  <Money of={row.actual_amount} className="font-medium" />
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
    </Answer>
  );
}

/** How one is doing: marks, rates, and who has looked. */
export function Figures() {
  const answer = useAnswer('get_statis', {});
  return (
    <Answer of={answer}>
      {({ data }) => {
        if (!('views' in data)) return null;
        const isNew = data.coop_rate === 0 && data.aver_score === 0;
        const percent = (part: number) => (isNew ? '—' : `${Math.round(part * 100)}%`);
        return (
          <div className="grid gap-5 md:grid-cols-2">
            <Card title={m.reports.marks}>
              <Facts
                rows={[
                  [m.reports.yearIncome, money(data.year_amount)],
                  [m.reports.average, data.aver_score > 0 ? data.aver_score.toFixed(1) : '—'],
                  [m.reports.recommend, data.recommend > 0 ? data.recommend.toFixed(1) : '—'],
                  [m.people.success, percent(data.coop_rate)],
                  [m.reports.again, percent(data.coop_rate_two)],
                ]}
              />
            </Card>
            <Card title={m.reports.season}>
              <Facts
                rows={[
                  [m.reports.invites, number(data.season_invite)],
                  [m.reports.replies, number(data.season_reply)],
                  [m.reports.dayReplies, number(data.season_day_reply)],
                  [m.reports.bids, number(data.season_proposal)],
                  [m.reports.interviews, number(data.season_interview)],
                  [m.reports.hires, number(data.season_hire)],
                  [m.reports.views, number(data.season_view)],
                ]}
              />
            </Card>
            <Card>
              <BarChart
                title={m.reports.viewsByDay}
                bars={data.views.map(({ count, period }) => {
                  const at = instant(`${period.slice(0, 4)}-${period.slice(4, 6)}-${period.slice(6, 8)}`);
                  return {
                    label: at ? `${Number(period.slice(4, 6))}/${Number(period.slice(6, 8))}` : '',
                    value: count,
                    text: number(count),
                  };
                })}
              />
            </Card>
          </div>
        );
      }}
    </Answer>
  );
}
