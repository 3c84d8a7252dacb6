import { type FormEvent, useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { useCategories } from '../../ui/catalog-fields.tsx';

/** The names of the filters in the address. */
export const filterNames = ['category', 'pay', 'level', 'duration', 'workload', 'min', 'max'] as const;
export type FilterName = (typeof filterNames)[number];

/** Reads and writes the filters that stand in the address. */
export function useFilters() {
  const [query, setQuery] = useSearchParams();
  const values = (name: string) => (query.get(name) ?? '').split(',').filter((value) => value !== '');
  function set(changes: Readonly<Record<string, string>>): void {
    setQuery((before) => {
      const next = new URLSearchParams(before);
      next.delete('page');
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  }
  return { text: (name: string) => query.get(name) ?? '', values, set };
}

/** The filters of the job search. */
export function JobFilters() {
  const filters = useFilters();
  const groups = useCategories();
  const categoryId = useId();
  const toggle = (name: FilterName, value: string) => {
    const chosen = filters.values(name);
    filters.set({
      [name]: (chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]).join(','),
    });
  };
  const sets = [
    ['pay', m.words.pay, m.jobs.pay],
    ['level', m.words.level, m.jobs.level],
    ['duration', m.words.duration, m.jobs.duration],
    ['workload', m.words.workload, m.jobs.workload],
  ] as const;
  return (
    <div className="grid gap-5">
      <div className="grid gap-1">
        <label htmlFor={categoryId} className="text-sm font-medium">
          {m.jobs.category}
        </label>
        <select
          id={categoryId}
          className="input"
          value={filters.text('category')}
          onChange={(event) => filters.set({ category: event.target.value })}
        >
          <option value="">{m.jobs.allCategories}</option>
          {groups.map((group) => (
            <optgroup key={group.category_id} label={group.name}>
              <option value={group.category_id}>{m.jobs.allOf(group.name)}</option>
              {group.children.map((one) => (
                <option key={one.category_id} value={one.category_id}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      {sets.map(([name, words, label]) => (
        <fieldset key={name} className="grid gap-1.5">
          <legend className="mb-1 text-sm font-medium">{label}</legend>
          {Object.entries(words).map(([value, text]) => (
            <label key={value} className="flex items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-(--color-accent)"
                checked={filters.values(name).includes(value)}
                onChange={() => toggle(name, value)}
              />
              {text}
            </label>
          ))}
        </fieldset>
      ))}
      <Budget key={`${filters.text('min')}-${filters.text('max')}`} />
    </div>
  );
}

function Budget() {
  const filters = useFilters();
  const [low, setLow] = useState(filters.text('min'));
  const [high, setHigh] = useState(filters.text('max'));
  const digits = (text: string) => text.replace(/\D/g, '');
  function apply(event: FormEvent): void {
    event.preventDefault();
    const isSwapped = low !== '' && high !== '' && Number(low) > Number(high);
    filters.set(isSwapped ? { min: high, max: low } : { min: low, max: high });
  }
  return (
    <form onSubmit={apply}>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 text-sm font-medium">{m.jobs.budget}</legend>
        <div className="grid grid-cols-[1fr_auto_1fr_auto] items-center gap-2">
          <input
            aria-label={m.jobs.least}
            placeholder="¥"
            inputMode="numeric"
            className="input"
            value={low}
            onChange={(event) => setLow(digits(event.target.value))}
          />
          <span aria-hidden="true">–</span>
          <input
            aria-label={m.jobs.most}
            placeholder="¥"
            inputMode="numeric"
            className="input"
            value={high}
            onChange={(event) => setHigh(digits(event.target.value))}
          />
          <Button size="small" type="submit">
            {m.common.apply}
          </Button>
        </div>
      </fieldset>
    </form>
  );
}
