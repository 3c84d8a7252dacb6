import { useCallback, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { type Side, useSide } from '../../api/session.ts';
import { dayKey, hours, instant, money } from '../../format.ts';
import { Page, PageAnswer } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Bar, Card, Chip, Countdown, Facts, Time } from '../../ui/show.tsx';
import { Empty } from '../../ui/states.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { DayRow, HourScale } from './day-row.tsx';
import { ManualTime } from './manual-time.tsx';
import { WeekReview } from './week-review.tsx';

type Diary = AnswerOf<'contract_weekstone_list'>['contracts'][number];
export type Week = Diary['weekstones'][number];

/** One week of an hourly contract: seven days of hours, each of six slots. */
export function WeekPage() {
  const { id = '' } = useParams();
  const side = useSide() ?? 'freelancer';
  const answer = useAnswer('contract_weekstone_list', { pagesize: 100 });
  return (
    <PageAnswer of={answer} title={m.nav.hours} back={{ to: '/hours', label: m.nav.hours }}>
      {({ contracts }) => {
        const diary = contracts.find((one) => one.contract_id === id);
        return diary ? (
          <Shown diary={diary} side={side} />
        ) : (
          <Page title={m.nav.hours} back={{ to: '/hours', label: m.nav.hours }}>
            <Empty title={m.hours.notHere}>{m.hours.noneText}</Empty>
          </Page>
        );
      }}
    </PageAnswer>
  );
}

/** The days that a week touches, the first to the last. */
function daysOf({ start_at: start, end_at: end }: Week): string[] {
  const [from, until] = [instant(start), instant(end)];
  if (!from || !until) return [];
  const days: string[] = [];
  for (let at = from.getTime(); at <= until.getTime() && days.length < 8; at += 86_400_000)
    days.push(dayKey(new Date(at)));
  if (days.at(-1) !== dayKey(until) && days.length < 8) days.push(dayKey(until));
  return days;
}

function Shown({ diary, side }: { diary: Diary; side: Side }) {
  const [query, setQuery] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const { weekstones: weeks } = diary;
  const term = Math.min(weeks.length, Math.max(1, Number(query.get('week')) || weeks.length));
  const week = weeks[term - 1];
  const contract = useAnswer('contract_list', { contract_id: diary.contract_id });
  const go = (to: number) => setQuery({ week: String(to) }, { replace: true });
  return (
    <Page
      title={diary.contract_name}
      back={{ to: `/contracts/${diary.contract_id}`, label: m.job.toContract }}
      lead={`${diary.freelancer.name} · ${m.contract.hourlyTerms(money(diary.hourly), diary.workload)}`}
      actions={
        side === 'freelancer' &&
        diary.manual &&
        week?.status === 'carry' && (
          <Button kind="primary" onClick={() => setAdding(true)}>
            {m.manual.title}
          </Button>
        )
      }
    >
      {week ? (
        <div className="grid grid-cols-1 gap-5">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{m.timeline.week(term)}</span>
              <span>
                <Time at={week.start_at} as="day" /> – <Time at={week.end_at} as="day" />
              </span>
              <Chip tone={week.status === 'carry_pay' ? 'warn' : week.status === 'finish' ? 'good' : 'accent'}>
                {wordOf(m.words.stone, week.status)}
              </Chip>
            </p>
            {weeks.length > 1 && (
              <span className="flex gap-2">
                <Button size="small" disabled={term <= 1} onClick={() => go(term - 1)}>
                  {m.week.before}
                </Button>
                <Button size="small" disabled={term >= weeks.length} onClick={() => go(term + 1)}>
                  {m.week.after_}
                </Button>
              </span>
            )}
          </div>
          {side === 'client' && week.status === 'carry_pay' && contract.data?.contracts[0] && (
            <WeekReview contract={contract.data.contracts[0]} />
          )}
          <Sums week={week} side={side} />
          <Grid key={week.start_at} week={week} diary={diary} side={side} />
        </div>
      ) : (
        <Empty title={m.week.none}>{m.week.noneText}</Empty>
      )}
      {isAdding && week && (
        <ManualTime contract={diary.contract_id} days={daysOf(week)} onClose={() => setAdding(false)} />
      )}
    </Page>
  );
}

/** The columns beside the hours, the name of the day and its sum, in pixels. */
const besideHours = 168;

/** Seven days of hours; what is wider than the window scrolls. */
function Grid({ week, diary, side }: { week: Week; diary: Diary; side: Side }) {
  const scroller = useRef<HTMLDivElement>(null);
  const earliest = useRef(24);
  // On a phone part of the day is seen: the part in which the work begins.
  const showHour = useCallback((hour: number) => {
    if (hour >= earliest.current || !scroller.current) return;
    earliest.current = hour;
    scroller.current.scrollLeft = ((scroller.current.scrollWidth - besideHours) * hour) / 24;
  }, []);
  return (
    <Card>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard. */}
      <div ref={scroller} className="overflow-x-auto" role="region" aria-label={m.week.grid} tabIndex={0}>
        <div className="grid min-w-[54rem] gap-1.5">
          <HourScale />
          {daysOf(week).map((day) => (
            <DayRow
              key={day}
              day={day}
              contract={diary.contract_id}
              canChange={side === 'freelancer' && week.status === 'carry'}
              week={week}
              onShots={showHour}
            />
          ))}
        </div>
      </div>
      <p className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
        <span className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-sm bg-accent" />
          {m.week.automatic}
        </span>
        <span className="flex items-center gap-1.5">
          <span aria-hidden="true" className="hatched size-3 rounded-sm" />
          {m.week.manual}
        </span>
        <span>{m.week.darker}</span>
      </p>
    </Card>
  );
}

/** Sum, limit and amount, always in view. */
function Sums({ week, side }: { week: Week; side: Side }) {
  const minutes = week.shot_times + week.manual_times;
  return (
    <div className="sticky top-14 z-20 grid gap-x-10 gap-y-3 rounded-xl border border-line bg-card p-4 sm:grid-cols-[2fr_1fr] sm:items-center">
      <div className="grid gap-1.5">
        <p className="flex justify-between gap-3">
          <span className="font-medium">{m.hours.of(hours(minutes), hours(week.limit_times))}</span>
          <span className="text-lg font-semibold tabular-nums">{money(week.calculate_amount)}</span>
        </p>
        <Bar
          part={week.limit_times > 0 ? minutes / week.limit_times : 0}
          label={m.hours.of(hours(minutes), hours(week.limit_times))}
        />
      </div>
      <Facts
        rows={[
          [m.week.manual, hours(week.manual_times)],
          [m.contract.held, money(week.amount)],
          week.deadline !== '' && [
            side === 'client' ? m.week.decideBy : m.week.paidBy,
            <Countdown key="deadline" to={week.deadline} />,
          ],
        ]}
      />
    </div>
  );
}
