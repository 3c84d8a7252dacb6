import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { hours, instant } from '../../format.ts';
import { locale, m } from '../../messages/index.ts';
import { ShotDialog } from './shot.tsx';
import type { Week } from './week.tsx';

export type Shot = AnswerOf<'get_weekstoneshot'>['shots'][number];

const scale = 'grid grid-cols-[5.5rem_repeat(24,minmax(0,1fr))_4.5rem] items-center gap-1';
/** Stays while the hours scroll below it. */
const dayName = 'sticky start-0 z-10 self-stretch content-center bg-card';
const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);
const weekday = new Intl.DateTimeFormat(locale, {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
});

/** The hours above the rows of the days. */
export function HourScale() {
  return (
    <div aria-hidden="true" className={`${scale} text-xs text-muted tabular-nums`}>
      <span className={dayName} />
      {hoursOfDay.map((hour) => (
        <span key={hour}>{hour % 2 === 0 ? hour : ''}</span>
      ))}
    </div>
  );
}

/** How dark a slot is: by how active it was. */
function shade({ is_auto: isAuto, activity }: Shot): string {
  if (!isAuto) return 'hatched';
  if (activity >= 70) return 'bg-accent';
  return activity >= 35 ? 'bg-accent/75' : 'bg-accent/50';
}

/** One day: 24 hours of six slots of ten minutes. */
export function DayRow({
  day,
  contract,
  week,
  canChange,
  onShots,
}: {
  day: string;
  contract: string;
  week: Week;
  canChange: boolean;
  /** Told at which hour the work of the day begins. */
  onShots: (hour: number) => void;
}) {
  const [open, setOpen] = useState<number>();
  const { data } = useAnswer('get_weekstoneshot', { contract_id: contract, shot_time: day });
  const [from, until] = [instant(week.start_at)?.getTime() ?? 0, (instant(week.end_at)?.getTime() ?? 0) + 1_000];
  const shots = (data?.shots ?? []).filter((shot) => {
    const at = instant(shot.shot_at)?.getTime() ?? 0;
    return at >= from && at < until;
  });
  const begins = Math.min(...shots.map((shot) => shot.hour));
  useEffect(() => {
    if (Number.isFinite(begins)) onShots(begins);
  }, [begins, onShots]);
  const bySlot = new Map(
    shots.map((shot) => [`${shot.hour}:${Math.floor(Number(shot.shot_at.slice(14, 16)) / 10)}`, shot]),
  );
  const noon = instant(`${day} 12:00:00`);
  return (
    <div className={scale}>
      <span className={`${dayName} text-sm whitespace-nowrap`}>{noon && weekday.format(noon)}</span>
      {hoursOfDay.map((hour) => (
        <span key={hour} className="grid h-7 grid-cols-6 gap-px overflow-hidden rounded-sm bg-sunk">
          {[0, 1, 2, 3, 4, 5].map((slot) => {
            const shot = bySlot.get(`${hour}:${slot}`);
            return shot ? (
              <button
                key={slot}
                type="button"
                title={m.shot.label(shot.shot_at.slice(11, 16), shot.activity)}
                aria-label={m.shot.label(shot.shot_at.slice(11, 16), shot.activity)}
                onClick={() => setOpen(shot.id)}
                className={`h-full ${shade(shot)}`}
              />
            ) : (
              <span key={slot} />
            );
          })}
        </span>
      ))}
      <span className="text-end text-sm text-muted tabular-nums">{shots.length > 0 && hours(shots.length * 10)}</span>
      {open !== undefined && (
        <ShotDialog shots={shots} id={open} canChange={canChange} onMove={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </div>
  );
}
