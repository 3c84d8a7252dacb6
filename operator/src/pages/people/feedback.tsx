import { Link } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters, useMarket } from '../../layout/market.ts';
import { m } from '../../messages/index.ts';
import { Rows } from '../../ui/rows.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

const size = 20;

export function FeedbackPage() {
  const market = useMarket();
  const { page, set } = useFilters();
  const found = useAnswer('feedback_list', { market, page, size });
  return (
    <Page title={m.feedback.title}>
      <Answer of={found}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title={m.feedback.empty} />
          ) : (
            <Rows<AnswerOf<'feedback_list'>['items'][number]>
              name={m.feedback.title}
              rows={items}
              keyOf={({ id }) => id}
              paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
              columns={[
                {
                  title: m.feedback.user,
                  show: (row) => <Link to={`/m/${market}/users/${row.user_uid}`}>{row.user}</Link>,
                  width: 140,
                },
                { title: m.feedback.content, show: ({ content }) => <span className="words">{content}</span> },
                {
                  title: m.feedback.score,
                  show: ({ score }) => (score === 0 ? m.common.none : number(score)),
                  isNumber: true,
                  width: 90,
                },
                { title: m.feedback.contact, show: ({ contact }) => contact || m.common.none, width: 180 },
                { title: m.common.time, show: ({ at }) => <Time of={at} />, width: 140 },
              ]}
            />
          )
        }
      </Answer>
    </Page>
  );
}
