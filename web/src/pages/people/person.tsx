import { useParams } from 'react-router';
import { type AnswerOf, filePath } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { useIsSignedIn } from '../../api/who.ts';
import { hours, money, month } from '../../format.ts';
import { Page, PageAnswer, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Avatar, Card, Chip, Facts, Money, Skills, Stars, Time, Verified } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { FavoriteButton } from '../mine/favorite-button.tsx';
import { InviteButton } from './invite.tsx';
import { PersonCard } from './person-card.tsx';

type Profile = AnswerOf<'profile_get'>['profile'];

/** A freelancer as others see them: who they are, what they have done, what was said of them. */
export function PersonPage() {
  const { id = '' } = useParams();
  const isIn = useIsSignedIn();
  const answer = useAnswer('profile_get', { uuid: id }, { enabled: isIn });
  if (!isIn) {
    return (
      <Page title={m.person.title}>
        <Empty
          title={m.person.signIn}
          action={
            <ButtonLink kind="primary" to={`/sign-in?next=/people/${id}`}>
              {m.nav.signIn}
            </ButtonLink>
          }
        >
          {m.person.signInText}
        </Empty>
      </Page>
    );
  }
  return (
    <PageAnswer of={answer} title={m.person.title} back={{ to: '/freelancers', label: m.nav.people }}>
      {({ profile }) => <Shown profile={profile} />}
    </PageAnswer>
  );
}

function Shown({ profile }: { profile: Profile }) {
  const side = useSide();
  const name = profile.name ?? profile.team_name ?? '';
  return (
    <Page
      title={name}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{profile.title}</span>
          <Stars score={profile.aver_score ?? 0} count={profile.eveluate_num ?? 0} />
          {profile.is_verify && <Verified />}
        </span>
      }
      actions={
        side === 'client' && (
          <>
            <FavoriteButton id={profile.id} isKept={profile.favorite ?? false} />
            <InviteButton person={{ id: profile.id, name }} />
          </>
        )
      }
    >
      <WithSide side={<Aside profile={profile} />}>
        <Card title={m.person.overview}>
          <div className="grid gap-4">
            <p className="break-words whitespace-pre-line">{profile.overview || m.person.noOverview}</p>
            <Skills of={profile.skills ?? []} most={30} />
          </div>
        </Card>
        <Portfolio id={profile.id} />
        <Work id={profile.id} />
        <Resume id={profile.id} />
        <Alike id={profile.id} />
      </WithSide>
    </Page>
  );
}

function Aside({ profile }: { profile: Profile }) {
  const place = [profile.location.parent_name, profile.location.name].filter(Boolean).join(' ');
  return (
    <Card>
      <div className="grid gap-4">
        <div className="grid justify-items-center">
          <Avatar name={profile.name ?? ''} src={profile.avatar ?? ''} size="large" />
        </div>
        {(profile.hourly ?? 0) > 0 && (
          <p className="text-center text-2xl font-semibold tabular-nums">
            {m.person.perHour(money(profile.hourly ?? 0))}
          </p>
        )}
        <Facts
          rows={[
            place !== '' && [m.compare.place, place],
            [m.profile.level, wordOf(m.words.level, profile.level ?? '')],
            (profile.workload ?? 0) > 0 && [m.jobs.workload, wordOf(m.words.workload, profile.workload ?? 0)],
            [m.person.available, profile.available ? m.person.free : m.person.busy],
            (profile.english ?? 0) > 0 && [m.person.english, wordOf(m.words.english, profile.english ?? 0)],
            [m.person.complete, `${profile.completeness ?? 0}%`],
          ]}
        />
      </div>
    </Card>
  );
}

export function Portfolio({ id }: { id?: string }) {
  const answer = useAnswer('portfolio_get', { user_id: id });
  const works = answer.data?.portfolios ?? [];
  if (works.length === 0) return null;
  return (
    <Card title={m.person.portfolio}>
      <ul className="grid gap-4 sm:grid-cols-2">
        {works.map((work) => (
          <li key={work.id} className="grid content-start gap-2">
            {work.picture.path && (
              <img
                src={filePath(work.picture.path)}
                alt={m.person.pictureOf(work.name)}
                width={480}
                height={300}
                loading="lazy"
                className="aspect-[8/5] w-full rounded-lg bg-sunk object-cover"
              />
            )}
            <h3 className="font-medium">{work.name}</h3>
            <p className="text-sm text-muted">
              {m.said(work.category.name ?? '')} {work.end_at && `· ${month(work.end_at)}`}
            </p>
            <p className="line-clamp-3 text-sm break-words">{work.detail}</p>
            {/^https?:/i.test(work.link) && (
              <a href={work.link} rel="nofollow noopener noreferrer" target="_blank" className="link text-sm">
                {m.person.open}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Contracts and what clients have said of them. */
function Work({ id }: { id: string }) {
  const [page] = usePage();
  const answer = useAnswer('freelancer_contract', { user_id: id, pagenum: page, pagesize: 10 }, { keeps: true });
  return (
    <Card title={m.person.work}>
      <Answer of={answer}>
        {({ contracts, count }) =>
          contracts.length === 0 ? (
            <p className="text-muted">{m.person.noWork}</p>
          ) : (
            <>
              <ul className="grid gap-4">
                {contracts.map((contract) => (
                  <li
                    key={`${contract.name}${contract.start_at}`}
                    className="grid gap-1 border-b border-line pb-4 last:border-0 last:pb-0"
                  >
                    <div className="flex flex-wrap items-baseline justify-between gap-2">
                      <h3 className="font-medium">{contract.name}</h3>
                      <Money of={contract.total_amount} className="font-semibold" />
                    </div>
                    <p className="flex flex-wrap gap-x-3 text-sm text-muted">
                      <Chip tone={contract.status === 'carry' ? 'accent' : 'plain'}>
                        {wordOf(m.words.contract, contract.status)}
                      </Chip>
                      <span>{wordOf(m.words.pay, contract.paymethod)}</span>
                      {contract.shot_times > 0 && <span>{hours(contract.shot_times)}</span>}
                      <Time at={contract.start_at} as="day" />
                    </p>
                    {contract.evaluate.content !== undefined && (
                      <blockquote className="mt-1 border-s-2 border-line ps-3">
                        <Stars score={contract.evaluate.aver_score ?? 0} count={1} />
                        <p className="break-words">{contract.evaluate.content}</p>
                      </blockquote>
                    )}
                  </li>
                ))}
              </ul>
              <Pager total={count} size={10} />
            </>
          )
        }
      </Answer>
    </Card>
  );
}

export function Resume({ id }: { id?: string }) {
  const jobs = useAnswer('employment_get', { user_id: id }).data?.employments ?? [];
  const schools = useAnswer('education_get', { user_id: id }).data?.educations ?? [];
  if (jobs.length + schools.length === 0) return null;
  return (
    <Card title={m.person.resume}>
      <ul className="grid gap-3">
        {jobs.map((job) => (
          <li key={`job${job.id}`}>
            <p className="font-medium">
              {job.title} · {job.company}
            </p>
            <p className="text-sm text-muted">
              {month(job.start_at)} – {job.working ? m.person.present : month(job.end_at)}{' '}
              {wordOf(m.words.role, job.role)}
            </p>
            {job.detail && <p className="text-sm break-words whitespace-pre-line">{job.detail}</p>}
          </li>
        ))}
        {schools.map((school) => (
          <li key={`school${school.id}`}>
            <p className="font-medium">
              {school.school} · {wordOf(m.words.degree, school.degree)}
            </p>
            <p className="text-sm text-muted">
              {school.start_at} – {school.end_at} {school.area}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Alike({ id }: { id: string }) {
  const people = useAnswer('freelancer_discover', { user_id: id }).data?.freelancers ?? [];
  if (people.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 flex items-center gap-2 font-semibold">
        <Icon name="person" />
        {m.person.alike}
      </h2>
      <div className="grid gap-3 md:grid-cols-2">
        {people.slice(0, 4).map((person) => (
          <PersonCard key={person.id} person={person} />
        ))}
      </div>
    </section>
  );
}
