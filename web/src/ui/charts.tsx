/** Small charts: bars in a row, with the table they stand for beside them. */
import { number } from '../format.ts';

export interface Bars {
  readonly label: string;
  readonly value: number;
  /** What the value is to people, "¥1,200.00". */
  readonly text: string;
}

/** The most names below the bars, on wide screens and on the phone: more would stand on one another. */
const mostNames = { wide: 8, phone: 3 } as const;

/** Bars over time or over things. Screen readers are told every bar; the page shows the same as a table. */
export function BarChart({ title, bars }: { title: string; bars: readonly Bars[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  // Counted from the last, which is the newest.
  const isNamed = (index: number, names: number) => (bars.length - 1 - index) % Math.ceil(bars.length / names) === 0;
  return (
    <figure className="grid gap-3">
      <figcaption className="text-sm text-muted">{title}</figcaption>
      <div
        role="img"
        aria-label={`${title}: ${bars.map((bar) => `${bar.label} ${bar.text}`).join(', ')}`}
        className="grid max-w-3xl gap-1.5 overflow-hidden pt-4 text-xs text-muted tabular-nums"
      >
        <div className="relative flex h-40 items-end border-b border-line pe-14">
          {[0.5, 1].map((part) => (
            <div key={part} className="absolute inset-x-0 border-t border-line" style={{ bottom: `${part * 100}%` }}>
              <span className="absolute end-0 bottom-0.5">{number(Math.round(most * part * 100) / 100)}</span>
            </div>
          ))}
          {bars.map((bar) => (
            <div
              key={bar.label}
              title={`${bar.label} ${bar.text}`}
              className="relative flex h-full flex-1 items-end justify-center"
            >
              <div
                className="w-3/5 max-w-12 rounded-t-sm bg-accent"
                style={{ height: bar.value > 0 ? `max(2px, ${(bar.value / most) * 100}%)` : 0 }}
              />
            </div>
          ))}
        </div>
        <div className="flex pe-14">
          {bars.map((bar, index) => (
            <span key={bar.label} className="flex min-w-0 flex-1 justify-center whitespace-nowrap">
              <span className={isNamed(index, mostNames.phone) ? '' : 'max-sm:hidden'}>
                {isNamed(index, mostNames.wide) || isNamed(index, mostNames.phone) ? bar.label : ''}
              </span>
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

/** How much of each budget is spent. */
export function SpentChart({
  title,
  rows,
}: {
  title: string;
  rows: readonly { key: string; label: string; spent: number; budget: number; text: string }[];
}) {
  return (
    <figure className="grid gap-3">
      <figcaption className="text-sm text-muted">{title}</figcaption>
      {rows.map((row) => (
        <div key={row.key} className="grid gap-1">
          <div className="flex justify-between gap-3 text-sm">
            <span className="truncate">{row.label}</span>
            <span className="whitespace-nowrap tabular-nums">{row.text}</span>
          </div>
          <div className="h-2.5 overflow-hidden rounded-full bg-sunk">
            <div
              className={`h-full rounded-full ${row.spent > row.budget ? 'bg-bad' : 'bg-accent'}`}
              style={{ width: `${Math.min(100, (row.spent / Math.max(1, row.budget)) * 100)}%` }}
            />
          </div>
        </div>
      ))}
    </figure>
  );
}
