/** Short word of what has happened, seen and heard, that takes nothing away when it goes. */
import { useSyncExternalStore } from 'react';
import { m } from '../messages/index.ts';
import { Icon } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isBad: boolean;
}

let toasts: readonly Toast[] = [];
let count = 0;
const heard = new Set<() => void>();
const shownMs = 6_000;

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of heard) listener();
}

const remove = (id: number) => change(toasts.filter((toast) => toast.id !== id));

function show(text: string, isBad: boolean): void {
  count += 1;
  const id = count;
  change([...toasts.slice(-2), { id, text, isBad }]);
  setTimeout(() => remove(id), shownMs);
}

export const tell = (text: string): void => show(text, false);
export const tellTrouble = (text: string): void => show(text, true);

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 grid justify-items-center gap-2 sm:bottom-6"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex max-w-lg items-center gap-2 rounded-lg border border-line bg-ink px-4 py-2.5 text-paper shadow-lg"
        >
          <Icon name={toast.isBad ? 'warning' : 'check'} />
          <span>{toast.text}</span>
          <button
            type="button"
            aria-label={m.common.close}
            onClick={() => remove(toast.id)}
            className="-me-2 grid size-8 place-items-center rounded-md"
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
