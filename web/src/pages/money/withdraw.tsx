import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { keptMs, refresh, useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { ConfirmMoney } from '../../ui/confirm.tsx';
import { amountOf, required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { MoneyField, RadioCards } from '../../ui/inputs.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';

/** Money out of the wallet, to an account of one's own, with a code sent to one's phone. */
export function WithdrawPage() {
  const accounts = useAnswer('withdraw_account', {});
  const banks = useAnswer('margin_bank', {}, { staleMs: keptMs });
  return (
    <Page title={m.wallet.withdraw} lead={m.withdraw.lead} back={{ to: '/wallet', label: m.nav.wallet }} narrow>
      <Answer of={accounts}>
        {({ accounts: rows }) =>
          rows.length === 0 ? (
            <Empty
              title={m.withdraw.noAccount}
              action={
                <ButtonLink kind="primary" to="/wallet/accounts">
                  {m.wallet.accounts}
                </ButtonLink>
              }
            >
              {m.withdraw.noAccountText}
            </Empty>
          ) : (
            <WithdrawForm
              accounts={rows.map((row) => ({
                value: `${row.type} ${row.card_no}`,
                label:
                  row.type === 'alipay'
                    ? m.accounts.alipay
                    : m.said(banks.data?.banks.find((bank) => bank.code === row.bank)?.name ?? m.accounts.cards),
                note: row.card_no,
              }))}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function WithdrawForm({ accounts }: { accounts: readonly { value: string; label: string; note: string }[] }) {
  const navigate = useNavigate();
  const side = useSide();
  const [isAsking, setAsking] = useState(false);
  const wallet = useAnswer('margin_basic', {});
  const rules = useAnswer('market_rules', {}, { staleMs: keptMs });
  const available = wallet.data?.margin ?? 0;
  const least = side === 'client' ? (rules.data?.withdrawal_min ?? 0) : 0;
  const form = useForm({
    values: { amount: '', account: accounts[0]?.value ?? '', vcode: '' },
    check(values) {
      const amount = amountOf(values.amount);
      return {
        ...(amount === undefined && { amount: m.form.amountWrong }),
        ...(amount !== undefined && amount > available && { amount: m.withdraw.tooMuch(money(available)) }),
        ...(amount !== undefined && amount < least && { amount: m.withdraw.tooLittle(money(least)) }),
        ...required(values, ['account', 'vcode']),
      };
    },
    codes: { 20533: 'amount', 20031: 'vcode', 20032: 'vcode', 20033: 'vcode', 20034: 'vcode', 20035: 'vcode' },
    send: async () => setAsking(true),
  });
  const chosen = accounts.find((account) => account.value === form.values.account);

  async function withdraw(): Promise<void> {
    const [type = '', ...rest] = form.values.account.split(' ');
    await call('withdraw', {
      amount: form.values.amount,
      account: rest.join(' '),
      type: type === 'alipay' ? 'alipay' : 'bank',
      vcode: form.values.vcode,
    });
    await refresh(['margin_basic', 'margin_record']);
    tell(m.withdraw.done(money(Number(form.values.amount))));
    await navigate('/wallet');
  }

  return (
    <>
      <PlainForm form={form} submit={m.wallet.withdraw}>
        <MoneyField
          form={form}
          name="amount"
          label={m.money.amount}
          hint={
            <span className="flex flex-wrap gap-x-3">
              {m.withdraw.available(money(available))}
              <button type="button" className="link" onClick={() => form.set('amount', available.toFixed(2))}>
                {m.withdraw.all}
              </button>
            </span>
          }
        />
        <RadioCards form={form} name="account" label={m.withdraw.account} columns={2} choices={accounts} />
        <div className="max-w-md">
          <CodeField form={form} purpose="enter" />
        </div>
      </PlainForm>
      {isAsking && (
        <ConfirmMoney
          title={m.wallet.withdraw}
          action={m.withdraw.confirm(money(Number(form.values.amount)))}
          amount={Number(form.values.amount)}
          from={m.money.yourBalance}
          to={`${chosen?.label ?? ''} ${chosen?.note ?? ''}`}
          note={m.withdraw.arrives}
          onClose={() => setAsking(false)}
          onConfirm={withdraw}
        />
      )}
    </>
  );
}
