import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Card, Facts } from '../../ui/show.tsx';
import { forgetTopUp, pendingTopUp } from './rail.ts';

const everyMs = 2_000;
const patienceMs = 60_000;

/** After the rail's page: waits for its notification, which alone says that the money is there. */
export function PaidPage() {
  const [query] = useSearchParams();
  const [pending] = useState(pendingTopUp);
  const tradeNo = query.get('out_trade_no') ?? pending?.tradeNo ?? '';
  const [isLate, setLate] = useState(false);
  const records = useAnswer('margin_record', { rtype: 'deposit', pagesize: 20, pagenum: 1 }, { everyMs, staleMs: 0 });
  const found = records.data?.records.find((record) => record.trade_no === tradeNo);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (found) forgetTopUp();
  }, [found]);
  return (
    <Page title={found ? m.paid.done : m.paid.waiting} narrow>
      <Card>
        <div className="grid justify-items-center gap-4 py-6 text-center" role="status">
          <span
            className={`grid size-14 place-items-center rounded-full ${found ? 'bg-good-soft text-good' : 'animate-pulse bg-accent-soft text-accent'}`}
          >
            <Icon name={found ? 'check' : 'clock'} size={28} />
          </span>
          <p className="text-lg font-medium">{found ? m.paid.arrived(money(found.amount)) : m.paid.waitingText}</p>
          {!found && <p className="max-w-md text-muted">{isLate ? m.paid.late : m.paid.stay}</p>}
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
              <ButtonLink kind="primary" to={pending.goesTo}>
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
