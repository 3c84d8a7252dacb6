import { Link } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Chip, Skills, Stars, Time } from '../../ui/show.tsx';
import { FavoriteButton } from '../mine/favorite-button.tsx';

export type JobCardOf = AnswerOf<'jobs_search'>['jobs'][number];

/** What a job pays, in words: a budget, a rate by level, or to be agreed. */
export function payOf({ paymethod, budget }: { paymethod: string; budget: number }): string {
  if (paymethod === 'hour') return budget > 0 ? m.job.hourlyWith(money(budget)) : m.job.hourly;
  return budget > 0 ? money(budget) : m.job.negotiable;
}

export const wordOf = (words: Readonly<Record<string, string>>, key: string | number): string =>
  words[String(key)] ?? '';

/** The title with the words that were looked for marked in it. */
export function Marked({ text, keyword }: { text: string; keyword: string }) {
  const words = keyword.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return text;
  const escaped = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const parts = text.split(new RegExp(`(${escaped.join('|')})`, 'i'));
  return parts.map((part, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one text have no other name than their place.
    index % 2 === 1 ? (
      <mark key={index} className="rounded bg-warn-soft text-inherit">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}

/** One job in a list. */
export function JobCard({
  job,
  keyword = '',
  canKeep = false,
}: {
  job: JobCardOf;
  keyword?: string;
  canKeep?: boolean;
}) {
  return (
    <article className="relative grid content-start gap-2.5 rounded-xl border border-line bg-card p-4 hover:border-edge sm:p-5">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-lg font-semibold">
          <Link to={`/jobs/${job.id}`} className="after:absolute after:inset-0 after:rounded-xl hover:text-accent">
            <Marked text={job.name} keyword={keyword} />
          </Link>
        </h3>
        {canKeep && (
          <span className="relative z-10 -mt-1.5 -me-1.5">
            <FavoriteButton id={job.id} isKept={job.favorite} />
          </span>
        )}
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="font-semibold tabular-nums">{payOf(job)}</span>
        <span>{wordOf(m.words.pay, job.paymethod)}</span>
        <span className="text-muted">{wordOf(m.words.level, job.level)}</span>
        {job.duration > 0 && <span className="text-muted">{wordOf(m.words.duration, job.duration)}</span>}
        <span className="text-muted">
          <Time at={job.create_at} />
        </span>
      </p>
      <p className="line-clamp-2 text-muted">{job.description}</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Skills of={job.skills} most={4} />
        <span className="flex items-center gap-3">
          <Chip>{m.said(job.category)}</Chip>
          <Stars score={job.aver_score} count={job.eveluate_num} />
        </span>
      </div>
    </article>
  );
}
