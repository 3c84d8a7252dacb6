/** Money is a whole number of fen (分, 1/100 yuan) in a bigint; floating point never touches it. */

/** The largest amount any wire may carry: one hundred million yuan. */
const largestFen = 10_000_000_000n;

/**
 * Reads an amount in yuan as a wire writes it ("12", "12.5", "12.50", or the JSON number 12.5) into fen.
 * Undefined for anything else: signs, exponents, blanks, full-width digits, more than two decimals, or more than
 * one hundred million yuan.
 */
export function parseYuan(raw: unknown): bigint | undefined {
  const text = typeof raw === 'number' && !Object.is(raw, -0) ? String(raw) : raw;
  if (typeof text !== 'string') return undefined;
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return undefined;
  const fen = BigInt(parts[1] ?? '0') * 100n + BigInt((parts[2] ?? '').padEnd(2, '0'));
  return fen <= largestFen ? fen : undefined;
}

/** Writes fen as yuan with exactly two decimals: 1250n becomes "12.50". */
export function formatYuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The JSON number a wire shows for fen: 1250n becomes 12.5. For showing only; nothing is computed from it. */
export function yuanNumber(fen: bigint): number {
  return Number(formatYuan(fen));
}

/** A whole number of yuan, as fen. */
export const yuan = (whole: number): bigint => BigInt(whole) * 100n;

/** Divides `whole` fen into a fee of `basisPoints` ten-thousandths, rounded down, and the rest; both always add up to `whole`. */
export function splitFee(whole: bigint, basisPoints: number): { fee: bigint; net: bigint } {
  if (whole < 0n || !Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > 10_000) {
    throw new RangeError(`cannot take ${basisPoints} basis points of ${whole}`);
  }
  const fee = (whole * BigInt(basisPoints)) / 10_000n;
  return { fee, net: whole - fee };
}

/** Adds amounts of fen. */
export function sumFen(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** What `minutes` of work cost at `hourly` fen an hour, rounded down to a whole fen. */
export function priceOfMinutes(hourly: bigint, minutes: number): bigint {
  return (hourly * BigInt(minutes)) / 60n;
}
