import { useState } from 'react';
import { call } from '../../api/client.ts';
import { keptMs, refresh, useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SelectField, TextField } from '../../ui/inputs.tsx';
import { Card } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';

const changes = ['margin_card', 'withdraw_account', 'profile_get'] as const;

/** Where money is taken out to: bank cards, and one Alipay account. */
export function AccountsPage() {
  const [isAdding, setAdding] = useState<'card' | 'alipay'>();
  const [removing, setRemoving] = useState<{ name: string; remove: () => Promise<unknown> }>();
  const cards = useAnswer('margin_card', {});
  const accounts = useAnswer('withdraw_account', {});
  const alipay = accounts.data?.accounts.find((account) => account.type === 'alipay');
  return (
    <Page title={m.wallet.accounts} lead={m.accounts.lead} back={{ to: '/wallet', label: m.nav.wallet }} narrow>
      <div className="grid gap-5">
        <Card
          title={m.accounts.cards}
          side={
            <Button size="small" onClick={() => setAdding('card')}>
              {m.accounts.addCard}
            </Button>
          }
        >
          <Answer of={cards}>
            {({ cards: rows }) =>
              rows.length === 0 ? (
                <p className="text-muted">{m.accounts.noCards}</p>
              ) : (
                <ul className="grid gap-2">
                  {rows.map((card) => (
                    <li key={card.card_id} className="flex items-center gap-3 rounded-lg border border-line p-3">
                      <BankSign name={card.bank} />
                      <span className="min-w-0 flex-1">
                        <span className="block font-medium">{m.said(card.bank)}</span>
                        <span className="text-muted tabular-nums">{card.card_no}</span>
                      </span>
                      <Button
                        size="small"
                        kind="quiet"
                        onClick={() =>
                          setRemoving({
                            name: `${m.said(card.bank)} ${card.card_no}`,
                            remove: () => call('card_del', { card_id: card.card_id }),
                          })
                        }
                      >
                        {m.common.remove}
                      </Button>
                    </li>
                  ))}
                </ul>
              )
            }
          </Answer>
        </Card>
        <Card
          title={m.accounts.alipay}
          side={
            !alipay && (
              <Button size="small" onClick={() => setAdding('alipay')}>
                {m.accounts.addAlipay}
              </Button>
            )
          }
        >
          {alipay ? (
            <p className="flex items-center justify-between gap-3">
              <span className="tabular-nums">{alipay.card_no}</span>
              <Button
                size="small"
                kind="quiet"
                onClick={() => setRemoving({ name: alipay.card_no, remove: () => call('alipay_delete', {}) })}
              >
                {m.common.remove}
              </Button>
            </p>
          ) : (
            <p className="text-muted">{m.accounts.noAlipay}</p>
          )}
        </Card>
      </div>
      {isAdding === 'card' && <CardDialog onClose={() => setAdding(undefined)} />}
      {isAdding === 'alipay' && <AlipayDialog onClose={() => setAdding(undefined)} />}
      {removing && (
        <Confirm
          title={m.accounts.remove}
          action={m.common.remove}
          isDanger
          onClose={() => setRemoving(undefined)}
          onConfirm={async () => {
            await removing.remove();
            await refresh(changes);
            tell(m.accounts.removed);
          }}
        >
          <p className="tabular-nums">{removing.name}</p>
        </Confirm>
      )}
    </Page>
  );
}

/** The sign of a bank: the first character of its name. */
function BankSign({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-accent"
    >
      {[...name][0]}
    </span>
  );
}

function CardDialog({ onClose }: { onClose: () => void }) {
  const banks = useAnswer('margin_bank', {}, { staleMs: keptMs });
  const form = useForm({
    values: { card_no: '', code: '' },
    check: (values) => ({
      ...(!/^\d{15,19}$/.test(values.card_no.replaceAll(' ', '')) && { card_no: m.accounts.cardWrong }),
    }),
    codes: { 20202: 'card_no', 20203: 'code', 20204: 'card_no' },
    async send({ card_no: number, code }) {
      await call('card_add', { card_no: number.replaceAll(' ', ''), code: code || undefined });
      await refresh(changes);
      tell(m.accounts.added);
      onClose();
    },
  });
  return (
    <FormDialog title={m.accounts.addCard} form={form} submit={m.common.add} onClose={onClose}>
      <TextField
        form={form}
        name="card_no"
        label={m.accounts.cardNo}
        inputMode="numeric"
        autoComplete="off"
        maxLength={23}
        hint={m.accounts.holder}
      />
      <SelectField
        form={form}
        name="code"
        label={m.accounts.bank}
        optional={m.form.optional}
        empty={m.accounts.findBank}
        choices={(banks.data?.banks ?? []).map((bank) => ({ value: bank.code, label: m.said(bank.name) }))}
      />
    </FormDialog>
  );
}

function AlipayDialog({ onClose }: { onClose: () => void }) {
  const form = useForm({
    values: { alipay: '' },
    check: (values) => required(values, ['alipay']),
    codes: { 20481: 'alipay', 20482: 'alipay' },
    async send(values) {
      await call('alipay_create', values);
      await refresh(changes);
      tell(m.accounts.added);
      onClose();
    },
  });
  return (
    <FormDialog title={m.accounts.addAlipay} form={form} submit={m.common.add} onClose={onClose}>
      <TextField form={form} name="alipay" label={m.accounts.alipayName} hint={m.accounts.holder} autoComplete="off" />
    </FormDialog>
  );
}
