import type { ReactNode } from 'react';

/** The page before the console. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="gate">
      <div className="card">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
