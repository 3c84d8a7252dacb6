import type { AnswerOf, FieldsOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Entry = AnswerOf<'audit_list'>['items'][number];
const size = 20;

/** What every operator has changed, and why. */
export function AuditPage() {
  const { text, page, set } = useFilters();
  const market = text('market') as NonNullable<FieldsOf<'audit_list'>['market']> | '';
  const found = useAnswer('audit_list', { ...(market !== '' && { market }), page, size });
  const { '': _everywhere, ...markets } = m.words.market;
  return (
    <Page
      title={m.audit.title}
      actions={
        <Choice label={m.common.market} value={market} words={markets} onChange={(value) => set({ market: value })} />
      }
    >
      <Answer of={found}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title={m.audit.empty} />
          ) : (
            <>
              <p className="muted">{m.common.total(number(total))}</p>
              <Rows<Entry>
                name={m.audit.title}
                rows={items}
                keyOf={({ id }) => id}
                paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
                columns={[
                  { title: m.audit.who, show: ({ operator }) => operator, width: 140 },
                  { title: m.audit.what, show: ({ action }) => wordOf(m.words.action, action), width: 180 },
                  { title: m.common.market, show: (entry) => wordOf(m.words.market, entry.market), width: 120 },
                  { title: m.common.reason, show: ({ reason }) => <span className="words">{reason}</span> },
                  { title: m.common.time, show: ({ at }) => <Time of={at} isExact />, width: 190 },
                ]}
              />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
