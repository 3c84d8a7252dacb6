import { Link } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { dayAndMonth, money, number } from '../../format.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { useMarket } from '../../layout/market.ts';
import { m } from '../../messages/index.ts';
import { Rows } from '../../ui/rows.tsx';
import { Money } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';

type Day = AnswerOf<'dashboard'>['days'][number];

/** How a market is doing. */
export function OverviewPage() {
  const market = useMarket();
  const found = useAnswer('dashboard', { market }, { everyMs: 60_000 });
  return (
    <Page title={`${m.overview.title} · ${m.words.market[market]}`}>
      <Answer of={found}>
        {(now) => (
          <>
            <dl className="tiles">
              <Tile
                name={m.overview.users}
                value={number(now.users)}
                note={m.overview.restricted(number(now.restricted))}
              />
              <Tile name={m.overview.openJobs} value={number(now.open_jobs)} />
              <Tile name={m.overview.running} value={number(now.running_contracts)} />
              <Tile name={m.overview.disputes} value={number(now.disputes)} to="/?kind=dispute" />
              <Tile name={m.overview.inWallets} value={money(now.in_wallets)} />
              <Tile name={m.overview.inEscrow} value={money(now.in_escrow)} />
              <Tile name={m.overview.withdrawing} value={money(now.withdrawing)} to={`/m/${market}/payouts`} />
              <Tile name={m.overview.waitingTasks} value={number(now.waiting_tasks)} />
              <Tile name={m.overview.failedTasks} value={number(now.failed_tasks)} to={`/m/${market}/tasks`} />
            </dl>
            <Days of={now.days} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Tile({ name, value, note, to }: { name: string; value: string; note?: string; to?: string }) {
  return (
    <div className="card tile">
      <dt className="muted">{to === undefined ? name : <Link to={to}>{name}</Link>}</dt>
      <dd>
        <strong>{value}</strong>
        {note !== undefined && <span className="small muted"> {note}</span>}
      </dd>
    </div>
  );
}

function Days({ of }: { of: readonly Day[] }) {
  const sum = (name: keyof Day) => of.reduce((total, day) => total + Number(day[name]), 0);
  const amounts = ['deposited', 'earned', 'withdrawn', 'fees'] as const;
  const busy = of.filter((day) => day.joined > 0 || amounts.some((name) => Number(day[name]) > 0)).toReversed();
  return (
    <>
      <Part title={m.overview.days}>
        <div className="charts">
          <Chart name={m.overview.joined} sum={number(sum('joined'))} values={of.map(({ joined }) => joined)} />
          {amounts.map((name) => (
            <Chart
              key={name}
              name={m.overview[name]}
              sum={money(sum(name))}
              values={of.map((day) => Number(day[name]))}
            />
          ))}
        </div>
      </Part>
      {busy.length > 0 && (
        <Part title={m.overview.table}>
          <Rows<Day>
            name={m.overview.table}
            rows={busy}
            keyOf={({ day }) => day}
            columns={[
              { title: m.overview.day, show: ({ day }) => dayAndMonth(day) },
              { title: m.overview.joined, show: ({ joined }) => number(joined), isNumber: true },
              ...amounts.map((name) => ({
                title: m.overview[name],
                show: (day: Day) => <Money of={day[name]} />,
                isNumber: true,
              })),
            ]}
          />
        </Part>
      )}
    </>
  );
}

/** Thirty bars, said in one sentence to whoever does not see them; the table below has every value. */
function Chart({ name, sum, values }: { name: string; sum: string; values: readonly number[] }) {
  const most = Math.max(...values, 1);
  const width = 300 / values.length;
  return (
    <figure className="card tight">
      <figcaption>
        <span className="muted">{name}</span> <strong className="money">{sum}</strong>
      </figcaption>
      <svg
        className="chart"
        viewBox="0 0 300 96"
        preserveAspectRatio="none"
        role="img"
        aria-label={m.overview.chart(name, sum)}
      >
        {values.map((value, index) => {
          const height = value === 0 ? 1 : Math.max(2, (value / most) * 96);
          return <rect key={index} x={index * width + 1} y={96 - height} width={width - 2} height={height} rx="1" />;
        })}
      </svg>
    </figure>
  );
}
