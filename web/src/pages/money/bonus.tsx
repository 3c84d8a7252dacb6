import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { m } from '../../messages/index.ts';
import { amountOf, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MoneyField, TextField } from '../../ui/inputs.tsx';
import { NetHint } from '../jobs/bid-form.tsx';
import type { Contract } from '../contracts/contracts.tsx';

/** Something on top for good work; it is paid on the next page. */
export function BonusDialog({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const navigate = useNavigate();
  const { freelancer } = contract.user;
  const form = useForm({
    values: { amount: '', description: '' },
    check: (values) => ({ ...(amountOf(values.amount) === undefined && { amount: m.form.amountWrong }) }),
    codes: { 20801: 'amount', 20806: 'description' },
    async send(values) {
      const { trade_no: trade } = await call('bonus_create', {
        ...values,
        freelancer_id: freelancer.id,
        contract_id: contract.id,
      });
      await navigate(`/pay/${contract.id}/bonus/${trade}`);
    },
  });
  return (
    <FormDialog title={m.bonus.title} form={form} submit={m.week.toPay} onClose={onClose}>
      <p>{m.bonus.to(freelancer.name)}</p>
      <MoneyField form={form} name="amount" label={m.money.amount} hint={<NetHint amount={form.values.amount} />} />
      <TextField form={form} name="description" label={m.bonus.why} optional={m.form.optional} maxLength={200} />
    </FormDialog>
  );
}
