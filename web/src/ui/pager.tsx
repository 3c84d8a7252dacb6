import { useSearchParams } from 'react-router';
import { number } from '../format.ts';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** The page that the address asks for, from 1. */
export function usePage(): [page: number, setPage: (page: number) => void] {
  const [query, setQuery] = useSearchParams();
  const page = Math.max(1, Math.trunc(Number(query.get('page') ?? '1')) || 1);
  return [
    page,
    (wanted) => {
      setQuery((before) => {
        const next = new URLSearchParams(before);
        if (wanted <= 1) next.delete('page');
        else next.set('page', String(wanted));
        return next;
      });
    },
  ];
}

/** The pages of a list, where the address says which. */
export function Pager({ total, size }: { total: number; size: number }) {
  const [page, setPage] = usePage();
  return <Steps total={total} size={size} page={page} onPage={setPage} />;
}

/** Before, where one is, after; nothing where one page holds all. */
export function Steps({
  total,
  size,
  page,
  onPage,
}: {
  total: number;
  size: number;
  page: number;
  onPage: (page: number) => void;
}) {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  return (
    <nav aria-label={m.common.pages} className="flex items-center justify-center gap-3 pt-4">
      <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <Icon name="left" size={16} />
        {m.common.previous}
      </Button>
      <span className="text-sm text-muted tabular-nums">{m.common.pageOf(number(page), number(last))}</span>
      <Button size="small" disabled={page >= last} onClick={() => onPage(page + 1)}>
        {m.common.next}
        <Icon name="right" size={16} />
      </Button>
    </nav>
  );
}
