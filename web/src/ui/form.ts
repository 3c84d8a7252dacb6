import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Refusal } from '../api/client.ts';
import { uploadsEnded } from '../api/upload.ts';
import { m } from '../messages/index.ts';

type Errors<V> = Partial<Record<keyof V, string>>;

interface Options<V> {
  readonly values: V;
  /** What is wrong before anything is sent: a sentence for each field. */
  readonly check?: (values: V) => Errors<V>;
  readonly send: (values: V) => Promise<void>;
  /** The field that a number of the server is about, where its answer does not name it. */
  readonly codes?: Readonly<Record<number, keyof V>>;
  /** Keeps what is written on this device until it is sent. */
  readonly draft?: string;
}

export interface Form<V> {
  readonly values: V;
  readonly errors: Errors<V>;
  /** What is wrong with the whole. */
  readonly trouble: string | undefined;
  readonly isBusy: boolean;
  readonly isChanged: boolean;
  set<K extends keyof V>(name: K, value: V[K]): void;
  setError(name: keyof V, sentence: string): void;
  submit(event?: FormEvent): Promise<void>;
  reset(values?: V): void;
}

/** The sentence for a person, in their language; that nobody answered where nobody has. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Refusal && error.message !== '' ? m.refusal(error.code, error.message) : m.common.unreachable;

/** The next moment, when what has just been set is on the page. */
const rendered = () => new Promise((resolve) => setTimeout(resolve));

const draftKey = (name: string) => `draft:${name}`;

function readDraft<V extends object>(name: string | undefined, values: V): V {
  if (name === undefined) return values;
  try {
    const kept = JSON.parse(localStorage.getItem(draftKey(name)) ?? '{}') as Partial<V>;
    return { ...values, ...kept };
  } catch {
    return values;
  }
}

/** A form: its values, what is wrong with them, and how it is sent. */
export function useForm<V extends object>({ values: first, check, send, codes = {}, draft }: Options<V>): Form<V> {
  const [values, setValues] = useState(() => readDraft(draft, first));
  const [errors, setErrors] = useState<Errors<V>>({});
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isChanged, setChanged] = useState(false);

  // A file that arrives while the form waits is known to the sender of a later render only.
  const sender = useRef(send);
  useLayoutEffect(() => {
    sender.current = send;
  });

  useEffect(() => {
    if (draft !== undefined && isChanged) localStorage.setItem(draftKey(draft), JSON.stringify(values));
  }, [draft, isChanged, values]);

  function refused(error: unknown): void {
    const sentence = sentenceOf(error);
    const named = error instanceof Refusal ? (codes[error.code] ?? (error.field as keyof V | undefined)) : undefined;
    if (named !== undefined && Object.hasOwn(values, named)) setErrors({ [named]: sentence } as Errors<V>);
    else setTrouble(sentence);
  }

  return {
    values,
    errors,
    trouble,
    isBusy,
    isChanged,
    set(name, value) {
      setValues((before) => ({ ...before, [name]: value }));
      setErrors(({ [name]: _gone, ...rest }) => rest as Errors<V>);
      setChanged(true);
    },
    setError: (name, sentence) => setErrors((before) => ({ ...before, [name]: sentence })),
    async submit(event) {
      event?.preventDefault();
      if (isBusy) return;
      const wrong = check?.(values) ?? {};
      setErrors(wrong);
      setTrouble(undefined);
      if (Object.values(wrong).some((sentence) => sentence !== undefined)) return;
      setBusy(true);
      try {
        await uploadsEnded();
        await rendered();
        await sender.current(values);
        if (draft !== undefined) localStorage.removeItem(draftKey(draft));
        setChanged(false);
      } catch (error) {
        refused(error);
      } finally {
        setBusy(false);
      }
    },
    reset(next = first) {
      setValues(next);
      setErrors({});
      setTrouble(undefined);
      setChanged(false);
    },
  };
}

/** A sentence for each of these fields that is empty. */
export function required<V extends object>(values: V, names: readonly (keyof V)[]): Errors<V> {
  const empty = names.filter((name) => {
    const value = values[name];
    return value === '' || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  });
  return Object.fromEntries(empty.map((name) => [name, m.form.required])) as Errors<V>;
}

const amountText = /^\d{1,9}(\.\d{1,2})?$/;

/** The amount that a person typed, in yuan; undefined when it is none. */
export const amountOf = (text: string): number | undefined =>
  amountText.test(text.trim()) && Number(text) > 0 ? Number(text) : undefined;
