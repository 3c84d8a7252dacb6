/**
 * A second, simple telling of the rules of money, in memory: what anybody has, and how every deal stands. The model-based
 * test compares it with the real thing after each step. It knows nothing of tables, locks or transfers.
 */
import { dayMs, dayOf, hourMs, later, minuteMs, startOfDay } from '../src/kernel/clock.ts';
import type { Deal } from './deal.ts';

export interface Person {
  readonly name: string;
  available: bigint;
  withdrawing: bigint;
  escrow: bigint;
}

export interface Stage {
  readonly amount: bigint;
  state: string;
  paid: bigint;
}

export interface WeekStage extends Stage {
  slots: number;
  startAt?: Date;
  endAt?: Date;
  reviewUntil?: Date;
}

export interface Contract {
  readonly deal: Deal;
  readonly isHourly: boolean;
  readonly hourly: bigint;
  readonly limit: number;
  readonly weekAmount: bigint;
  readonly client: Person;
  readonly freelancer: Person;
  readonly milestones: Stage[];
  readonly weeks: WeekStage[];
  state: string;
  hasBegun: boolean;
  expiresAt?: Date;
}

export interface Order {
  readonly tradeNo: string;
  readonly contract: Contract;
  readonly amount: bigint;
  /** None for a bonus. */
  readonly stages: readonly Stage[];
  isPaid: boolean;
}

export interface Payout {
  readonly id: bigint;
  readonly person: Person;
  readonly amount: bigint;
  readonly checkAt: Date;
  state: 'sent' | 'paid' | 'failed' | 'returned';
}

/** Whether the house does it. */
export type Verdict = 'done' | 'refused';

const underWay = ['active', 'sent_back', 'in_review'];
const holding = ['funded', ...underWay];
const unsettled = ['unfunded', ...holding];
const isIn = (states: readonly string[], stage: Stage) => states.includes(stage.state);

export class MoneyModel {
  now: Date;
  fees = 0n;
  readonly people: Person[] = [];
  readonly contracts: Contract[] = [];
  readonly orders: Order[] = [];
  readonly payouts: Payout[] = [];

  constructor(now: Date) {
    this.now = now;
  }

  earned(contract: Contract, week: WeekStage): bigint {
    return (contract.hourly * BigInt(week.slots) * 10n) / 60n;
  }

  private give(payee: Person, gross: bigint): void {
    const fee = gross / 10n;
    this.fees += fee;
    payee.available += gross - fee;
  }

  private settle(contract: Contract, stage: Stage, gross: bigint, state: string): void {
    if (isIn(holding, stage)) {
      contract.client.escrow -= stage.amount;
      contract.client.available += stage.amount - gross;
      this.give(contract.freelancer, gross);
      stage.paid = gross;
    }
    stage.state = state;
  }

  private cancel(contract: Contract, stages: readonly Stage[]): void {
    for (const stage of stages) if (isIn(unsettled, stage)) this.settle(contract, stage, 0n, 'cancelled');
  }

  private startNext(contract: Contract): void {
    if (contract.isHourly) {
      const next = contract.weeks.find((week) => week.state === 'funded');
      if (!next || contract.weeks.some((week) => week.state === 'active')) return;
      next.state = 'active';
      next.startAt = startOfDay(dayOf(this.now));
      next.endAt = later(next.startAt, 7 * dayMs);
      return;
    }
    if (contract.milestones.some((one) => isIn(underWay, one))) return;
    const next = contract.milestones.find((one) => one.state === 'funded');
    if (next) next.state = 'active';
  }

  pay(order: Order): Verdict {
    const { contract, amount, stages } = order;
    if (order.isPaid) return 'done';
    const { client } = contract;
    if (stages.length > 0) {
      if (!['drafted', 'offered', 'active', 'paused'].includes(contract.state)) return 'refused';
      if (stages.some((stage) => stage.state !== 'unfunded')) return 'refused';
    }
    if (client.available < amount) return 'refused';
    order.isPaid = true;
    client.available -= amount;
    if (stages.length === 0) {
      this.give(contract.freelancer, amount);
      return 'done';
    }
    client.escrow += amount;
    for (const stage of stages) stage.state = 'funded';
    if (contract.state === 'drafted') {
      contract.state = 'offered';
      contract.expiresAt = later(this.now, 2 * dayMs);
    } else if (contract.state === 'active') this.startNext(contract);
    return 'done';
  }

  accept(contract: Contract): Verdict {
    if (contract.state !== 'offered') return 'refused';
    contract.state = 'active';
    contract.hasBegun = true;
    this.startNext(contract);
    return 'done';
  }

  endOffer(contract: Contract, state: 'refused' | 'revoked'): Verdict {
    const from = state === 'refused' ? ['offered'] : ['drafted', 'offered'];
    if (!from.includes(contract.state)) return 'refused';
    contract.state = state;
    this.cancel(contract, [...contract.milestones, ...contract.weeks]);
    return 'done';
  }

  submit(contract: Contract, stage: Stage): Verdict {
    return this.moveStage(contract, stage, ['active', 'sent_back'], 'in_review');
  }

  sendBack(contract: Contract, stage: Stage): Verdict {
    return this.moveStage(contract, stage, ['in_review'], 'sent_back');
  }

  private moveStage(contract: Contract, stage: Stage, from: readonly string[], to: string): Verdict {
    if (contract.state !== 'active' || !isIn(from, stage)) return 'refused';
    stage.state = to;
    return 'done';
  }

  payMilestone(contract: Contract, stage: Stage, move: 'approve' | 'release', ends: boolean): Verdict {
    const from = move === 'approve' ? ['in_review'] : underWay;
    if (contract.state !== 'active' || !isIn(from, stage)) return 'refused';
    this.settle(contract, stage, stage.amount, 'paid');
    if (ends) {
      this.cancel(contract, contract.milestones);
      contract.state = 'finished';
    } else this.startNext(contract);
    return 'done';
  }

  canAddMilestones(contract: Contract): boolean {
    return !contract.isHourly && ['offered', 'active', 'paused'].includes(contract.state);
  }

  pause(contract: Contract): Verdict {
    if (contract.state !== 'active') return 'refused';
    contract.state = 'paused';
    return 'done';
  }

  resume(contract: Contract): Verdict {
    if (contract.state !== 'paused') return 'refused';
    const isOpen = contract.weeks.some((week) => isIn(['funded', 'active'], week));
    if (contract.isHourly && !isOpen) {
      if (contract.client.available < contract.weekAmount) return 'refused';
      this.cancelUnfunded(contract);
      contract.client.available -= contract.weekAmount;
      contract.client.escrow += contract.weekAmount;
      this.addWeek(contract).state = 'funded';
    }
    contract.state = 'active';
    this.startNext(contract);
    return 'done';
  }

  private cancelUnfunded(contract: Contract): void {
    for (const week of contract.weeks) if (week.state === 'unfunded') week.state = 'cancelled';
  }

  addWeek(contract: Contract): WeekStage {
    const week: WeekStage = { amount: contract.weekAmount, state: 'unfunded', paid: 0n, slots: 0 };
    contract.weeks.push(week);
    return week;
  }

  finishByFreelancer(contract: Contract): Verdict {
    if (!['active', 'paused'].includes(contract.state)) return 'refused';
    this.cancel(contract, [...contract.milestones, ...contract.weeks]);
    contract.state = 'finished';
    return 'done';
  }

  finishByClient(contract: Contract, pays: boolean): Verdict {
    if (!['active', 'paused'].includes(contract.state)) return 'refused';
    let isDisputed = false;
    for (const stage of contract.isHourly ? contract.weeks : contract.milestones) {
      const earned = contract.isHourly ? this.earned(contract, stage as WeekStage) : stage.amount;
      if (!isIn(underWay, stage) || earned === 0n) this.cancel(contract, [stage]);
      else if (pays) this.settle(contract, stage, earned, 'paid');
      else {
        stage.state = 'disputed';
        isDisputed = true;
      }
    }
    contract.state = isDisputed ? 'disputed' : 'finished';
    return 'done';
  }

  record(contract: Contract): Verdict {
    const week = contract.weeks.find((one) => one.state === 'active');
    if (contract.state !== 'active' || !week?.startAt || !week.endAt) return 'refused';
    const slotAt = later(week.startAt, week.slots * 10 * minuteMs);
    if (slotAt > this.now || slotAt >= week.endAt || week.slots >= contract.limit) return 'refused';
    week.slots += 1;
    return 'done';
  }

  /** Whether a next week can be opened; what was not paid for is taken back. */
  openWeek(contract: Contract): Verdict {
    if (!contract.isHourly || contract.state !== 'active') return 'refused';
    if (contract.weeks.some((week) => isIn(['funded', 'active'], week))) return 'refused';
    this.cancelUnfunded(contract);
    return 'done';
  }

  /** "order" when the next week is to be opened and paid for. */
  audit(contract: Contract, week: WeekStage, decision: 'pause' | 'continue' | 'stop' | 'refuse'): Verdict | 'order' {
    if (week.state !== 'in_review') return 'refused';
    if (decision === 'refuse') {
      this.cancel(contract, contract.weeks);
      contract.state = 'finished';
      return 'done';
    }
    this.settle(contract, week, this.earned(contract, week), 'paid');
    if (decision === 'stop') {
      this.cancel(contract, contract.weeks);
      contract.state = 'finished';
    }
    if (decision === 'pause') contract.state = 'paused';
    if (decision !== 'continue') return 'done';
    contract.state = 'active';
    if (this.openWeek(contract) === 'done') return 'order';
    this.startNext(contract);
    return 'done';
  }

  withdraw(person: Person, amount: bigint, least: bigint): Verdict {
    if (amount < least || person.available < amount) return 'refused';
    person.available -= amount;
    person.withdrawing += amount;
    return 'done';
  }

  settlePayout(payout: Payout, outcome: 'paid' | 'failed' | 'returned'): void {
    const { person, amount } = payout;
    if (payout.state !== 'sent' && !(payout.state === 'paid' && outcome === 'returned')) return;
    if (payout.state === 'sent') person.withdrawing -= amount;
    if (outcome !== 'paid') person.available += amount;
    payout.state = outcome;
  }

  /** Time goes by, and what falls due happens in its order. */
  advance(ms: number): void {
    const target = later(this.now, ms);
    for (;;) {
      const due = this.events()
        .filter((event) => event.at <= target)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
      if (!due) break;
      this.now = due.at;
      due.happen();
    }
    this.now = target;
  }

  private events(): { at: Date; happen: () => void }[] {
    const events: { at: Date; happen: () => void }[] = [];
    for (const contract of this.contracts) {
      if (contract.state === 'offered' && contract.expiresAt) {
        events.push({
          at: contract.expiresAt,
          happen: () => {
            contract.state = 'expired';
            this.cancel(contract, [...contract.milestones, ...contract.weeks]);
          },
        });
      }
      for (const week of contract.weeks) {
        if (week.state === 'active' && week.endAt) {
          const at = week.endAt;
          events.push({
            at,
            happen: () => {
              week.state = 'in_review';
              week.reviewUntil = later(at, 2 * dayMs);
            },
          });
        }
        if (week.state === 'in_review' && week.reviewUntil) {
          events.push({ at: week.reviewUntil, happen: () => this.payBySilence(contract, week) });
        }
      }
    }
    for (const payout of this.payouts) {
      if (payout.state === 'sent') events.push({ at: payout.checkAt, happen: () => this.settlePayout(payout, 'paid') });
    }
    return events;
  }

  private payBySilence(contract: Contract, week: WeekStage): void {
    this.settle(contract, week, this.earned(contract, week), 'paid');
    if (contract.state === 'active') contract.state = 'paused';
  }

  /** The first check of a payout sent now. */
  firstCheck(): Date {
    return later(this.now, hourMs);
  }

  /** Everything, a line each, to be compared with what the database says. */
  lines(): string[] {
    const lines = this.people.map(
      (person) =>
        `${person.name}: ${person.available} available, ${person.withdrawing} withdrawing, ${person.escrow} escrow`,
    );
    for (const { deal, state, milestones, weeks } of this.contracts) {
      lines.push(`contract ${deal.id}: ${state}`);
      for (const [place, one] of milestones.entries()) {
        lines.push(`milestone ${deal.id}/${place + 1}: ${one.state}, ${one.amount}, paid ${one.paid}`);
      }
      for (const [place, one] of weeks.entries()) {
        lines.push(`week ${deal.id}/${place + 1}: ${one.state}, ${one.amount}, ${one.slots} slots, paid ${one.paid}`);
      }
    }
    for (const { tradeNo, isPaid } of this.orders) lines.push(`order ${tradeNo}: ${isPaid ? 'paid' : 'unpaid'}`);
    for (const { id, state } of this.payouts) lines.push(`payout ${id}: ${state}`);
    return [...lines, `fees: ${this.fees}`].toSorted();
  }
}
