import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { keptMs, refresh, useAnswer } from '../../api/query.ts';
import { money } from '../../format.ts';
import { Page, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConfirmMoney } from '../../ui/confirm.tsx';
import { sentenceOf } from '../../ui/form.ts';
import { Trouble } from '../../ui/inputs.tsx';
import { Card, Facts, Money, Time } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { goToRail } from './rail.ts';

const types = ['milestone', 'weekstone', 'bonus'] as const;
type Type = (typeof types)[number];

interface Order {
  readonly contract: string;
  readonly type: Type;
  readonly trade: string;
}

/** One order to pay: what it is for, what the wallet holds, and the way to pay it. */
export function PayPage() {
  const { contract = '', type: given = '', trade = '' } = useParams();
  const type = types.find((one) => one === given) ?? 'milestone';
  const order: Order = { contract, type, trade };
  const answer = useAnswer('get_pay_order', { contract_id: contract, trade_no: trade, ptype: type });
  const people = useAnswer('contract_list', { contract_id: contract });
  const payee = people.data?.contracts[0]?.user.freelancer.name ?? '';
  return (
    <Page title={m.pay.title} back={{ to: `/contracts/${contract}`, label: m.job.toContract }}>
      <Answer of={answer}>
        {(shown) => (
          <WithSide side={<Aside order={order} shown={shown} payee={payee} />}>
            <Card title={shown.contract.name}>
              <ul className="grid gap-3">
                {shown.records.map((record, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- the lines of an order have no name of their own.
                  <li
                    key={index}
                    className="flex flex-wrap items-baseline justify-between gap-3 border-b border-line pb-3 last:border-0 last:pb-0"
                  >
                    <span>
                      {record.name ??
                        (record.hourly !== undefined
                          ? m.pay.week(money(record.hourly), record.workload ?? 0)
                          : m.bonus.to(record.freelancer ?? ''))}
                      {record.description && <span className="block text-sm text-muted">{record.description}</span>}
                      {record.start_at && (
                        <span className="block text-sm text-muted">
                          <Time at={record.start_at} as="day" />
                        </span>
                      )}
                    </span>
                    <Money of={record.amount ?? shown.contract.amount} className="font-medium" />
                  </li>
                ))}
              </ul>
            </Card>
            <p className="text-muted">{type === 'bonus' ? m.pay.bonusText : m.pay.text}</p>
          </WithSide>
        )}
      </Answer>
    </Page>
  );
}

function Aside({ order, shown, payee }: { order: Order; shown: AnswerOf<'get_pay_order'>; payee: string }) {
  const navigate = useNavigate();
  const wallet = useAnswer('margin_basic', {});
  const rules = useAnswer('market_rules', {}, { staleMs: keptMs });
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const { amount, is_paid: isPaid } = shown.contract;
  const balance = wallet.data?.margin ?? 0;
  const missing = Math.max(0, Math.round((amount - balance) * 100) / 100);

  async function pay(): Promise<void> {
    await call('order_payment', { contract_id: order.contract, trade_no: order.trade, ptype: order.type });
    await refresh([
      'contract_list',
      'contract_history',
      'margin_basic',
      'margin_record',
      'get_pay_order',
      'proposal_list',
    ]);
    tell(m.pay.done(money(amount)));
    await navigate(`/contracts/${order.contract}`);
  }

  async function topUp(): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await goToRail(
        {
          amount: String(missing),
          dtype: order.type === 'bonus' ? 'bonus' : 'contract',
          contract_id: order.contract,
          trade_no: order.trade,
        },
        {
          goesTo: `/contracts/${order.contract}`,
          order: { contract_id: order.contract, trade_no: order.trade, ptype: order.type },
        },
      );
    } catch (error) {
      setTrouble(sentenceOf(error));
      setBusy(false);
    }
  }

  return (
    <Card>
      <div className="grid gap-4">
        <div>
          <p className="text-sm text-muted">{m.pay.amount}</p>
          <p className="text-3xl font-semibold tabular-nums">{money(amount)}</p>
        </div>
        {isPaid ? (
          <>
            <p className="text-good">{m.pay.alreadyPaid}</p>
            <ButtonLink kind="primary" wide to={`/contracts/${order.contract}`}>
              {m.job.toContract}
            </ButtonLink>
          </>
        ) : (
          <>
            <Facts
              rows={[
                [m.money.yourBalance, <Money key="balance" of={balance} />],
                missing > 0 && [m.pay.missing, <Money key="missing" of={missing} className="font-medium text-warn" />],
                missing === 0 && [m.pay.after, <Money key="after" of={Math.round((balance - amount) * 100) / 100} />],
              ]}
            />
            {trouble && <Trouble>{trouble}</Trouble>}
            {missing > 0 ? (
              <Button kind="primary" wide busy={isBusy} onClick={() => void topUp()}>
                {m.pay.topUp(money(missing))}
              </Button>
            ) : (
              <Button kind="primary" wide disabled={wallet.data === undefined} onClick={() => setAsking(true)}>
                {m.pay.fromBalance}
              </Button>
            )}
            {missing > 0 && <p className="text-sm text-muted">{m.pay.topUpText}</p>}
          </>
        )}
      </div>
      {isAsking && (
        <ConfirmMoney
          title={m.pay.confirm}
          action={m.milestone.pay(money(amount))}
          amount={amount}
          {...(order.type === 'bonus' && { feePercent: rules.data?.fee_percent ?? 0 })}
          from={m.money.yourBalance}
          to={order.type === 'bonus' ? payee : m.pay.escrowFor(payee)}
          onClose={() => setAsking(false)}
          onConfirm={pay}
        />
      )}
    </Card>
  );
}
