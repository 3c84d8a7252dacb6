import { Link } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Avatar, Chip, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { InviteButton } from '../people/invite.tsx';

const size = 12;

/** Everybody the client has hired, the latest first. */
export function HiredPage() {
  const [page] = usePage();
  const answer = useAnswer('contract_freelancers', { pagenum: page, pagesize: size }, { keeps: true });
  return (
    <Page title={m.nav.hired}>
      <Answer of={answer}>
        {({ freelancers, count }) =>
          freelancers.length === 0 ? (
            <Empty title={m.hired.none} action={<ButtonLink to="/freelancers">{m.nav.people}</ButtonLink>}>
              {m.hired.noneText}
            </Empty>
          ) : (
            <>
              <ul className="grid gap-3 md:grid-cols-2">
                {freelancers.map((person) => (
                  <li
                    key={person.user_id}
                    className="grid content-start gap-3 rounded-xl border border-line bg-card p-4 sm:p-5"
                  >
                    <div className="flex items-start gap-3">
                      <Avatar name={person.name} src={person.avatar} />
                      <div className="min-w-0 flex-1">
                        <Link to={`/people/${person.user_id}`} className="font-semibold hover:text-accent">
                          {person.name}
                        </Link>
                        <p className="text-sm text-muted">
                          {m.hired.last} <Time at={person.last_hire_time} as="day" />
                        </p>
                      </div>
                      {person.hiring ? (
                        <Chip tone="good">{m.hired.now}</Chip>
                      ) : (
                        <InviteButton person={{ id: person.user_id, name: person.name }} />
                      )}
                    </div>
                    <ul className="grid gap-1 text-sm">
                      {person.contracts.slice(0, 5).map((contract) => (
                        <li key={contract.id}>
                          <Link to={`/contracts/${contract.id}`} className="link">
                            {contract.name}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
              <Pager total={count} size={size} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
