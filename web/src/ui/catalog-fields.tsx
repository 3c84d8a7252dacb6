/** Fields that choose from the catalogues: categories, places, skills. */
import { type ComponentProps, useState } from 'react';
import type { FieldsOf } from '../api/client.ts';
import { keptMs, useAnswer } from '../api/query.ts';
import { m } from '../messages/index.ts';
import { Field, FieldGroup } from './field.tsx';
import { Icon } from './icon.tsx';
import { SelectField } from './inputs.tsx';

/** Top categories, each with those below it. */
export function useCategories() {
  const { data } = useAnswer('category', { t: 'all' }, { staleMs: keptMs });
  const all = (data?.categorys ?? []).map((one) => ({ ...one, name: m.said(one.name) }));
  return all
    .filter((one) => one.pid === 0)
    .map((top) => ({ ...top, children: all.filter((one) => one.pid === top.category_id) }));
}

/** One category, by its group. */
export function CategoryField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (id: string) => void;
}) {
  const groups = useCategories();
  return (
    <Field label={label} error={error}>
      {(links) => (
        <select {...links} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{m.form.choose}</option>
          {groups.map((group) => (
            <optgroup key={group.category_id} label={group.name}>
              {(group.children.length > 0 ? group.children : [group]).map((one) => (
                <option key={one.category_id} value={one.category_id}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Province, then city. `value` is the city's number, '' for none. */
export function CityField({
  label,
  value,
  known,
  error,
  onChange,
}: {
  label: string;
  value: string;
  /** The city that is set already, with its province. */
  known?: { id?: number | undefined; parent_id?: number | undefined } | undefined;
  error?: string | undefined;
  onChange: (id: string) => void;
}) {
  const [province, setProvince] = useState(known?.parent_id ? String(known.parent_id) : '');
  const provinces = useAnswer('address_get', { address_id: 1 }, { staleMs: keptMs });
  const cities = useAnswer(
    'address_get',
    { address_id: Number(province) },
    { staleMs: keptMs, enabled: province !== '' },
  );
  return (
    <FieldGroup label={label} error={error}>
      <div className="grid gap-2 sm:grid-cols-2">
        <select
          aria-label={m.form.province}
          className="input"
          value={province}
          onChange={(event) => {
            setProvince(event.target.value);
            onChange('');
          }}
        >
          <option value="">{m.form.province}</option>
          {provinces.data?.address.map((one) => (
            <option key={one.address_id} value={one.address_id}>
              {one.name}
            </option>
          ))}
        </select>
        <select
          aria-label={m.form.city}
          className="input"
          disabled={province === ''}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{m.form.city}</option>
          {cities.data?.address.map((one) => (
            <option key={one.address_id} value={one.address_id}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
    </FieldGroup>
  );
}

/** Skills of the catalogue, found while typing. */
export function SkillsField({
  label,
  hint,
  value,
  most,
  error,
  onChange,
}: {
  label: string;
  hint?: string;
  value: readonly string[];
  most: number;
  error?: string | undefined;
  onChange: (skills: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const found = useAnswer('skills', { name: typed }, { enabled: typed !== '', keeps: true, staleMs: keptMs });
  const names = (found.data?.skills ?? []).map(({ name }) => name).filter((name) => !value.includes(name));
  function add(name: string): void {
    if (value.length < most && !value.includes(name)) onChange([...value, name]);
    setTyped('');
  }
  return (
    <Field label={label} hint={hint ?? m.form.skillsHint(most)} error={error}>
      {(links) => (
        <div className="grid gap-2">
          {value.length > 0 && (
            <ul className="flex flex-wrap gap-1.5">
              {value.map((name) => (
                <li
                  key={name}
                  className="inline-flex items-center gap-1 rounded-full bg-accent-soft ps-2.5 text-sm text-accent"
                >
                  {name}
                  <button
                    type="button"
                    aria-label={m.form.without(name)}
                    className="grid size-7 place-items-center rounded-full"
                    onClick={() => onChange(value.filter((one) => one !== name))}
                  >
                    <Icon name="close" size={14} />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...links}
            className="input"
            value={typed}
            autoComplete="off"
            disabled={value.length >= most}
            placeholder={m.form.skillsPlaceholder}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              const [first] = names;
              if (first !== undefined) add(names.find((name) => name.toLowerCase() === typed.toLowerCase()) ?? first);
            }}
          />
          {typed !== '' && (
            <ul aria-label={m.form.suggestions} className="flex flex-wrap gap-1.5">
              {names.map((name) => (
                <li key={name}>
                  <button
                    type="button"
                    onClick={() => add(name)}
                    className="min-h-8 rounded-full border border-line bg-card px-3 text-sm hover:border-accent"
                  >
                    {m.form.with(name)}
                  </button>
                </li>
              ))}
              {found.data && names.length === 0 && <li className="text-sm text-muted">{m.form.noSkill}</li>}
            </ul>
          )}
        </div>
      )}
    </Field>
  );
}

export type QuestionKind = NonNullable<FieldsOf<'question_list'>['qtype']>;

/** One of the questions, or of the reasons, that the catalogue has for something. */
export function QuestionField<V>({
  kind,
  ...bound
}: { kind: QuestionKind } & Omit<ComponentProps<typeof SelectField<V>>, 'choices'>) {
  const { data } = useAnswer('question_list', { qtype: kind }, { staleMs: keptMs });
  const choices = (data?.questions ?? []).map((one) => ({ value: String(one.question_id), label: m.said(one.name) }));
  return <SelectField {...bound} choices={choices} />;
}
