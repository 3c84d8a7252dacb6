import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Card, Facts } from '../../ui/show.tsx';
import { forgetTopUp, type Pending, pendingTopUp } from './rail.ts';

const everyMs = 2_000;
const patienceMs = 60_000;

/**
 * After the rail's page: waits for its notification, which alone says that the money is there, and then for the order that
 * it was for.
 */
export function PaidPage() {
  const [query] = useSearchParams();
  const [pending] = useState(pendingTopUp);
  const tradeNo = query.get('out_trade_no') ?? pending?.tradeNo ?? '';
  const { found, isDone } = useArrival(tradeNo, pending);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isDone) forgetTopUp();
  }, [isDone]);
  const waitingText = found && pending?.order ? m.paid.paying : m.paid.waitingText;
  return (
    <Page title={isDone ? (pending?.order ? m.paid.orderDone : m.paid.done) : m.paid.waiting} narrow>
      <Card>
        <div className="grid justify-items-center gap-4 py-6 text-center" role="status">
          <span
            className={`grid size-14 place-items-center rounded-full ${isDone ? 'bg-good-soft text-good' : 'animate-pulse bg-accent-soft text-accent'}`}
          >
            <Icon name={isDone ? 'check' : 'clock'} size={28} />
          </span>
          {found && <p className="text-lg font-medium">{m.paid.arrived(money(found.amount))}</p>}
          {!isDone && <p className={found ? '' : 'text-lg font-medium'}>{waitingText}</p>}
          {isDone && pending?.order && <p>{m.paid.inEscrow}</p>}
          {!isDone && (
            <p className="max-w-md text-muted">{isLate ? (found ? m.paid.orderLate : m.paid.late) : m.paid.stay}</p>
          )}
          {tradeNo !== '' && (
            <div className="w-full max-w-sm">
              <Facts
                rows={[
                  [
                    m.wallet.tradeNo,
                    <span key="trade" className="tabular-nums">
                      {tradeNo}
                    </span>,
                  ],
                ]}
              />
            </div>
          )}
          <div className="flex flex-wrap justify-center gap-2">
            {found && pending && (
              <ButtonLink kind={isDone ? 'primary' : 'plain'} to={pending.goesTo}>
                {pending.goesTo.startsWith('/contracts') ? m.job.toContract : m.paid.goOn}
              </ButtonLink>
            )}
            <ButtonLink to="/wallet">{m.nav.wallet}</ButtonLink>
          </div>
        </div>
      </Card>
    </Page>
  );
}

/** The record of the top-up, once it is booked, and whether everything it was for is done. */
function useArrival(tradeNo: string, pending: Pending | undefined) {
  const records = useAnswer('margin_record', { rtype: 'deposit', pagesize: 20, pagenum: 1 }, { everyMs, staleMs: 0 });
  const found = records.data?.records.find((record) => record.trade_no === tradeNo);
  const awaited = found && pending?.order;
  const order = useAnswer('get_pay_order', awaited ?? { contract_id: '', trade_no: '', ptype: 'milestone' }, {
    enabled: awaited !== undefined,
    everyMs,
    staleMs: 0,
  });
  return { found, isDone: found !== undefined && (awaited === undefined || order.data?.contract.is_paid === true) };
}
