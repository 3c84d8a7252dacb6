/** Small charts: bars in a row, with the table they stand for beside them. */
import { number } from '../format.ts';

export interface Bars {
  readonly label: string;
  readonly value: number;
  /** What the value is to people, "¥1,200.00". */
  readonly text: string;
}

/** Bars over time or over things. Screen readers are told every bar; the page shows the same as a table. */
export function BarChart({ title, bars, height = 160 }: { title: string; bars: readonly Bars[]; height?: number }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const width = 640;
  const step = width / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / 8);
  return (
    <figure className="grid gap-1">
      <figcaption className="text-sm text-muted">{title}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height + 24}`}
        role="img"
        className="w-full max-w-3xl"
        aria-label={`${title}: ${bars.map((bar) => `${bar.label} ${bar.text}`).join(', ')}`}
      >
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line
              x1={0}
              x2={width}
              y1={height - part * (height - 16)}
              y2={height - part * (height - 16)}
              className="stroke-line"
            />
            {part > 0 && (
              <text x={width} y={height - part * (height - 16) - 3} textAnchor="end" className="fill-muted text-[11px]">
                {number(Math.round(most * part * 100) / 100)}
              </text>
            )}
          </g>
        ))}
        {bars.map((bar, index) => {
          const size = (bar.value / most) * (height - 16);
          return (
            <g key={bar.label}>
              <rect
                x={index * step + step * 0.18}
                y={height - size}
                width={Math.min(step * 0.64, 48)}
                height={Math.max(bar.value > 0 ? 2 : 0, size)}
                rx={3}
                className="fill-accent"
              >
                <title>{`${bar.label} ${bar.text}`}</title>
              </rect>
              {index % every === 0 && (
                <text x={index * step + step * 0.18} y={height + 16} className="fill-muted text-[11px]">
                  {bar.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
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
