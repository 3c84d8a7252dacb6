import { Page } from '../../layout/page.tsx';
import { number } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { amountOf, useForm } from '../../ui/form.ts';
import { FormTrouble, MoneyField } from '../../ui/inputs.tsx';
import { Chip } from '../../ui/show.tsx';
import { goToRail } from './rail.ts';

const usual = [500, 1_000, 3_000, 10_000] as const;

/** Money into the wallet, through the rail. */
export function TopUpPage() {
  const form = useForm({
    values: { amount: '' },
    check: (values) => ({ ...(amountOf(values.amount) === undefined && { amount: m.form.amountWrong }) }),
    codes: { 204410: 'amount' },
    send: ({ amount }) => goToRail({ amount, dtype: 'margin' }, { goesTo: '/wallet' }),
  });
  return (
    <Page title={m.wallet.topUp} lead={m.topUp.lead} back={{ to: '/wallet', label: m.nav.wallet }} narrow>
      <form onSubmit={(event) => void form.submit(event)} className="grid max-w-md gap-4" noValidate>
        <FormTrouble form={form} />
        <MoneyField form={form} name="amount" label={m.money.amount} />
        <div className="flex flex-wrap gap-2">
          {usual.map((amount) => (
            <button key={amount} type="button" onClick={() => form.set('amount', String(amount))}>
              <Chip tone={form.values.amount === String(amount) ? 'accent' : 'plain'}>¥{number(amount)}</Chip>
            </button>
          ))}
        </div>
        <p className="text-sm text-muted">{m.topUp.rail}</p>
        <Button type="submit" kind="primary" busy={form.isBusy}>
          {m.topUp.go}
        </Button>
      </form>
    </Page>
  );
}
