import type { ComponentProps, ReactNode } from 'react';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import type { Form } from './form.ts';
import { FormTrouble } from './inputs.tsx';

interface Props<V> {
  readonly form: Form<V>;
  /** What the button says that sends it. */
  readonly submit: string;
  readonly children: ReactNode;
}

/** A form on a page: its fields, what is wrong with the whole, and the button that sends it. */
export function PlainForm<V>({ form, submit, isNarrow = false, children }: Props<V> & { isNarrow?: boolean }) {
  return (
    <form
      onSubmit={(event) => void form.submit(event)}
      className={`grid gap-4 ${isNarrow ? 'max-w-md' : ''}`}
      noValidate
    >
      {children}
      <FormTrouble form={form} />
      <div>
        <Button type="submit" kind="primary" busy={form.isBusy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** A form in a dialog. It stays, and says what is wrong, when it is refused; its `send` closes it. */
export function FormDialog<V>({
  form,
  submit,
  isDanger = false,
  children,
  ...dialog
}: Props<V> & { isDanger?: boolean } & Omit<ComponentProps<typeof Dialog>, 'children'>) {
  return (
    <Dialog {...dialog}>
      <form onSubmit={(event) => void form.submit(event)} className="grid gap-4" noValidate>
        {children}
        <FormTrouble form={form} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={dialog.onClose}>{m.common.cancel}</Button>
          <Button type="submit" kind={isDanger ? 'danger' : 'primary'} busy={form.isBusy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
