import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { hours, money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm, ConfirmMoney } from '../../ui/confirm.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Countdown } from '../../ui/show.tsx';
import { tell } from '../../ui/toast.tsx';
import type { Contract } from '../contracts/contracts.tsx';

type Decision = 'continue' | 'pause' | 'stop' | 'refuse';
const changes = [
  'contract_list',
  'contract_history',
  'contract_weekstone_list',
  'get_weekstone_pay',
  'margin_basic',
] as const;

/** The client's decision on a week, while its deadline counts down. */
export function WeekReview({ contract }: { contract: Pick<Contract, 'id' | 'fee_percent' | 'user'> }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Decision>();
  const { data } = useAnswer('get_weekstone_pay', { contract_id: contract.id });
  if (!data) return null;
  const { weekstone: week } = data;

  async function decide(decision: Decision): Promise<void> {
    const made = await call('weekstone_audit', {
      weekstone_id: week.weekstone_id,
      is_agree: decision === 'refuse' ? 'refuse' : 'accept',
      ...(decision !== 'refuse' && { status: decision }),
    });
    await refresh(changes);
    tell(decision === 'refuse' ? m.week.refused : m.week.paid(week.freelancer, money(week.calculate_amount)));
    if (made.trade_no !== undefined) await navigate(`/pay/${contract.id}/weekstone/${made.trade_no}`);
  }

  const others: readonly Decision[] = ['pause', 'stop', 'refuse'];
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-warn-soft p-3">
      <p>
        {m.week.review(hours(week.shot_times + week.manual_times), money(week.calculate_amount))}
        {week.deadline !== '' && (
          <span className="block text-sm">
            <Countdown to={week.deadline} /> {m.week.silence}
          </span>
        )}
      </p>
      <div className="flex items-center gap-2">
        <Button kind="primary" onClick={() => setAsked('continue')}>
          {m.week.decisions.continue}
        </Button>
        <Menu
          label={m.common.more}
          trigger={<span className="px-2">{m.common.more}</span>}
          items={others.map((one) => ({
            label: m.week.decisions[one],
            onSelect: () => setAsked(one),
            isDanger: one === 'refuse',
          }))}
        />
      </div>
      {asked === 'refuse' && (
        <Confirm
          title={m.week.decisions.refuse}
          action={m.week.decisions.refuse}
          isDanger
          onClose={() => setAsked(undefined)}
          onConfirm={() => decide('refuse')}
        >
          <p>{m.week.refuseText(week.freelancer, money(week.amount))}</p>
        </Confirm>
      )}
      {asked !== undefined && asked !== 'refuse' && (
        <ConfirmMoney
          title={m.week.decisions[asked]}
          action={m.milestone.pay(money(week.calculate_amount))}
          amount={week.calculate_amount}
          feePercent={contract.fee_percent}
          from={m.money.escrow}
          to={week.freelancer}
          note={m.week.rest(money(Math.round((week.amount - week.calculate_amount) * 100) / 100), m.week.after[asked])}
          onClose={() => setAsked(undefined)}
          onConfirm={() => decide(asked)}
        />
      )}
    </div>
  );
}
