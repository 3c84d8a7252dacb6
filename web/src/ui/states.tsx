/** What stands where an answer will be, where it is empty, and where it did not come. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { sentenceOf } from './form.ts';

export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <div aria-hidden="true" className={`animate-pulse rounded-md bg-sunk ${className}`} />;
}

/** Rows in the shape of the cards that will come. */
export function SkeletonCards({ count = 3, className = 'h-32' }: { count?: number; className?: string }) {
  return (
    <div className="grid gap-3" role="status" aria-label={m.common.loading}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={`grid content-start gap-3 rounded-xl border border-line bg-card p-4 ${className}`}>
          <Skeleton className="h-5 w-1/2" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      ))}
    </div>
  );
}

/** Where a whole page will be. */
export function SkeletonPage() {
  return (
    <div className="mx-auto max-w-page px-4 py-8">
      <SkeletonCards count={2} className="h-60" />
    </div>
  );
}

/** Why a list is empty, and the step that fills it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl border border-dashed border-line px-6 py-12 text-center">
      <p className="text-lg font-medium">{title}</p>
      {children && <div className="max-w-md text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="grid justify-items-center gap-3 rounded-xl border border-line bg-card px-6 py-10 text-center"
    >
      <p>{sentenceOf(error)}</p>
      <Button onClick={onRetry}>{m.common.retry}</Button>
    </div>
  );
}

/** An answer in its three states. */
export function Answer<T>({
  of: query,
  skeleton,
  children,
}: {
  of: UseQueryResult<T>;
  skeleton?: ReactNode;
  children: (answer: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <SkeletonCards />;
}
