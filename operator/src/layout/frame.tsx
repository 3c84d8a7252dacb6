import { type ReactNode, useEffect } from 'react';
import { m } from '../messages/index.ts';

/** The frame of a page: its title, what it is for, and what can be done with all of it. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · ${m.app.name}`;
  }, [title]);
  return (
    <>
      <div className="head">
        <div className="tight">
          <h1>{title}</h1>
          {lead && <p className="muted">{lead}</p>}
        </div>
        {actions && <div className="bar">{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** A part of a page. */
export function Part({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="tight">
      <div className="head">
        <h2>{title}</h2>
        {actions && <div className="bar">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
