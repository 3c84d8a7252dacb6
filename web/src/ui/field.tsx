import { type ReactNode, useId } from 'react';

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: string;
}

/** What an input must carry so that label, hint and error belong to it. */
export interface InputLinks {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** A label above its input, a hint below, and the error in the place of the hint. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (links: InputLinks) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="ms-1.5 font-normal text-muted">{optional}</span>}
      </label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': note ? `${id}-note` : undefined })}
      {note && (
        <div
          id={`${id}-note`}
          className={`text-sm ${error ? 'text-bad' : 'text-muted'}`}
          role={error ? 'alert' : undefined}
        >
          {note}
        </div>
      )}
    </div>
  );
}

/** Several inputs that answer one question. */
export function FieldGroup({ label, hint, error, optional, children }: FieldProps & { children: ReactNode }) {
  const note = error ?? hint;
  const id = useId();
  return (
    <fieldset className="grid gap-1.5" aria-describedby={note ? id : undefined}>
      <legend className="mb-1 text-sm font-medium">
        {label}
        {optional && <span className="ms-1.5 font-normal text-muted">{optional}</span>}
      </legend>
      {children}
      {note && (
        <div id={id} className={`text-sm ${error ? 'text-bad' : 'text-muted'}`} role={error ? 'alert' : undefined}>
          {note}
        </div>
      )}
    </fieldset>
  );
}
