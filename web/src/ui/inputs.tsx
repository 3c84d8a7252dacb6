/** Inputs of a form, each bound to its field by name. */
import type { ComponentProps, ReactNode } from 'react';
import { m } from '../messages/index.ts';
import { Field, FieldGroup, type FieldProps } from './field.tsx';
import type { Form } from './form.ts';

/** The fields of a form that hold this kind of value. */
type NamesOf<V, T> = { [K in keyof V]: V[K] extends T ? K : never }[keyof V] & string;

interface Bound<V, T> extends Omit<FieldProps, 'error'> {
  readonly form: Form<V>;
  readonly name: NamesOf<V, T>;
}

// Within these inputs a named field holds T by the type of `name`.
const valueOf = <V, T>({ form, name }: Bound<V, T>) => form.values[name] as T;
const setTo = <V, T>({ form, name }: Bound<V, T>, value: T) => form.set(name, value as V[typeof name & keyof V]);

type TextProps = Pick<
  ComponentProps<'input'>,
  'type' | 'placeholder' | 'autoComplete' | 'inputMode' | 'maxLength' | 'min' | 'max' | 'autoFocus' | 'readOnly'
>;

export function TextField<V>({ form, name, label, hint, optional, ...rest }: Bound<V, string> & TextProps) {
  const bound = { form, name, label };
  return (
    <Field label={label} hint={hint} error={form.errors[name]} {...(optional && { optional })}>
      {(links) => (
        <input
          {...rest}
          {...links}
          name={name}
          className="input"
          value={valueOf(bound)}
          onChange={(event) => setTo(bound, event.target.value)}
        />
      )}
    </Field>
  );
}

export function TextArea<V>({
  form,
  name,
  label,
  hint,
  optional,
  rows = 5,
  maxLength,
  placeholder,
}: Bound<V, string> & Pick<ComponentProps<'textarea'>, 'rows' | 'maxLength' | 'placeholder'>) {
  const bound = { form, name, label };
  const value = valueOf(bound);
  return (
    <Field
      label={label}
      hint={
        <span className="flex justify-between gap-4">
          <span>{hint}</span>
          {maxLength !== undefined && value.length > maxLength * 0.6 && (
            <span className="tabular-nums">
              {value.length}/{maxLength}
            </span>
          )}
        </span>
      }
      error={form.errors[name]}
      {...(optional && { optional })}
    >
      {(links) => (
        <textarea
          {...links}
          name={name}
          rows={rows}
          maxLength={maxLength}
          placeholder={placeholder}
          className="input resize-y"
          value={value}
          onChange={(event) => setTo(bound, event.target.value)}
        />
      )}
    </Field>
  );
}

/** An amount in yuan. */
export function MoneyField<V>({ form, name, label, hint, optional, per }: Bound<V, string> & { per?: string }) {
  const bound = { form, name, label };
  return (
    <Field label={label} hint={hint} error={form.errors[name]} {...(optional && { optional })}>
      {(links) => (
        <div className="relative">
          <span aria-hidden="true" className="absolute inset-y-0 start-3 grid place-items-center text-muted">
            ¥
          </span>
          <input
            {...links}
            name={name}
            inputMode="decimal"
            autoComplete="off"
            className="input ps-7 pe-16 tabular-nums"
            value={valueOf(bound)}
            onChange={(event) => setTo(bound, event.target.value.replace(/[^\d.]/g, ''))}
          />
          {per && <span className="absolute inset-y-0 end-3 grid place-items-center text-sm text-muted">{per}</span>}
        </div>
      )}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
}

export function SelectField<V>({
  form,
  name,
  label,
  hint,
  optional,
  choices,
  empty,
}: Bound<V, string> & { choices: readonly Choice[]; empty?: string }) {
  const bound = { form, name, label };
  return (
    <Field label={label} hint={hint} error={form.errors[name]} {...(optional && { optional })}>
      {(links) => (
        <select
          {...links}
          name={name}
          className="input"
          value={valueOf(bound)}
          onChange={(event) => setTo(bound, event.target.value)}
        >
          <option value="">{empty ?? m.form.choose}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Few choices with room to explain each. */
export function RadioCards<V>({
  form,
  name,
  label,
  hint,
  choices,
  columns = 3,
}: Bound<V, string> & { choices: readonly Choice[]; columns?: 2 | 3 }) {
  const bound = { form, name, label };
  return (
    <FieldGroup label={label} hint={hint} error={form.errors[name]}>
      <div className={`grid gap-2 ${columns === 3 ? 'sm:grid-cols-3' : 'sm:grid-cols-2'}`}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex items-start gap-2.5 rounded-lg border border-line bg-card p-3 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name={name}
              className="mt-1 accent-(--color-accent)"
              checked={valueOf(bound) === choice.value}
              onChange={() => setTo(bound, choice.value)}
            />
            <span>
              <span className="block font-medium">{choice.label}</span>
              {choice.note && <span className="block text-sm text-muted">{choice.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export function CheckField<V>({ form, name, label }: Bound<V, boolean> & { label: string }) {
  const bound = { form, name, label };
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        name={name}
        className="mt-1 size-4 accent-(--color-accent)"
        checked={valueOf(bound)}
        onChange={(event) => setTo(bound, event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** Several of a list. */
export function ChecksField<V>({
  form,
  name,
  label,
  hint,
  optional,
  choices,
  most,
}: Bound<V, readonly string[]> & { choices: readonly Choice[]; most?: number }) {
  const bound = { form, name, label };
  const chosen = valueOf(bound);
  const isFull = most !== undefined && chosen.length >= most;
  return (
    <FieldGroup label={label} hint={hint} error={form.errors[name]} {...(optional && { optional })}>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ value, label: text }) => (
          <label
            key={value}
            className="inline-flex items-center gap-1.5 rounded-full border border-line bg-card px-3 py-1 text-sm has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-50"
          >
            <input
              type="checkbox"
              className="accent-(--color-accent)"
              checked={chosen.includes(value)}
              disabled={isFull && !chosen.includes(value)}
              onChange={(event) =>
                setTo(bound, event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
              }
            />
            {text}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

/** What is wrong with the whole form, where it is seen and heard. */
export function FormTrouble<V>({ form }: { form: Form<V> }) {
  return form.trouble === undefined ? null : <Trouble>{form.trouble}</Trouble>;
}

export function Trouble({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="rounded-lg border border-bad bg-bad-soft px-3 py-2 text-bad">
      {children}
    </div>
  );
}
