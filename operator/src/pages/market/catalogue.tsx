import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { type Column, Rows } from '../../ui/rows.tsx';
import { SearchBar } from '../../ui/search-bar.tsx';
import { Answer } from '../../ui/states.tsx';
import { AddDialog, HideDialog, RenameDialog } from './catalogue-forms.tsx';

export type Catalogue = AnswerOf<'catalogue'>;
export type Part = keyof Catalogue;
export type Item = Catalogue[Part][number];

/** The name, what it was before, and whether it is offered. */
function Name({ of }: { of: Item }) {
  const notes = [
    ...(of.hidden ? [m.catalogue.hidden] : []),
    ...(of.added ? [m.catalogue.isAdded] : []),
    ...(of.former.length > 0 ? [m.catalogue.former(of.former.join('、'))] : []),
  ];
  return (
    <>
      {of.name}
      {notes.length > 0 && <span className="small muted"> · {notes.join(' · ')}</span>}
    </>
  );
}

const columns: { readonly [P in Part]: () => readonly Column<Catalogue[P][number]>[] } = {
  categories: () => [
    { title: m.catalogue.category, show: (row) => <Name of={row} /> },
    { title: m.catalogue.parent, show: ({ parent }) => parent ?? m.common.none },
  ],
  skills: () => [
    { title: m.catalogue.skill, show: (row) => <Name of={row} /> },
    { title: m.catalogue.most, show: ({ category }) => category ?? m.common.none },
  ],
  questions: () => [
    { title: m.catalogue.question, show: (row) => <Name of={row} /> },
    { title: m.common.kind, show: ({ type }) => wordOf(m.words.questionType, type) },
    { title: m.catalogue.english, show: ({ english }) => <span lang="en">{english}</span> },
  ],
};
const parts = Object.keys(columns) as Part[];
const size = 50;

type Asked = { readonly does: 'add' } | { readonly does: 'rename' | 'hide'; readonly item: Item };

/** What people choose from in every market: what came with the release, and what operators make of it. */
export function CataloguePage() {
  const { text, page, set } = useFilters();
  const part = parts.find((one) => one === text('part')) ?? 'categories';
  const found = useAnswer('catalogue', {});
  const may = useMay();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  return (
    <Page
      title={m.catalogue.title}
      lead={m.catalogue.lead}
      actions={may('market.change') && <Button onClick={() => setAsked({ does: 'add' })}>{m.catalogue.add}</Button>}
    >
      <Segmented<Part>
        aria-label={m.catalogue.title}
        value={part}
        options={parts.map((value) => ({ value, label: m.catalogue[value] }))}
        onChange={(wanted) => set({ part: wanted, q: undefined })}
      />
      <SearchBar label={m.common.name} value={text('q')} onSearch={(q) => set({ q })} />
      <Answer of={found}>
        {(catalogue) => (
          <>
            <List
              rows={catalogue[part]}
              part={part}
              query={text('q')}
              page={page}
              onPage={(next) => set({ page: next })}
              {...(may('market.change') && { onAsk: setAsked })}
            />
            {asked?.does === 'add' && <AddDialog part={part} catalogue={catalogue} onClose={close} />}
            {asked?.does === 'rename' && <RenameDialog part={part} item={asked.item} onClose={close} />}
            {asked?.does === 'hide' && <HideDialog part={part} item={asked.item} onClose={close} />}
          </>
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
  readonly onAsk?: (asked: Asked) => void;
}

function List<P extends Part>({ rows, part, query, page, onPage, onAsk }: ListProps<P>) {
  const isFound = ({ name, former }: Item) =>
    [name, ...former].some((one) => one.toLowerCase().includes(query.toLowerCase()));
  const found = rows.filter(isFound);
  const shown = found.slice((page - 1) * size, page * size) as Catalogue[P][number][];
  const actions = (item: Item) => (
    <div className="bar">
      <Button aria-label={`${m.catalogue.rename} ${item.name}`} onClick={() => onAsk?.({ does: 'rename', item })}>
        {m.catalogue.rename}
      </Button>
      <Button
        aria-label={`${item.hidden ? m.catalogue.show : m.catalogue.hide} ${item.name}`}
        onClick={() => onAsk?.({ does: 'hide', item })}
      >
        {item.hidden ? m.catalogue.show : m.catalogue.hide}
      </Button>
    </div>
  );
  return (
    <>
      <p className="muted" aria-live="polite">
        {m.common.total(number(found.length))}
      </p>
      <Rows<Catalogue[P][number]>
        name={m.catalogue[part]}
        rows={shown}
        keyOf={({ id }) => String(id)}
        columns={[...columns[part](), ...(onAsk ? [{ title: m.common.actions, show: actions }] : [])]}
        paging={{ page, size, total: found.length, onPage }}
      />
    </>
  );
}
