import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export type MenuItem =
  | { readonly label: string; readonly to: string }
  | { readonly label: string; readonly onSelect: () => void; readonly isDanger?: boolean };

const itemClass = 'block w-full cursor-pointer rounded-md px-3 py-2 text-start outline-none data-highlighted:bg-sunk';

/** A list of things to do behind one button, which is named by its label whatever it shows. It is not modal: a modal one would write styles that our policy refuses. */
export function Menu({
  label,
  trigger,
  items,
  heading,
}: {
  label: string;
  trigger: ReactNode;
  items: readonly MenuItem[];
  heading?: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="inline-flex min-h-10 min-w-10 items-center justify-center gap-1 rounded-lg px-2 hover:bg-sunk">
        <span className="sr-only">{label}</span>
        <span aria-hidden="true" className="inline-flex items-center gap-1">
          {trigger}
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 min-w-44 rounded-xl border border-line bg-card p-1.5 text-ink shadow-lg"
        >
          {heading && <div className="border-b border-line px-3 pt-1 pb-2">{heading}</div>}
          {items.map((item) =>
            'to' in item ? (
              <DropdownMenu.Item key={item.label} asChild>
                <Link to={item.to} className={itemClass}>
                  {item.label}
                </Link>
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Item
                key={item.label}
                onSelect={item.onSelect}
                className={`${itemClass} ${item.isDanger ? 'text-bad' : ''}`}
              >
                {item.label}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
