import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Rows } from '../../ui/rows.tsx';
import { Money, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { eventColumns, type Order, type RailEvent } from './order.tsx';
import { type Payout, payoutColumns } from './payouts.tsx';

/** What the books and the rails do not agree upon, or have not for too long. */
export function ReconciliationPage() {
  const market = useMarket();
  const may = useMay();
  const found = useAnswer('reconciliation', { market });
  const payouts = (title: string, rows: readonly Payout[]) => (
    <Section title={title} isEmpty={rows.length === 0}>
      <Rows<Payout>
        name={title}
        rows={rows}
        keyOf={({ id }) => id}
        columns={payoutColumns(market, may('payouts.decide'))}
      />
    </Section>
  );
  return (
    <Page title={m.reconciliation.title} lead={m.reconciliation.lead}>
      <Answer of={found}>
        {(now) => (
          <>
            {payouts(m.reconciliation.returned, now.returned_payouts)}
            {payouts(m.reconciliation.slow, now.slow_payouts)}
            <Section title={m.reconciliation.open} isEmpty={now.open_top_ups.length === 0}>
              <Rows<Order>
                name={m.reconciliation.open}
                rows={now.open_top_ups}
                keyOf={({ trade_no: no }) => no}
                columns={[
                  {
                    title: m.ledger.tradeNo,
                    show: ({ trade_no: no }) => <Link to={`/m/${market}/orders/${no}`}>{no}</Link>,
                  },
                  { title: m.ledger.payer, show: ({ payer }) => payer },
                  { title: m.common.amount, show: ({ amount }) => <Money of={amount} />, isNumber: true },
                  {
                    title: m.ledger.rail,
                    show: ({ rail }) => (rail === null ? m.common.none : wordOf(m.words.rail, rail)),
                  },
                  { title: m.ledger.created, show: (order) => <Time of={order.created_at} /> },
                ]}
              />
            </Section>
            <Section title={m.reconciliation.refused} isEmpty={now.refused_events.length === 0}>
              <Rows<RailEvent>
                name={m.reconciliation.refused}
                rows={now.refused_events}
                keyOf={({ event_id: id }) => id}
                columns={eventColumns()}
              />
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}

function Section({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  return <Part title={title}>{isEmpty ? <Empty title={m.reconciliation.nothing} /> : children}</Part>;
}
