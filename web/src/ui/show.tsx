/** Small things shown on every page: money, times, people, states. */
import { type ReactNode, useEffect, useState } from 'react';
import { filePath } from '../api/client.ts';
import { ago, day, exact, instant, left, money } from '../format.ts';
import { m } from '../messages/index.ts';
import { Icon } from './icon.tsx';

export function Money({ of: amount, className = '' }: { of: number; className?: string }) {
  return <span className={`tabular-nums ${className}`}>{money(amount)}</span>;
}

/** How long ago, or the day itself; the exact time on hover. */
export function Time({ at, as = 'ago' }: { at: string; as?: 'ago' | 'day' | 'exact' }) {
  const time = instant(at);
  if (!time) return null;
  const text = as === 'ago' ? ago(time) : as === 'day' ? day(time) : exact(time);
  return (
    <time dateTime={time.toISOString()} title={exact(time)}>
      {text}
    </time>
  );
}

/** Counts down to a deadline, minute by minute. */
export function Countdown({ to }: { to: string }) {
  const until = instant(to);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  if (!until) return null;
  const rest = until.getTime() - now;
  return (
    <time
      dateTime={until.toISOString()}
      title={exact(until)}
      className={`tabular-nums ${rest < 86_400_000 ? 'font-medium text-warn' : ''}`}
    >
      {rest > 0 ? m.time.left(left(rest)) : m.time.over}
    </time>
  );
}

const avatarSizes = { small: 'size-8 text-sm', normal: 'size-11', large: 'size-20 text-2xl' } as const;

/** A face, or the first character of the name. It says nothing to screen readers: the name stands beside it. */
export function Avatar({ name, src, size = 'normal' }: { name: string; src: string; size?: keyof typeof avatarSizes }) {
  const shape = `${avatarSizes[size]} shrink-0 rounded-full`;
  if (src) {
    return (
      <img
        src={filePath(src)}
        alt=""
        width={80}
        height={80}
        loading="lazy"
        className={`${shape} bg-sunk object-cover`}
      />
    );
  }
  return (
    <span aria-hidden="true" className={`${shape} grid place-items-center bg-accent-soft font-medium text-accent`}>
      {[...name][0] ?? '·'}
    </span>
  );
}

const tones = {
  plain: 'bg-sunk text-ink',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const;
export type Tone = keyof typeof tones;

export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

export function Skills({ of: skills, most = 6 }: { of: readonly string[]; most?: number }) {
  if (skills.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={m.job.skills}>
      {skills.slice(0, most).map((skill) => (
        <li key={skill}>
          <Chip>{skill}</Chip>
        </li>
      ))}
      {skills.length > most && <li className="text-sm text-muted">+{skills.length - most}</li>}
    </ul>
  );
}

/** Stars and how many have given them; nothing where nobody has. */
export function Stars({ score, count }: { score: number; count: number }) {
  if (count === 0) return <span className="text-sm text-muted">{m.review.none}</span>;
  return (
    <span className="inline-flex items-center gap-1 text-sm">
      <span className="text-warn">
        <Icon name="star" size={15} filled />
      </span>
      <span className="font-medium tabular-nums">{score.toFixed(1)}</span>
      <span className="text-muted">{m.review.count(count)}</span>
    </span>
  );
}

export function Verified() {
  return (
    <span className="inline-flex items-center gap-1 text-sm text-good">
      <Icon name="shield" size={15} />
      {m.trust.realName}
    </span>
  );
}

/** A box with a hairline; its heading when it has one. */
export function Card({
  title,
  side,
  children,
  pad = true,
}: {
  title?: ReactNode;
  side?: ReactNode;
  children: ReactNode;
  pad?: boolean;
}) {
  return (
    <section className="rounded-xl border border-line bg-card">
      {title !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-4 sm:px-5">
          <h2 className="font-semibold">{title}</h2>
          {side}
        </div>
      )}
      <div className={pad ? 'p-4 sm:p-5' : ''}>{children}</div>
    </section>
  );
}

/** Names and values. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode] | undefined | false)[] }) {
  const shown = rows.filter((row) => row !== undefined && row !== false);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
      {shown.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="text-end">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How far something has come, from 0 to 1. */
export function Bar({ part, label }: { part: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-2 overflow-hidden rounded-full bg-sunk"
    >
      <div className="h-full rounded-full bg-accent transition-[width] duration-150" style={{ width: `${percent}%` }} />
    </div>
  );
}
