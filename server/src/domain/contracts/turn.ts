import { addDays, dayMs, later, startOfDay } from '../../kernel/clock.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { isOpenWeek } from './contract.ts';
import type { ContractRow } from './contracts.sql.ts';
import type { MilestoneRow } from './milestones.sql.ts';
import type { WeekRow } from './weeks.sql.ts';

/** Whose turn it is: who acts next, how, by when, and what the clock does when they do not. */
export interface Turn {
  readonly by: 'client' | 'freelancer' | 'operator' | undefined;
  /** A move of the contract, its milestone or its week; or `record`, `openWeek`, `addMilestones`. */
  readonly move: string;
  readonly until?: Date | undefined;
  /** The clock's move at that moment; nothing moves by itself when it is left out. */
  readonly otherwise?: string;
}

const nobody: Turn = { by: undefined, move: '' };

/** Whose turn it is in this contract; nobody's when it is over. */
export function turnOf(
  contract: ContractRow,
  milestones: readonly MilestoneRow[],
  weeks: readonly WeekRow[],
  { reviewDays }: ReadContext['settings'],
): Turn {
  switch (contract.state) {
    case 'drafted':
      return { by: 'client', move: 'fund' };
    case 'offered':
      return { by: 'freelancer', move: 'accept', until: contract.expires_at ?? undefined, otherwise: 'expire' };
    case 'paused': {
      const waiting = weeks.find((week) => week.state === 'in_review');
      return waiting ? reviewOf(waiting, reviewDays) : { by: 'client', move: 'resume' };
    }
    case 'disputed':
      return { by: 'operator', move: 'settle' };
    case 'active':
      return contract.pay_kind === 'fixed' ? turnOfMilestones(milestones) : turnOfWeeks(weeks, reviewDays);
    case 'revoked':
    case 'refused':
    case 'expired':
    case 'finished':
    case 'settled':
      return nobody;
  }
}

function turnOfMilestones(milestones: readonly MilestoneRow[]): Turn {
  if (milestones.some((one) => one.state === 'in_review')) return { by: 'client', move: 'approve' };
  const current = milestones.find((one) => one.state === 'active' || one.state === 'sent_back');
  if (!current) return { by: 'client', move: 'addMilestones' };
  const until = current.end_day === null ? undefined : startOfDay(addDays(current.end_day, 1));
  return { by: 'freelancer', move: 'submit', until };
}

function turnOfWeeks(weeks: readonly WeekRow[], reviewDays: number): Turn {
  const waiting = weeks.find((week) => week.state === 'in_review');
  if (waiting) return reviewOf(waiting, reviewDays);
  const open = weeks.find(isOpenWeek);
  if (!open) return { by: 'client', move: 'openWeek' };
  return { by: 'freelancer', move: 'record', until: open.end_at ?? undefined, otherwise: 'close' };
}

const reviewOf = (week: WeekRow, reviewDays: number): Turn => ({
  by: 'client',
  move: 'approve',
  until: reviewDeadline(week, reviewDays),
  otherwise: 'approveBySilence',
});

/** When a week under review is paid by silence; undefined unless it is under review. */
export const reviewDeadline = (week: WeekRow, reviewDays: number): Date | undefined =>
  week.state === 'in_review' && week.review_asked_at !== null
    ? later(week.review_asked_at, reviewDays * dayMs)
    : undefined;
