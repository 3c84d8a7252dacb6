import { useId } from 'react';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { useCategories } from '../../ui/catalog-fields.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Answer, Empty, SkeletonCards } from '../../ui/states.tsx';
import { useFilters } from '../jobs/job-filters.tsx';
import { FavoriteButton } from '../mine/favorite-button.tsx';
import { SearchBox } from '../search-box.tsx';
import { PersonCard } from './person-card.tsx';

const size = 12;

/** The search of freelancers. */
export function PeoplePage() {
  const side = useSide();
  const filters = useFilters();
  const groups = useCategories();
  const [page] = usePage();
  const id = useId();
  const keyword = filters.text('q');
  const found = useAnswer(
    'freelancer_search',
    {
      keyword,
      categorys: filters.values('category').map(Number),
      hourly_range: Number(filters.text('rate')) || undefined,
      coop_rate: Number(filters.text('success')) || undefined,
      pagenum: page,
      pagesize: size,
    },
    { keeps: true },
  );
  const choices = [
    {
      name: 'category',
      label: m.jobs.category,
      all: m.jobs.allCategories,
      rows: groups.map((group) => [String(group.category_id), group.name] as const),
    },
    { name: 'rate', label: m.people.rate, all: m.people.anyRate, rows: Object.entries(m.people.rates) },
    {
      name: 'success',
      label: m.people.success,
      all: m.people.anySuccess,
      rows: [
        ['80', m.people.atLeast(80)],
        ['90', m.people.atLeast(90)],
      ] as const,
    },
  ];
  return (
    <Page title={m.people.title} lead={found.data ? m.people.count(number(found.data.count)) : ' '}>
      <div className="grid gap-4">
        <SearchBox key={keyword} label={m.people.search} value={keyword} onSearch={(q) => filters.set({ q })} />
        <div className="grid gap-3 sm:grid-cols-3">
          {choices.map((choice) => (
            <div key={choice.name} className="grid gap-1">
              <label htmlFor={`${id}${choice.name}`} className="text-sm font-medium">
                {choice.label}
              </label>
              <select
                id={`${id}${choice.name}`}
                className="input"
                value={filters.text(choice.name)}
                onChange={(event) => filters.set({ [choice.name]: event.target.value })}
              >
                <option value="">{choice.all}</option>
                {choice.rows.map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            </div>
          ))}
        </div>
        <Answer of={found} skeleton={<SkeletonCards count={6} className="h-44" />}>
          {({ users, count }) =>
            users.length === 0 ? (
              <Empty title={m.people.none} action={<ButtonLink to="/freelancers">{m.home.allPeople}</ButtonLink>}>
                {m.people.noneText}
              </Empty>
            ) : (
              <div>
                <h2 className="sr-only">{m.jobs.results}</h2>
                <div className="grid gap-3 md:grid-cols-2">
                  {users.map((person) => (
                    <PersonCard
                      key={person.id}
                      person={person}
                      side={side === 'client' && <FavoriteButton id={person.id} isKept={person.favorite} />}
                    />
                  ))}
                </div>
                <Pager total={count} size={size} />
              </div>
            )
          }
        </Answer>
      </div>
    </Page>
  );
}
