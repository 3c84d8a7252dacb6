import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Rows } from '../../ui/rows.tsx';
import { SearchBar } from '../../ui/search-bar.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Message = AnswerOf<'outbox'>['items'][number];

/** What was sent by SMS and mail; a code is never shown. */
export function OutboxPage() {
  const market = useMarket();
  const { text, set } = useFilters();
  const found = useAnswer('outbox', { market, to: text('to') });
  return (
    <Page title={m.outbox.title}>
      <SearchBar label={m.outbox.hint} value={text('to')} onSearch={(to) => set({ to })} />
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={m.outbox.empty} />
          ) : (
            <Rows<Message>
              name={m.outbox.title}
              rows={items}
              keyOf={(row) => row.at + row.to + row.text}
              columns={[
                { title: m.outbox.to, show: ({ to }) => to, width: 200 },
                { title: m.common.kind, show: ({ channel }) => wordOf(m.words.messageChannel, channel), width: 100 },
                { title: m.outbox.text, show: (row) => <span className="words">{row.text}</span> },
                { title: m.outbox.at, show: ({ at }) => <Time of={at} isExact />, width: 190 },
              ]}
            />
          )
        }
      </Answer>
    </Page>
  );
}
