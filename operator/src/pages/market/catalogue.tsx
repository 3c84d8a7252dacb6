import { Segmented } from 'antd';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { type Column, Rows } from '../../ui/rows.tsx';
import { SearchBar } from '../../ui/search-bar.tsx';
import { Answer } from '../../ui/states.tsx';

type Catalogue = AnswerOf<'catalogue'>;
type Part = keyof Catalogue;

const columns: { readonly [P in Part]: () => readonly Column<Catalogue[P][number]>[] } = {
  categories: () => [
    { title: m.catalogue.category, show: ({ name }) => name },
    { title: m.catalogue.parent, show: ({ parent }) => parent ?? m.common.none },
  ],
  skills: () => [
    { title: m.catalogue.skill, show: ({ name }) => name },
    { title: m.catalogue.most, show: ({ category }) => category ?? m.common.none },
  ],
  questions: () => [
    { title: m.catalogue.question, show: ({ name }) => name },
    { title: m.common.kind, show: ({ type }) => wordOf(m.words.questionType, type) },
    { title: m.catalogue.english, show: ({ english }) => <span lang="en">{english}</span> },
  ],
};
const parts = Object.keys(columns) as Part[];
const size = 50;

/** What people choose from in every market. It comes with a release, so it is only read here. */
export function CataloguePage() {
  const { text, page, set } = useFilters();
  const part = parts.find((one) => one === text('part')) ?? 'categories';
  const found = useAnswer('catalogue', {});
  return (
    <Page title={m.catalogue.title} lead={m.catalogue.lead}>
      <Segmented<Part>
        aria-label={m.catalogue.title}
        value={part}
        options={parts.map((value) => ({ value, label: m.catalogue[value] }))}
        onChange={(wanted) => set({ part: wanted, q: undefined })}
      />
      <SearchBar label={m.common.name} value={text('q')} onSearch={(q) => set({ q })} />
      <Answer of={found}>
        {(catalogue) => (
          <List
            rows={catalogue[part]}
            part={part}
            query={text('q')}
            page={page}
            onPage={(next) => set({ page: next })}
          />
        )}
      </Answer>
    </Page>
  );
}

interface ListProps<P extends Part> {
  readonly rows: Catalogue[P];
  readonly part: P;
  readonly query: string;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function List<P extends Part>({ rows, part, query, page, onPage }: ListProps<P>) {
  const found = rows.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
  const shown = found.slice((page - 1) * size, page * size) as Catalogue[P][number][];
  return (
    <>
      <p className="muted" aria-live="polite">
        {m.common.total(number(found.length))}
      </p>
      <Rows<Catalogue[P][number]>
        name={m.catalogue[part]}
        rows={shown}
        keyOf={(row) => JSON.stringify(row)}
        columns={columns[part]()}
        paging={{ page, size, total: found.length, onPage }}
      />
    </>
  );
}
