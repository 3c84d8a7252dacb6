import { Link } from 'react-router';
import { hours, money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Chip, Countdown, Time } from '../../ui/show.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Contract } from '../contracts/contracts.tsx';
import { wordOf } from '../jobs/job-card.tsx';

/** The weeks of hourly work, the newest first. */
export function WeeksOf({ contract }: { contract: Contract }) {
  const weeks = contract.stones.toReversed();
  if (weeks.length === 0) return <Empty title={m.week.none}>{m.week.noneText}</Empty>;
  return (
    <ol className="grid gap-3">
      {weeks.map((week) => (
        <li key={week.id} className="grid gap-3 rounded-xl border border-line bg-card p-4 sm:p-5">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div>
              <h3 className="font-semibold">
                <Link to={`/hours/${contract.id}?week=${week.term}`} className="hover:text-accent">
                  {m.timeline.week(week.term)}
                </Link>
              </h3>
              {week.start_at && (
                <p className="text-sm text-muted">
                  <Time at={week.start_at} as="day" /> – <Time at={week.end_at} as="day" />
                </p>
              )}
            </div>
            <Chip tone={week.status === 'carry_pay' ? 'warn' : week.status === 'finish' ? 'good' : 'plain'}>
              {wordOf(m.words.stone, week.status)}
            </Chip>
          </div>
          <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <span>{m.hours.recorded(hours(week.shot_times ?? 0))}</span>
            <span className="text-muted">{m.contract.inEscrow(money(week.amount))}</span>
            {week.actual_amount > 0 && (
              <span className="text-muted">{m.contract.paidSoFar(money(week.actual_amount))}</span>
            )}
            {week.deadline && <Countdown to={week.deadline} />}
          </p>
          <div className="flex flex-wrap items-center gap-3">
            <Link to={`/hours/${contract.id}?week=${week.term}`} className="link">
              {m.week.look}
            </Link>
          </div>
        </li>
      ))}
    </ol>
  );
}
