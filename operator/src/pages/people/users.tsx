import { Link } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters, useMarket } from '../../layout/market.ts';
import { m } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Rows } from '../../ui/rows.tsx';
import { SearchBar } from '../../ui/search-bar.tsx';
import { State, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Person = AnswerOf<'user_list'>['items'][number];
const size = 20;

export function UsersPage() {
  const market = useMarket();
  const { text, page, set } = useFilters();
  const state = text('state') as Person['state'] | '';
  const found = useAnswer('user_list', { market, q: text('q'), ...(state !== '' && { state }), page, size });
  return (
    <Page title={m.users.title}>
      <SearchBar label={m.users.hint} value={text('q')} onSearch={(q) => set({ q })}>
        <Choice
          label={m.common.state}
          value={state}
          words={m.words.userState}
          onChange={(value) => set({ state: value })}
        />
      </SearchBar>
      <Answer of={found}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title={m.users.empty}>{m.users.emptyText}</Empty>
          ) : (
            <>
              <p className="muted">{m.common.total(number(total))}</p>
              <Rows<Person>
                name={m.users.title}
                rows={items}
                keyOf={({ uid }) => uid}
                paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
                columns={[
                  {
                    title: m.users.name,
                    show: ({ uid, name }) => <Link to={`/m/${market}/users/${uid}`}>{name}</Link>,
                  },
                  { title: m.users.phone, show: ({ phone }) => phone ?? m.common.none },
                  { title: m.users.email, show: ({ email }) => email ?? m.common.none },
                  { title: m.common.state, show: (row) => <State of={row.state} words={m.words.userState} /> },
                  { title: m.users.joined, show: ({ joined_at: at }) => <Time of={at} /> },
                ]}
              />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
