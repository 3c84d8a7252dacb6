import { Link } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { hours, money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Bar, Chip, Countdown } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { toneOf } from '../contracts/contracts.tsx';
import { wordOf } from '../jobs/job-card.tsx';

/** Hourly contracts, each with its newest week. */
export function HoursPage() {
  const side = useSide() ?? 'freelancer';
  const answer = useAnswer('contract_weekstone_list', { pagesize: 100 });
  return (
    <Page title={m.nav.hours} lead={m.hours.lead[side]}>
      <Answer of={answer}>
        {({ contracts }) =>
          contracts.length === 0 ? (
            <Empty
              title={m.hours.none}
              action={
                <ButtonLink to={side === 'client' ? '/my/jobs' : '/jobs?pay=hour'}>
                  {side === 'client' ? m.nav.myJobs : m.nav.jobs}
                </ButtonLink>
              }
            >
              {m.hours.noneText}
            </Empty>
          ) : (
            <ul className="grid gap-3 md:grid-cols-2">
              {contracts.map((contract) => {
                const week = contract.weekstones.at(-1);
                const minutes = week ? week.shot_times + week.manual_times : 0;
                return (
                  <li
                    key={contract.contract_id}
                    className="relative grid content-start gap-3 rounded-xl border border-line bg-card p-4 hover:border-edge sm:p-5"
                  >
                    <div className="flex items-start justify-between gap-3">
                      <div>
                        <h2 className="font-semibold">
                          <Link
                            to={`/hours/${contract.contract_id}`}
                            className="after:absolute after:inset-0 after:rounded-xl hover:text-accent"
                          >
                            {contract.contract_name}
                          </Link>
                        </h2>
                        <p className="text-sm text-muted">
                          {contract.freelancer.name} ·{' '}
                          {m.contract.hourlyTerms(money(contract.hourly), contract.workload)}
                        </p>
                      </div>
                      <Chip tone={toneOf(contract.contract_status)}>
                        {wordOf(m.words.contract, contract.contract_status)}
                      </Chip>
                    </div>
                    {week && (
                      <div className="grid gap-1.5">
                        <p className="flex flex-wrap justify-between gap-2 text-sm">
                          <span>{m.hours.of(hours(minutes), hours(week.limit_times))}</span>
                          <span className="tabular-nums">{money(week.calculate_amount)}</span>
                        </p>
                        <Bar
                          part={week.limit_times > 0 ? minutes / week.limit_times : 0}
                          label={m.hours.of(hours(minutes), hours(week.limit_times))}
                        />
                        <p className="flex flex-wrap justify-between gap-2 text-sm text-muted">
                          <span>{wordOf(m.words.stone, week.status)}</span>
                          {week.deadline !== '' && <Countdown to={week.deadline} />}
                        </p>
                      </div>
                    )}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}
