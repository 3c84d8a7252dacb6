/** Contracts, milestones and weeks in this API's words. */
import { Type } from 'typebox';
import { localTime } from '../../kernel/clock.ts';
import { movesFor } from '../../kernel/machine.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { splitFee, sumFen, yuanNumber } from '../../kernel/money.ts';
import {
  contractLifecycle,
  heldInEscrow,
  type ContractRow,
  type MilestoneRow,
  stagesOf,
  type WeekRow,
  slotMinutes,
  mayOpenNextWeek,
  milestoneLifecycle,
  type MoveRow,
  reviewDeadline,
  type Turn,
  turnOf,
  weekLifecycle,
} from '../../domain/contracts/index.ts';
import { listingsByIds } from '../../domain/listings/index.ts';
import { type ClientRow, clientsOf, type FreelancerRow, freelancersOf } from '../../domain/profiles/index.ts';
import { type ReviewRow, reviewsFor } from '../../domain/reviews/index.ts';
import { pictureUrl } from './forms-files.ts';
import { contractStatus, payMethodOf, stoneStatus, wordOf } from './state-words.ts';

export const timeText = (time: Date | null): string => (time ? localTime(time) : '');
export const dayText = (day: string | null, time = '00:00:00'): string => (day ? `${day} ${time}` : '');
/** A week ends with the last second of its seventh day. */
export const weekEnd = (end: Date | null): string => (end ? localTime(new Date(end.getTime() - 1000)) : '');

export const stoneAnswer = Type.Object({
  id: Type.Integer(),
  amount: Type.Number(),
  status: Type.String(),
  term: Type.Integer(),
  create_at: Type.String(),
  start_at: Type.Optional(Type.String()),
  end_at: Type.String(),
  name: Type.Optional(Type.String()),
  actual_amount: Type.Number(),
  audit_at: Type.Optional(Type.String()),
  audit_reason: Type.Optional(Type.String()),
  request_at: Type.Optional(Type.String()),
  request_message: Type.Optional(Type.String()),
  shot_times: Type.Optional(Type.Integer({ description: '分钟' })),
  fee: Type.Number({ description: '平台服务费' }),
  moves: Type.Array(Type.String(), { description: '当前用户此刻可以执行的操作' }),
  deadline: Type.Optional(Type.String({ description: '审核截止时间，之后自动付款' })),
});

const marks = ['exchange', 'punctual', 'cooper', 'quality', 'skill', 'avail', 'deliver'] as const;
const evaluation = Type.Object({
  ...Object.fromEntries(marks.map((name) => [name, Type.Optional(Type.Integer())])),
  content: Type.Optional(Type.String()),
});

export const contractAnswer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  amount: Type.Number(),
  order_id: Type.String(),
  start_at: Type.String(),
  end_at: Type.String(),
  accept_at: Type.String(),
  expire_at: Type.String(),
  actual_end_at: Type.String(),
  finish_by: Type.String(),
  workload: Type.Integer({ description: '每周小时数' }),
  status: Type.String(),
  stone_status: Type.String(),
  message: Type.String(),
  reason: Type.String(),
  create_at: Type.String(),
  total_amount: Type.Number(),
  invoice: Type.String(),
  hourly: Type.Number({ description: '0 表示固定价格' }),
  manual: Type.Boolean(),
  job: Type.Object({ id: Type.String(), name: Type.String(), paymethod: Type.String() }),
  is_evaluate: Type.Boolean(),
  is_open_next: Type.Boolean(),
  user: Type.Object({
    freelancer: Type.Object({
      id: Type.String(),
      name: Type.String(),
      title: Type.String(),
      avatar: Type.String(),
      hourly: Type.Number(),
    }),
    client: Type.Object({ id: Type.String(), name: Type.String(), avatar: Type.String(), name_private: Type.String() }),
  }),
  stones: Type.Array(stoneAnswer),
  evaluate: Type.Object({ user: evaluation, team: evaluation }),
  moves: Type.Array(Type.String(), { description: '当前用户此刻可以执行的操作' }),
  turn: Type.Object(
    { by: Type.String(), move: Type.String(), until: Type.String(), otherwise: Type.String() },
    { description: '轮到谁（client、freelancer、operator，结束后为空）、做什么、截止时间，以及逾期后自动发生的操作' },
  ),
  fee_percent: Type.Number({ description: '平台服务费，占每笔付款的百分比' }),
  in_escrow: Type.Number({ description: '托管中的金额' }),
});

export function toMilestoneStone(row: MilestoneRow) {
  return {
    id: Number(row.id),
    amount: yuanNumber(row.amount),
    status: stoneStatus[row.state],
    term: row.term,
    create_at: timeText(row.created_at),
    end_at: dayText(row.end_day, '23:59:59'),
    name: row.name,
    actual_amount: yuanNumber(row.paid_amount),
    audit_at: timeText(row.audited_at),
    audit_reason: row.audit_reason,
    request_at: timeText(row.requested_at),
    request_message: row.request_message,
  };
}

export function toWeekStone(row: WeekRow) {
  return {
    id: Number(row.id),
    amount: yuanNumber(row.amount),
    status: stoneStatus[row.state],
    term: row.term,
    create_at: timeText(row.created_at),
    start_at: timeText(row.start_at),
    end_at: weekEnd(row.end_at),
    actual_amount: yuanNumber(row.paid_amount),
    shot_times: (row.shot_slots + row.manual_slots) * slotMinutes,
  };
}

/** What a part of a contract shows its two sides beside the document: the fee, and what the caller may do with it. */
interface StoneWords {
  readonly side: 'client' | 'freelancer';
  /** Moves of its parts are open while the contract runs. */
  readonly isRunning: boolean;
  readonly settings: ReadContext['settings'];
}

const feeOf = (amount: bigint, { settings }: StoneWords) => yuanNumber(splitFee(amount, settings.feeBasisPoints).fee);

const milestoneOf = (row: MilestoneRow, words: StoneWords) => ({
  ...toMilestoneStone(row),
  fee: feeOf(row.amount, words),
  moves: words.isRunning ? movesFor(milestoneLifecycle, row.state, words.side) : [],
});

const weekOf = (row: WeekRow, words: StoneWords) => ({
  ...toWeekStone(row),
  fee: feeOf(row.amount, words),
  moves: movesFor(weekLifecycle, row.state, words.side),
  deadline: timeText(reviewDeadline(row, words.settings.reviewDays) ?? null),
});

const toTurn = ({ by, move, until, otherwise }: Turn) => ({
  by: by ?? '',
  move,
  until: timeText(until ?? null),
  otherwise: otherwise ?? '',
});

interface Beside {
  readonly settings: ReadContext['settings'];
  readonly listing: { readonly uid: string; readonly title: string; readonly pay_kind: 'hourly' | 'fixed' } | undefined;
  readonly freelancer: FreelancerRow | undefined;
  readonly client: ClientRow | undefined;
  readonly milestones: readonly MilestoneRow[];
  readonly weeks: readonly WeekRow[];
  readonly reviews: readonly ReviewRow[];
  readonly side: 'client' | 'freelancer';
  readonly baseUrl: string;
}

function toContract(row: ContractRow, beside: Beside) {
  const { listing, freelancer, client, milestones, weeks, reviews, side, settings, baseUrl } = beside;
  const stages = [...milestones, ...weeks];
  const inReview = stages.some((stage) => stage.state === 'in_review');
  const words = { side, settings, isRunning: row.state === 'active' };
  const held = stages.filter((stage) => heldStates.has(stage.state));
  return {
    id: row.uid,
    name: row.name,
    amount: yuanNumber(row.amount),
    order_id: row.first_trade_no,
    start_at: dayText(row.start_day),
    end_at: dayText(row.end_day, '23:59:59'),
    accept_at: timeText(row.accepted_at),
    expire_at: timeText(row.expires_at),
    actual_end_at: timeText(row.ended_at),
    finish_by: row.finished_by === null ? '' : row.finished_by === 'client' ? 'team' : 'user',
    workload: row.weekly_hours ?? 0,
    status: contractStatus[row.state],
    stone_status: inReview ? 'carry_pay' : 'carry',
    message: row.message,
    reason: row.reason,
    create_at: timeText(row.created_at),
    total_amount: yuanNumber(row.paid_total),
    invoice: row.invoice_no,
    hourly: yuanNumber(row.hourly ?? 0n),
    manual: row.manual_allowed,
    job: { id: listing?.uid ?? '', name: listing?.title ?? '', paymethod: payMethodOf[row.pay_kind] },
    is_evaluate: reviews.some((review) => review.author_role === side),
    is_open_next: mayOpenNextWeek(row, weeks),
    user: { freelancer: toFreelancer(freelancer, baseUrl), client: toClient(client, baseUrl) },
    stones: [
      ...milestones.filter((one) => one.state !== 'unfunded').map((one) => milestoneOf(one, words)),
      ...weeks.filter((one) => one.state !== 'unfunded').map((one) => weekOf(one, words)),
    ],
    evaluate: { user: evaluationBy('client', reviews), team: evaluationBy('freelancer', reviews) },
    moves: movesFor(contractLifecycle, row.state, side),
    turn: toTurn(turnOf(row, milestones, weeks, settings)),
    fee_percent: settings.feeBasisPoints / 100,
    in_escrow: yuanNumber(sumFen(held.map((stage) => stage.amount))),
  };
}

const heldStates: ReadonlySet<string> = new Set(heldInEscrow);

export function toFreelancer(row: FreelancerRow | undefined, baseUrl: string) {
  return {
    id: row?.uid ?? '',
    name: row?.name ?? '',
    title: row?.title ?? '',
    avatar: pictureUrl(baseUrl, row?.avatar_uid),
    hourly: yuanNumber(row?.hourly ?? 0n),
  };
}

function toClient(row: ClientRow | undefined, baseUrl: string) {
  return {
    id: row?.uid ?? '',
    name: row?.name ?? '',
    avatar: pictureUrl(baseUrl, row?.logo_uid ?? row?.avatar_uid),
    name_private: row?.owner_name ?? '',
  };
}

/** A review written by one side is about the other. */
function evaluationBy(author: 'client' | 'freelancer', reviews: readonly ReviewRow[]) {
  const review = reviews.find((one) => one.author_role === author);
  return review ? { ...review.marks, content: review.content } : {};
}

/** Contracts with all that this API shows beside them, by one query for each kind of thing. */
export async function toContracts(
  ctx: ReadContext,
  rows: readonly ContractRow[],
  side: 'client' | 'freelancer',
  baseUrl: string,
) {
  const [stages, listings, freelancers, clients, reviews] = await Promise.all([
    stagesOf(ctx, rows),
    listingsByIds(
      ctx,
      rows.map((row) => row.listing_id),
    ),
    freelancersOf(
      ctx,
      rows.map((row) => row.freelancer_party_id),
    ),
    clientsOf(
      ctx,
      rows.map((row) => row.client_party_id),
    ),
    reviewsFor(
      ctx,
      rows.map((row) => row.id),
    ),
  ]);
  return rows.map((row) =>
    toContract(row, {
      listing: listings.get(row.listing_id),
      freelancer: freelancers.get(row.freelancer_party_id),
      client: clients.get(row.client_party_id),
      milestones: stages.milestones.get(row.id) ?? [],
      weeks: stages.weeks.get(row.id) ?? [],
      reviews: reviews.filter((review) => review.contract_id === row.id),
      side,
      settings: ctx.settings,
      baseUrl,
    }),
  );
}

export const moveAnswer = Type.Object({
  subject: Type.String({ description: 'contract、milestone 或 week' }),
  subject_id: Type.Integer({ description: '里程碑或工作周的 ID，合同为 0' }),
  move: Type.String(),
  status: Type.String({ description: '之后的状态' }),
  by: Type.String({ description: 'client、freelancer、clock、operator 或 system' }),
  note: Type.String(),
  at: Type.String(),
});

/** One step in the history of a contract. */
export function toMove(row: MoveRow) {
  const [subject = '', id = '0'] = row.subject.split(':');
  const words: Readonly<Record<string, string>> = subject === 'contract' ? contractStatus : stoneStatus;
  return {
    subject,
    subject_id: Number(id),
    move: row.move,
    status: wordOf(words, row.to_state),
    by: row.by_role,
    note: row.note,
    at: timeText(row.at),
  };
}
