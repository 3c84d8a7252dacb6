import { useSearchParams } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Avatar, Card, Chip } from '../../ui/show.tsx';
import { Answer, Empty, SkeletonCards } from '../../ui/states.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { type Subject, Thread } from './thread.tsx';

interface Talk {
  readonly key: string;
  readonly subject: Subject;
  readonly name: string;
  readonly picture: string;
  readonly about: string;
  readonly state: string;
  readonly to: string;
}

/** Every conversation: about proposals in talks, and about contracts. */
export function MessagesPage() {
  const side = useSide() ?? 'freelancer';
  const [query, setQuery] = useSearchParams();
  const proposals = useAnswer('proposal_list', { operate: 'interview', pagesize: 100 });
  const contracts = useAnswer('contract_list', { status: 'all', pagesize: 50 });
  const other = <T extends { name: string; avatar: string }>(user: { client: T; freelancer: T }) =>
    side === 'client' ? user.freelancer : user.client;
  const talks: readonly Talk[] = [
    ...(proposals.data?.proposals ?? []).map((one) => {
      const { name, avatar } = other<{ name: string; avatar: string }>(one.user);
      const subject = { proposal_id: one.proposal_id };
      return {
        key: `p${one.proposal_id}`,
        subject,
        name,
        picture: avatar,
        about: one.job.name,
        state: wordOf(m.words.proposal, one.status),
        to: `/proposals/${one.proposal_id}`,
      };
    }),
    ...(contracts.data?.contracts ?? []).map((one) => {
      const { name, avatar } = other<{ name: string; avatar: string }>(one.user);
      const subject = { contract_id: one.id };
      return {
        key: `c${one.id}`,
        subject,
        name,
        picture: avatar,
        about: one.name,
        state: wordOf(m.words.contract, one.status),
        to: `/contracts/${one.id}`,
      };
    }),
  ];
  const chosen = talks.find((talk) => talk.key === query.get('with'));
  return (
    <Page title={m.nav.messages}>
      <Answer of={proposals} skeleton={<SkeletonCards count={3} />}>
        {() =>
          talks.length === 0 ? (
            <Empty
              title={m.inbox.none}
              action={
                <ButtonLink to={side === 'client' ? '/freelancers' : '/jobs'}>
                  {side === 'client' ? m.nav.people : m.nav.jobs}
                </ButtonLink>
              }
            >
              {m.inbox.noneText}
            </Empty>
          ) : (
            <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
              <ul
                aria-label={m.inbox.list}
                className={`rounded-xl border border-line bg-card ${chosen ? 'max-lg:hidden' : ''}`}
              >
                {talks.map((talk) => (
                  <li key={talk.key} className="border-b border-line last:border-0">
                    <button
                      type="button"
                      aria-current={talk.key === chosen?.key}
                      onClick={() => setQuery({ with: talk.key })}
                      className="flex w-full items-start gap-3 p-3 text-start hover:bg-sunk aria-[current=true]:bg-accent-soft"
                    >
                      <Avatar name={talk.name} src={talk.picture} size="small" />
                      <span className="min-w-0 flex-1">
                        <span className="flex justify-between gap-2">
                          <span className="truncate font-medium">{talk.name}</span>
                          <Chip>{talk.state}</Chip>
                        </span>
                        <span className="block truncate text-sm text-muted">{talk.about}</span>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              {chosen ? (
                <Card
                  title={`${chosen.name} · ${chosen.about}`}
                  side={
                    <ButtonLink size="small" to={chosen.to}>
                      {m.inbox.open}
                    </ButtonLink>
                  }
                >
                  <button type="button" className="link mb-3 lg:hidden" onClick={() => setQuery({})}>
                    {m.inbox.back}
                  </button>
                  <Thread key={chosen.key} about={chosen.subject} />
                </Card>
              ) : (
                <p className="rounded-xl border border-dashed border-line p-10 text-center text-muted max-lg:hidden">
                  {m.inbox.choose}
                </p>
              )}
            </div>
          )
        }
      </Answer>
    </Page>
  );
}
