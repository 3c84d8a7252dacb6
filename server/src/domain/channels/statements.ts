/** What partners have paid, in tables: a company's month, and everybody's quarter. They are read in parts, as they are written. */
import { type Day, startOfDay } from '../../kernel/clock.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { Vault } from '../../kernel/vault.ts';
import { companyStatements, type CompanyRow } from './companies.sql.ts';
import { findOwn } from './objects.ts';
import { incomeRows, type IncomeRow, type StatementRow, statementRows } from './statements.sql.ts';

/** Rows read at once. */
const partSize = 1_000;

/** A Shanghai month, "2026-11". */
export type Month = string;
/** A quarter of the year, "2026-Q4". */
export type Quarter = string;

/** The first instant of the month and of the one behind it. */
function limitsOf(firstMonth: Month, months: number): { from: Date; before: Date } {
  const [year = 0, month = 0] = firstMonth.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const dayIn = (at: number): Day =>
    `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  return { from: startOfDay(dayIn(count - months)), before: startOfDay(dayIn(count)) };
}

export interface Statement {
  readonly company: CompanyRow;
  readonly rows: AsyncIterable<StatementRow>;
}

/**
 * The completed payments of a month for applications to a company's work, in the order of paying. Payments to a person
 * without an application belong to no company. Throws `channel.not_found`.
 */
export async function openStatement(ctx: ReadContext, companyOwnId: string, month: Month): Promise<Statement> {
  const company = await findOwn(ctx, companyStatements, companyOwnId);
  const { from, before } = limitsOf(month, 1);
  async function* rows(): AsyncGenerator<StatementRow> {
    let last: { paid_at: Date | string; id: bigint } = { paid_at: '-infinity', id: 0n };
    for (;;) {
      const values = [company.channel_id, company.id, from, before, last.paid_at, last.id, partSize];
      const part = await ctx.db.query(statementRows, values);
      yield* part;
      const end = part.at(-1);
      if (!end || part.length < partSize) return;
      last = end;
    }
  }
  return { company, rows: rows() };
}

/** Somebody's pay in a quarter, as the platform reports it to the tax authority. */
export interface Income extends Omit<IncomeRow, 'number_cipher'> {
  readonly idNumber: string;
}

/** What everybody was paid in a quarter, by partner and person; for the operator only, since it shows identity numbers. */
export async function* openQuarter(ctx: ReadContext, vault: Vault, quarter: Quarter): AsyncGenerator<Income> {
  const [year = '', number = ''] = quarter.split('-Q');
  const firstMonth = `${year}-${String(Number(number) * 3 - 2).padStart(2, '0')}`;
  const { from, before } = limitsOf(firstMonth, 3);
  let last = 0n;
  for (;;) {
    const part = await ctx.db.query(incomeRows, [from, before, last, partSize]);
    for (const { number_cipher: cipher, ...row } of part) yield { ...row, idNumber: vault.open(cipher) };
    const end = part.at(-1);
    if (!end || part.length < partSize) return;
    last = end.person_id;
  }
}
