import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { money, number } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Avatar, Skills } from '../../ui/show.tsx';

export interface PersonCardOf {
  readonly id: string;
  readonly name: string;
  readonly avatar: string;
  readonly title: string;
  readonly skills: readonly string[];
  readonly hourly: number;
  readonly overview: string;
  readonly location: string;
  readonly coop_rate?: number;
  readonly hours?: number;
  readonly reason?: string;
}

/** One freelancer in a list. */
export function PersonCard({ person, side }: { person: PersonCardOf; side?: ReactNode }) {
  return (
    <article className="relative grid content-start gap-3 rounded-xl border border-line bg-card p-4 hover:border-edge sm:p-5">
      <div className="flex items-start gap-3">
        <Avatar name={person.name} src={person.avatar} />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">
            <Link
              to={`/people/${person.id}`}
              className="after:absolute after:inset-0 after:rounded-xl hover:text-accent"
            >
              {person.name}
            </Link>
          </h3>
          <p className="text-muted">{person.title}</p>
        </div>
        {side && <div className="relative z-10">{side}</div>}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {person.hourly > 0 && (
          <span className="font-semibold tabular-nums">{m.person.perHour(money(person.hourly))}</span>
        )}
        {person.coop_rate !== undefined && person.coop_rate > 0 && <span>{m.person.success(person.coop_rate)}</span>}
        {person.hours !== undefined && person.hours > 0 && (
          <span className="text-muted">{m.person.hours(number(person.hours))}</span>
        )}
        {person.location && (
          <span className="inline-flex items-center gap-1 text-muted">
            <Icon name="place" size={15} />
            {person.location}
          </span>
        )}
      </p>
      {person.overview && <p className="line-clamp-2 text-muted">{person.overview}</p>}
      {person.reason && <p className="text-sm text-good first-letter:uppercase">{m.said(person.reason)}</p>}
      <Skills of={person.skills} most={5} />
    </article>
  );
}
