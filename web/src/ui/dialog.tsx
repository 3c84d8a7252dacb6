import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { m } from '../messages/index.ts';
import { Icon } from './icon.tsx';

const shapes = {
  dialog: 'm-auto w-[min(34rem,calc(100vw-2rem))] max-h-[calc(100dvh-2rem)] rounded-xl',
  wide: 'm-auto w-[min(60rem,calc(100vw-2rem))] max-h-[calc(100dvh-2rem)] rounded-xl',
  drawer: 'ms-auto me-0 my-0 h-dvh max-h-dvh w-[min(24rem,calc(100vw-3rem))]',
} as const;

/** A dialog or a drawer: the browser's own element keeps the focus inside, closes on Escape and makes the rest inert. */
export function Dialog({
  title,
  onClose,
  shape = 'dialog',
  children,
}: {
  title: string;
  onClose: () => void;
  shape?: keyof typeof shapes;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before it is taken from the page: then closing gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = ref.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions jsx-a11y/click-events-have-key-events -- a click on the backdrop is only another way to close; Escape and the button are there.
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={`${shapes[shape]} border border-line bg-card p-0 text-ink`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-4 border-b border-line bg-card px-5 py-3">
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        <button
          type="button"
          aria-label={m.common.close}
          onClick={onClose}
          className="-me-2 grid size-9 place-items-center rounded-lg text-muted hover:bg-sunk"
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="p-5">{children}</div>
    </dialog>
  );
}
