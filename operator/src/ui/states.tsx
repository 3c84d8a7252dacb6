/** What stands where an answer will be, where it is empty, and where it did not come. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Refusal, unreachable } from '../api/client.ts';
import { m } from '../messages/index.ts';

/** A refusal in words. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refusal && error.code !== unreachable) return error.message;
  return m.common.unreachable;
}

export function Loading({ rows = 4 }: { rows?: number }) {
  return (
    <div className="card" role="status" aria-label={m.common.loading}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** Why there is nothing, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card tight">
      <p>{title}</p>
      {children && <p className="muted">{children}</p>}
    </div>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="card bar" role="alert">
      <p>{sentenceOf(error)}</p>
      <Button onClick={onRetry}>{m.common.retry}</Button>
    </div>
  );
}

/** An answer in its three states. */
export function Answer<T>({ of: query, children }: { of: UseQueryResult<T>; children: (answer: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading />;
}
