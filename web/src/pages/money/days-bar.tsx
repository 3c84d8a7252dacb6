import { type ReactNode, useState } from 'react';
import { dayKey } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { useFilters } from '../jobs/job-filters.tsx';

const dayMs = 86_400_000;

/** The days a report is about, in the address: the last 90 when nothing else is asked for. */
export function useDays(): { from: string; until: string } {
  const filters = useFilters();
  const [now] = useState(() => Date.now());
  return {
    from: filters.text('from') || dayKey(new Date(now - 89 * dayMs)),
    until: filters.text('until') || dayKey(new Date(now)),
  };
}

/** Chooses the days, beside what a report offers. */
export function DaysBar({ children }: { children?: ReactNode }) {
  const filters = useFilters();
  const { from, until } = useDays();
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <label className="grid gap-1 text-sm">
        {m.wallet.from}
        <input
          type="date"
          className="input w-auto"
          max={until}
          value={from}
          onChange={(event) => filters.set({ from: event.target.value })}
        />
      </label>
      <label className="grid gap-1 text-sm">
        {m.wallet.until}
        <input
          type="date"
          className="input w-auto"
          min={from}
          value={until}
          onChange={(event) => filters.set({ until: event.target.value })}
        />
      </label>
      <div className="ms-auto">{children}</div>
    </div>
  );
}
