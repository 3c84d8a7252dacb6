/** The way to the rail's own pay page, and what is to be gone on with after it. */
import { call, type FieldsOf } from '../../api/client.ts';

const key = 'rail:pending';

export interface Pending {
  readonly tradeNo: string;
  readonly amount: number;
  /** The page that wanted the money. */
  readonly goesTo: string;
  /** The order that is paid by itself once the money is there. */
  readonly order?: FieldsOf<'get_pay_order'>;
}

/** Opens a top-up and leaves for its pay page. */
export async function goToRail(
  fields: FieldsOf<'margin_deposit'>,
  then: Pick<Pending, 'goesTo' | 'order'>,
): Promise<void> {
  const { url, trade_no: tradeNo } = await call('margin_deposit', fields);
  const pending: Pending = { tradeNo, amount: Number(fields.amount), ...then };
  localStorage.setItem(key, JSON.stringify(pending));
  window.location.assign(url);
}

/** The top-up that was left for last. */
export function pendingTopUp(): Pending | undefined {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as Pending | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export const forgetTopUp = (): void => localStorage.removeItem(key);
