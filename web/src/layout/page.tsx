import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { m } from '../messages/index.ts';
import { Icon } from '../ui/icon.tsx';
import { Answer, SkeletonPage } from '../ui/states.tsx';

/** The title of the window, as long as the page is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? m.app.name : `${title} · ${m.app.name}`;
  }, [title]);
}

/** One page: its heading, what can be done with the whole of it, and its content. */
export function Page({
  title,
  lead,
  back,
  actions,
  narrow = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  back?: { readonly to: string; readonly label: string };
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={`mx-auto w-full px-4 py-6 sm:py-8 ${narrow ? 'max-w-2xl' : 'max-w-page'}`}>
      {back && (
        <Link to={back.to} className="link mb-2 inline-flex items-center gap-1 text-sm">
          <Icon name="left" size={16} />
          {back.label}
        </Link>
      )}
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold break-words">{title}</h1>
          {lead && <div className="mt-1 text-muted">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** An answer that is a page of its own: also where it could not be had there is a heading, and a way back. */
export function PageAnswer<T>({
  of: query,
  title,
  back,
  children,
}: {
  of: UseQueryResult<T>;
  title: string;
  back?: { readonly to: string; readonly label: string };
  children: (answer: T) => ReactNode;
}) {
  if (query.data !== undefined || !query.isError)
    return (
      <Answer of={query} skeleton={<SkeletonPage />}>
        {children}
      </Answer>
    );
  return (
    <Page title={title} {...(back && { back })}>
      <Answer of={query}>{children}</Answer>
    </Page>
  );
}

/**
 * Content, and beside it (below it on the phone) a column that stays in view. `bar` is what matters most of that column,
 * the next move: on the phone it stays at the bottom while the content is read.
 */
export function WithSide({ side, bar, children }: { side: ReactNode; bar?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 gap-5">{children}</div>
      <aside className="contents lg:sticky lg:top-20 lg:grid lg:gap-5">
        {bar && <div className="max-lg:sticky max-lg:bottom-14 max-lg:z-20 sm:max-lg:bottom-2">{bar}</div>}
        {side}
      </aside>
    </div>
  );
}
