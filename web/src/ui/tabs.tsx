import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Tabs as Radix } from 'radix-ui';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly content: () => ReactNode;
}

/** Tabs whose choice is in the address, so that it can be sent and gone back to. */
export function Tabs({ label, name = 'tab', tabs }: { label: string; name?: string; tabs: readonly Tab[] }) {
  const [query, setQuery] = useSearchParams();
  const chosen = tabs.find((tab) => tab.id === query.get(name)) ?? tabs[0];
  if (!chosen) return null;
  function choose(id: string): void {
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        next.set(name, id);
        next.delete('page');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  }
  return (
    <Radix.Root value={chosen.id} onValueChange={choose}>
      <Radix.List
        aria-label={label}
        className="-mx-4 flex gap-1 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px border-b-2 border-transparent px-3 py-2.5 whitespace-nowrap text-muted data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && (
              <span className="ms-1.5 rounded-full bg-sunk px-1.5 text-xs tabular-nums">{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={chosen.id} className="pt-4" tabIndex={-1}>
        <h2 className="sr-only">{chosen.label}</h2>
        {chosen.content()}
      </Radix.Content>
    </Radix.Root>
  );
}
