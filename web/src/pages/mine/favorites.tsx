import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { JobCard } from '../jobs/job-card.tsx';
import { PersonCard } from '../people/person-card.tsx';
import { FavoriteButton } from './favorite-button.tsx';

const size = 12;

/** What one keeps: jobs those who work, people those who hire. */
export function FavoritesPage() {
  const side = useSide() ?? 'freelancer';
  const [page] = usePage();
  const answer = useAnswer('favorite_get', { pagenum: page, pagesize: size }, { keeps: true });
  return (
    <Page title={m.nav.favorites}>
      <Answer of={answer}>
        {({ favorites, count }) =>
          favorites.length === 0 ? (
            <Empty
              title={m.favorite.none[side]}
              action={
                <ButtonLink to={side === 'client' ? '/freelancers' : '/jobs'}>
                  {side === 'client' ? m.nav.people : m.nav.jobs}
                </ButtonLink>
              }
            >
              {m.favorite.noneText}
            </Empty>
          ) : (
            <>
              <h2 className="sr-only">{m.jobs.results}</h2>
              <div className="grid gap-3 md:grid-cols-2">
                {favorites.map(({ favorite_id: id, job, favorite: person }) => {
                  if (job) return <JobCard key={id} job={job} canKeep />;
                  return (
                    person && (
                      <PersonCard
                        key={id}
                        person={{
                          ...person,
                          id: person.uuid,
                          title: '',
                          location: [person.location.parent_name, person.location.name].filter(Boolean).join(' '),
                        }}
                        side={<FavoriteButton id={person.uuid} isKept />}
                      />
                    )
                  );
                })}
              </div>
              <Pager total={count} size={size} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
