import type { ReadContext, Reader } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import {
  balancesOfParty,
  oldestStatementOfParty,
  proofs,
  type StatementKind,
  type StatementRow,
  statementKinds,
  statementOfParty,
  statementSums,
} from './ledger.sql.ts';

/** What a party has, in fen. */
export interface Balances {
  readonly available: bigint;
  readonly withdrawing: bigint;
  readonly inEscrow: bigint;
}

export async function balancesOf(ctx: ReadContext, partyId: bigint): Promise<Balances> {
  const rows = await ctx.db.query(balancesOfParty, [partyId]);
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.balance ?? 0n;
  return { available: of('available'), withdrawing: of('withdrawing'), inEscrow: of('escrow') };
}

export interface StatementFilter {
  readonly kinds?: readonly StatementKind[];
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  readonly oldestFirst?: boolean;
}

/** A party's statement, newest first unless told otherwise, and what each kind adds up to over all pages. */
export async function statementOf(
  ctx: ReadContext,
  partyId: bigint,
  filter: StatementFilter,
  page: Page,
): Promise<PageOf<StatementRow> & { sums: ReadonlyMap<StatementKind, bigint> }> {
  const values = [partyId, filter.kinds ?? statementKinds, filter.from ?? null, filter.until ?? null];
  const [items, sums] = await Promise.all([
    ctx.db.query(filter.oldestFirst ? oldestStatementOfParty : statementOfParty, [
      ...values,
      page.size,
      offsetOf(page),
    ]),
    ctx.db.query(statementSums, values),
  ]);
  const total = sums.reduce((count, row) => count + Number(row.lines), 0);
  return { items, total, sums: new Map(sums.map((row) => [row.kind, row.amount])) };
}

/** Sums of a party's whole statement, by kind and over all time. */
export async function totalsOf(ctx: ReadContext, partyId: bigint): Promise<ReadonlyMap<StatementKind, bigint>> {
  const sums = await ctx.db.query(statementSums, [partyId, statementKinds, null, null]);
  return new Map(sums.map((row) => [row.kind, row.amount]));
}

export interface Finding {
  readonly proof: string;
  readonly subject: string;
  readonly found: string;
}

/** Statements that find what is wrong, by the name of what they prove; each answers subject and found as text. */
export type Proofs = Readonly<Record<string, string>>;

/** How many proofs that makes with `further` ones, for whoever shows how far it has come. */
export const countProofs = (further: Proofs): number => Object.keys({ ...proofs, ...further }).length;

/**
 * Proves the books, together with what other modules say of money (`further`): every finding is something wrong.
 * `onProof` is told of each proof that has been made.
 */
export async function verifyLedger(
  db: Reader,
  further: Proofs,
  onProof: (name: string) => void = () => undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [proof, text] of Object.entries({ ...proofs, ...further })) {
    const rows = await db.query<{ subject: string; found: string }>({ text: `${text} limit 100` });
    findings.push(...rows.map((row) => ({ proof, ...row })));
    onProof(proof);
  }
  return findings;
}
