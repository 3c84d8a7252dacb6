import { Button } from 'antd';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Part } from '../../layout/frame.tsx';
import { useFilters } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { type Column, Rows } from '../../ui/rows.tsx';
import { State, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Delivery = AnswerOf<'delivery_list'>['items'][number];
const size = 20;

export const eventName = (noun: string, change: string): string =>
  `${wordOf(m.words.noun, noun)} · ${wordOf(m.words.change, change)}`;

/** What was sent to a partner, what came back, and once more what they ask for. */
export function Deliveries({ clientId }: { clientId: string }) {
  const { text, page, set } = useFilters();
  const may = useMay();
  const state = text('state') as Delivery['state'] | '';
  const found = useAnswer('delivery_list', { client_id: clientId, ...(state !== '' && { state }), page, size });
  const [asked, setAsked] = useState<Delivery>();
  return (
    <Part
      title={m.channels.deliveries}
      actions={
        <Choice
          label={m.common.state}
          value={state}
          words={m.words.deliveryState}
          onChange={(value) => set({ state: value })}
        />
      }
    >
      <Answer of={found}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title={m.channels.noDeliveries} />
          ) : (
            <Rows<Delivery>
              name={m.channels.deliveries}
              rows={items}
              keyOf={({ uid }) => uid}
              paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
              columns={[...columns(), ...(may('channels.change') ? [replayColumn(setAsked)] : [])]}
            />
          )
        }
      </Answer>
      {asked && (
        <ReasonDialog
          title={m.channels.replay}
          action={m.channels.replay}
          text={m.channels.replayText}
          done={m.channels.replayed}
          onClose={() => setAsked(undefined)}
          onSubmit={async ({ reason }) => {
            await call('delivery_replay', { client_id: clientId, uid: asked.uid, reason });
            await refresh(['delivery_list', 'audit_list']);
          }}
        />
      )}
    </Part>
  );
}

const columns = (): readonly Column<Delivery>[] => [
  { title: m.channels.event, show: ({ noun, change }) => eventName(noun, change) },
  { title: m.channels.url, show: ({ url }) => url },
  { title: m.common.state, show: ({ state }) => <State of={state} words={m.words.deliveryState} /> },
  { title: m.channels.attempts, show: ({ attempts }) => number(attempts), isNumber: true },
  {
    title: m.channels.answer,
    show: ({ last_status: status, last_error: error }) => (status === null ? (error ?? m.common.none) : String(status)),
  },
  { title: m.channels.next, show: (row) => <Time of={row.next_at} /> },
  { title: m.channels.created, show: (row) => <Time of={row.created_at} /> },
];

const replayColumn = (onAsk: (delivery: Delivery) => void): Column<Delivery> => ({
  title: m.common.actions,
  show: (row) =>
    row.state === 'pending' ? m.common.none : <Button onClick={() => onAsk(row)}>{m.channels.replay}</Button>,
});
