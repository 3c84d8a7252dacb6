import { type ReactNode, useState } from 'react';
import { money } from '../format.ts';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { sentenceOf } from './form.ts';
import { Trouble } from './inputs.tsx';

interface Shared {
  readonly title: string;
  readonly action: string;
  readonly onClose: () => void;
  /** The dialog stays, and says what is wrong, when it throws. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before something that cannot be taken back. */
export function Confirm({
  title,
  action,
  onClose,
  onConfirm,
  isDanger = false,
  children,
}: Shared & { isDanger?: boolean; children: ReactNode }) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  async function confirm(): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-4">
        {children}
        {trouble && <Trouble>{trouble}</Trouble>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.common.cancel}</Button>
          <Button kind={isDanger ? 'danger' : 'primary'} busy={isBusy} onClick={() => void confirm()}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

export interface MoneyMove {
  readonly amount: number;
  /** What the house keeps of it, in percent of the amount; left out where nothing is kept. */
  readonly feePercent?: number;
  readonly from: string;
  readonly to: string;
  readonly note?: ReactNode;
}

/** Asks before money moves: how much, what is kept of it, what arrives, from where and to whom. */
export function ConfirmMoney({ amount, feePercent, from, to, note, ...rest }: Shared & MoneyMove) {
  const fee = feeOf(amount, feePercent ?? 0);
  return (
    <Confirm {...rest}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 rounded-lg bg-sunk p-4">
        <Row name={m.money.amount} value={money(amount)} isMain />
        {feePercent !== undefined && (
          <>
            <Row name={m.money.fee(feePercent)} value={`− ${money(fee)}`} />
            <Row name={m.money.net} value={money(round(amount - fee))} />
          </>
        )}
        <Row name={m.money.from} value={from} />
        <Row name={m.money.to} value={to} />
      </dl>
      {note && <div className="text-sm text-muted">{note}</div>}
    </Confirm>
  );
}

const round = (yuan: number) => Math.round(yuan * 100) / 100;
/** What the house keeps, rounded down to a fen as the ledger does; for showing only. */
export const feeOf = (amount: number, percent: number) => Math.floor((Math.round(amount * 100) * percent) / 100) / 100;

function Row({ name, value, isMain = false }: { name: string; value: string; isMain?: boolean }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className={`text-end break-words tabular-nums ${isMain ? 'text-xl font-semibold' : ''}`}>{value}</dd>
    </>
  );
}
