/** Values as people read them. */
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { ago, exact, money } from '../format.ts';
import { m, wordOf } from '../messages/index.ts';

export const Money = ({ of }: { of: string }) => <span className="money">{money(of)}</span>;

/** A time as far from now, with the exact one beside the pointer. */
export function Time({ of, isExact = false }: { of: string | null; isExact?: boolean }) {
  if (of === null) return m.common.none;
  return (
    <time dateTime={of} title={exact(of)}>
      {isExact ? exact(of) : ago(of)}
    </time>
  );
}

const good = new Set(['paid', 'active', 'booked', 'delivered', 'done']);
const bad = new Set(['failed', 'returned', 'refused', 'restricted', 'suspended']);
const waiting = new Set(['requested', 'approved', 'sent', 'open', 'pending']);

/** The word for a state, coloured by what it means for whoever reads it. */
export function State({ of, words }: { of: string; words: Readonly<Record<string, string>> }) {
  const color = good.has(of) ? 'success' : bad.has(of) ? 'error' : waiting.has(of) ? 'processing' : 'default';
  return <Tag color={color}>{wordOf(words, of)}</Tag>;
}

/** Names and what they stand for, one below the other. */
export function Pairs({
  of,
  className = 'pairs',
}: {
  of: readonly (readonly [string, ReactNode])[];
  className?: string;
}) {
  return (
    <dl className={className}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? m.common.none : value}</dd>
        </div>
      ))}
    </dl>
  );
}
