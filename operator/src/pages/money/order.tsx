import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { type Column, Rows } from '../../ui/rows.tsx';
import { Money, Pairs, State, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

export type Order = AnswerOf<'order_read'>['order'];
export type RailEvent = AnswerOf<'order_read'>['events'][number];

export const eventColumns = (): readonly Column<RailEvent>[] => [
  { title: m.ledger.rail, show: ({ rail }) => wordOf(m.words.rail, rail) },
  { title: m.ledger.tradeNo, show: (event) => event.trade_no },
  { title: m.ledger.outcome, show: ({ outcome }) => wordOf(m.words.outcome, outcome) },
  { title: m.ledger.verdict, show: ({ verdict }) => <State of={verdict} words={m.words.verdict} /> },
  { title: m.ledger.received, show: (event) => <Time of={event.received_at} isExact /> },
];

/** An order with what its rail has said of it and the transfers it has led to. */
export function OrderPage() {
  const market = useMarket();
  const { no = '' } = useParams();
  const found = useAnswer('order_read', { market, trade_no: no });
  return (
    <Answer of={found}>
      {({ order, events, transfers }) => (
        <Page title={`${m.ledger.order} ${order.trade_no}`} lead={order.description}>
          <div className="card">
            <Pairs
              of={[
                [m.ledger.purpose, wordOf(m.words.purpose, order.purpose)],
                [m.common.state, <State key="state" of={order.state} words={m.words.orderState} />],
                [m.common.amount, <Money key="amount" of={order.amount} />],
                [m.ledger.payer, order.payer],
                [m.ledger.payee, order.payee ?? ''],
                [m.ledger.rail, order.rail === null ? '' : wordOf(m.words.rail, order.rail)],
                [m.ledger.railNo, order.rail_trade_no ?? ''],
                [m.ledger.created, <Time key="created" of={order.created_at} isExact />],
                [m.ledger.paid, <Time key="paid" of={order.paid_at} isExact />],
              ]}
            />
          </div>
          <Part title={m.ledger.events}>
            {events.length === 0 ? (
              <Empty title={m.ledger.noEvents} />
            ) : (
              <Rows<RailEvent>
                name={m.ledger.events}
                rows={events}
                keyOf={({ event_id: id }) => id}
                columns={eventColumns()}
              />
            )}
          </Part>
          <Part title={m.ledger.transfers}>
            {transfers.length === 0 ? (
              <Empty title={m.ledger.noTransfers} />
            ) : (
              <Rows<AnswerOf<'order_read'>['transfers'][number]>
                name={m.ledger.transfers}
                rows={transfers}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: m.ledger.transfer,
                    show: ({ id, kind }) => (
                      <Link to={`/m/${market}/ledger/transfers/${id}`}>{wordOf(m.words.transfer, kind)}</Link>
                    ),
                  },
                  { title: m.common.time, show: (one) => <Time of={one.made_at} isExact /> },
                ]}
              />
            )}
          </Part>
        </Page>
      )}
    </Answer>
  );
}
