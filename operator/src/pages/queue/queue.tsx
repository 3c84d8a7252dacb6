import { Select } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import { Refusal } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
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
  {
    title: m.queue.responsible,
    show: ({ needs, holder }) => (holder ? <strong>{holder.shown_name}</strong> : m.words.responsible[needs]),
    width: 120,
  },
];

/** What waits, how long, and who is responsible. */
export function QueuePage() {
  const { items, isLoading, missing, retry } = useWaiting();
  const filters = useFilters();
  const list = useRef<HTMLDivElement>(null);
  const { me } = useSession();
  const [market, kind, holder] = [filters.text('market'), filters.text('kind'), filters.text('holder')];
  const isHeldSo = (one: Waiting) =>
    holder === '' || (holder === 'mine' ? one.holder !== null && one.holder.uid === me?.uid : one.holder === null);
  const shown = items.filter(
    (one) => (market === '' || one.market === market) && (kind === '' || one.kind === kind) && isHeldSo(one),
  );
  const go = (step: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
  const everything = { market: m.queue.allMarkets, kind: m.common.all, holder: m.queue.anyone };
  const choice = (
    name: 'market' | 'kind' | 'holder',
    label: string,
    options: readonly { value: string; label: string }[],
  ) => (
    <Select
      aria-label={label}
      style={{ minWidth: 140 }}
      value={filters.text(name)}
      options={[{ value: '', label: everything[name] }, ...options]}
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
          {choice('holder', m.queue.responsible, [
            { value: 'mine', label: m.queue.mine },
            { value: 'nobody', label: m.queue.free },
          ])}
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
