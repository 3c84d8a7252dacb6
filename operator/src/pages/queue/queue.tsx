import { Select } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import { Refusal } from '../../api/client.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { markets, useFilters } from '../../layout/market.ts';
import { m } from '../../messages/index.ts';
import { useKeys } from '../../ui/keys.ts';
import { type Column, Rows } from '../../ui/rows.tsx';
import { Money, Time } from '../../ui/show.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { addressOf, useWaiting, type Waiting } from './waiting.ts';

const columns = (): readonly Column<Waiting>[] => [
  {
    title: m.queue.subject,
    show: (row) => (
      <Link to={addressOf(row)} data-row>
        {row.subject}
      </Link>
    ),
  },
  { title: m.common.kind, show: ({ kind }) => m.words.decision[kind], width: 120 },
  { title: m.common.market, show: ({ market }) => m.words.market[market], width: 110 },
  {
    title: m.common.amount,
    show: ({ amount }) => (amount === null ? m.common.none : <Money of={amount} />),
    isNumber: true,
    width: 140,
  },
  { title: m.queue.since, show: ({ since }) => <Time of={since} />, width: 140 },
  { title: m.queue.responsible, show: ({ needs }) => m.words.responsible[needs], width: 120 },
];

/** What waits, how long, and who is responsible. */
export function QueuePage() {
  const { items, isLoading, missing, retry } = useWaiting();
  const filters = useFilters();
  const list = useRef<HTMLDivElement>(null);
  const [market, kind] = [filters.text('market'), filters.text('kind')];
  const shown = items.filter((one) => (market === '' || one.market === market) && (kind === '' || one.kind === kind));
  const go = (step: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
  const choice = (name: 'market' | 'kind', label: string, options: readonly { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      style={{ minWidth: 140 }}
      value={filters.text(name)}
      options={[{ value: '', label: name === 'market' ? m.queue.allMarkets : m.common.all }, ...options]}
      onChange={(value) => filters.set({ [name]: value })}
    />
  );
  return (
    <Page
      title={m.queue.title}
      lead={
        <>
          {m.queue.lead} <span className="keys">{m.queue.keys}</span>
        </>
      }
      actions={
        <>
          {choice(
            'market',
            m.common.market,
            markets.map((one) => ({ value: one, label: m.words.market[one] })),
          )}
          {choice(
            'kind',
            m.common.kind,
            Object.entries(m.words.decision).map(([value, label]) => ({ value, label })),
          )}
        </>
      }
    >
      {missing.length > 0 && (
        <Failed
          error={
            new Refusal('decision_list', m.queue.failedMarkets(missing.map((one) => m.words.market[one]).join('、')))
          }
          onRetry={retry}
        />
      )}
      <p aria-live="polite" className="muted">
        {isLoading ? m.common.loading : m.queue.waiting(number(shown.length))}
      </p>
      <div ref={list}>
        {shown.length > 0 && <Rows name={m.queue.title} rows={shown} keyOf={addressOf} columns={columns()} />}
        {shown.length === 0 &&
          (isLoading ? <Loading /> : <Empty title={m.queue.emptyTitle}>{m.queue.emptyText}</Empty>)}
      </div>
    </Page>
  );
}
