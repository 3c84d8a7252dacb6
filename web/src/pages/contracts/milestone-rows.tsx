import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { FieldGroup } from '../../ui/field.tsx';
import { amountOf } from '../../ui/form.ts';
import { Icon } from '../../ui/icon.tsx';

export interface MilestoneDraft {
  readonly key: number;
  readonly name: string;
  readonly amount: string;
  readonly end_at: string;
}

let keys = 0;
export function newMilestone(): MilestoneDraft {
  keys += 1;
  return { key: keys, name: '', amount: '', end_at: '' };
}

const most = 10;

/** What is wrong with the rows, in one sentence. */
export const troubleOf = (rows: readonly MilestoneDraft[]): { rows?: string } =>
  rows.length === 0 || rows.some((row) => row.name.trim() === '' || amountOf(row.amount) === undefined)
    ? { rows: m.milestone.rowsWrong }
    : {};

export const draftsToFields = (rows: readonly MilestoneDraft[]) =>
  rows.map(({ name, amount, end_at }) => ({ name: name.trim(), amount, ...(end_at !== '' && { end_at }) }));

/** The sum of the rows in yuan. */
export const sumOf = (rows: readonly MilestoneDraft[]): number =>
  rows.reduce((sum, row) => sum + Math.round((amountOf(row.amount) ?? 0) * 100), 0) / 100;

/** Name, amount and day of each part, in rows that can be added and removed. */
export function MilestoneRows({
  rows,
  error,
  onChange,
}: {
  rows: readonly MilestoneDraft[];
  error?: string | undefined;
  onChange: (rows: readonly MilestoneDraft[]) => void;
}) {
  const set = (key: number, change: Partial<MilestoneDraft>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  return (
    <FieldGroup label={m.contract.milestones} hint={m.milestone.sum(money(sumOf(rows)))} error={error}>
      <ul className="grid gap-3">
        {rows.map((row, index) => (
          <li key={row.key} className="grid gap-2 sm:grid-cols-[1fr_9rem_10rem_auto]">
            <input
              className="input"
              aria-label={m.milestone.nameOf(index + 1)}
              placeholder={m.milestone.nameOf(index + 1)}
              maxLength={20}
              value={row.name}
              onChange={(event) => set(row.key, { name: event.target.value })}
            />
            <input
              className="input tabular-nums"
              aria-label={m.milestone.amountOf(index + 1)}
              placeholder={m.milestone.amount}
              inputMode="decimal"
              value={row.amount}
              onChange={(event) => set(row.key, { amount: event.target.value.replaceAll(/[^\d.]/g, '') })}
            />
            <input
              className="input"
              type="date"
              aria-label={m.milestone.dueOf(index + 1)}
              value={row.end_at}
              onChange={(event) => set(row.key, { end_at: event.target.value })}
            />
            <Button
              kind="quiet"
              aria-label={m.milestone.removeOf(index + 1)}
              disabled={rows.length === 1}
              onClick={() => onChange(rows.filter((one) => one.key !== row.key))}
            >
              <Icon name="trash" />
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button size="small" disabled={rows.length >= most} onClick={() => onChange([...rows, newMilestone()])}>
          <Icon name="plus" size={16} />
          {m.milestone.addRow}
        </Button>
      </div>
    </FieldGroup>
  );
}
