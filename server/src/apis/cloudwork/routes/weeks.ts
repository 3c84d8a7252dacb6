import { Type } from 'typebox';
import {
  auditWeek,
  type ContractRow,
  type ContractState,
  earnedBy,
  findContract,
  listContracts,
  openNextWeek,
  reviewDeadline,
  stagesOf,
  type WeekRow,
  slotMinutes,
  weeksOf,
} from '../../../domain/contracts/index.ts';
import { listingsByIds } from '../../../domain/listings/index.ts';
import { clientsOf, type FreelancerRow, freelancersOf } from '../../../domain/profiles/index.ts';
import { minutesOf } from '../../../domain/worklogs/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { id, oneOf, uid } from '../../../platform/http/fields.ts';
import { timeText, weekEnd } from '../contracts.ts';
import { pictureUrl } from '../forms-files.ts';
import { pagedAnswer, pageOf, paging, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { contractStatus, stoneStatus } from '../state-words.ts';

const begun: readonly ContractState[] = ['active', 'paused', 'finished', 'disputed', 'settled'];

const weekAnswer = Type.Object({
  weekstone_id: Type.Integer(),
  status: Type.String(),
  shot_times: Type.Integer({ description: '分钟' }),
  manual_times: Type.Integer({ description: '分钟' }),
  start_at: Type.String(),
  end_at: Type.String(),
  amount: Type.Number(),
  calculate_amount: Type.Number({ description: '按已记录时间计算的金额' }),
  create_at: Type.String({ description: '申请审核时间' }),
  deadline: Type.String({ description: '审核截止时间，之后自动付款；不在审核中为空' }),
  limit_times: Type.Integer({ description: '本周上限，分钟' }),
});

const toWeek = (week: WeekRow, reviewDays: number) => ({
  weekstone_id: Number(week.id),
  status: stoneStatus[week.state],
  shot_times: week.shot_slots * slotMinutes,
  manual_times: week.manual_slots * slotMinutes,
  start_at: timeText(week.start_at),
  end_at: weekEnd(week.end_at),
  amount: yuanNumber(week.amount),
  calculate_amount: yuanNumber(earnedBy(week)),
  create_at: timeText(week.review_asked_at),
  deadline: timeText(reviewDeadline(week, reviewDays) ?? null),
  limit_times: week.limit_slots * slotMinutes,
});

/** Weeks of hourly work (seed 000: 获取当前工作时长 … 工作日志列表). */
export function weekRoutes({ baseUrl }: CloudworkMeans) {
  return [
    endpoint({
      id: 'get_weekstone_time',
      method: 'GET',
      paths: ['/api/weekstone/time'],
      title: '获取当前工作时长',
      notes: '单位：分钟；total_time 为本周',
      access: 'signed-in',
      fields: { contract_id: uid().required().failsWith(20761) },
      answer: Type.Object({ today: Type.Integer(), total_time: Type.Integer() }),
      errors: { 'contract.not_found': 20762, 'contract.not_hourly': 20763 },
      async handle(call) {
        const { today, week } = await minutesOf(call.read(), call.fields.contract_id);
        return { today, total_time: week };
      },
    }),
    endpoint({
      id: 'get_weekstone_pay',
      method: 'GET',
      paths: ['/api/weekstone/pay'],
      title: '获取付款时薪里程碑',
      access: 'client',
      fields: { contract_id: uid().required().failsWith(20771) },
      answer: Type.Object({
        weekstone: Type.Object({
          ...weekAnswer.properties,
          freelancer: Type.String(),
          contract_name: Type.String(),
          contract_id: Type.String(),
          hourly: Type.Number(),
          workload: Type.Integer(),
        }),
      }),
      errors: { 'contract.not_found': 20772, 'contract.not_hourly': 20773, 'week.not_found': 20774 },
      async handle(call) {
        const ctx = call.read();
        const { contract, weeks } = await weeksOf(ctx, call.fields.contract_id);
        const freelancers = await freelancersOf(ctx, [contract.freelancer_party_id]);
        const waiting = weeks.find((week) => week.state === 'in_review');
        if (!waiting) throw new DomainError('week.not_found');
        return {
          weekstone: {
            ...toWeek(waiting, ctx.settings.reviewDays),
            freelancer: freelancers.get(contract.freelancer_party_id)?.name ?? '',
            contract_name: contract.name,
            contract_id: contract.uid,
            hourly: yuanNumber(waiting.hourly),
            workload: contract.weekly_hours ?? 0,
          },
        };
      },
    }),
    endpoint({
      id: 'weekstone_create',
      method: 'POST',
      paths: ['/api/weekstone/pay'],
      title: '时薪里程碑开启',
      notes: '支付返回的 trade_no 后，新的一周从当天开始',
      access: 'client',
      fields: { contract_id: uid().required().failsWith(20791) },
      answer: Type.Object({
        contract_id: Type.String(),
        trade_no: Type.String(),
        ptype: Type.String(),
        job_id: Type.String(),
      }),
      errors: {
        'contract.not_found': 20792,
        'contract.not_yours': 20792,
        'contract.not_hourly': 20793,
        'contract.wrong_state': 20794,
      },
      async handle(call) {
        const { contract_id: contractUid } = call.fields;
        const order = await call.write((ctx) => openNextWeek(ctx, contractUid));
        const ctx = call.read();
        const { listing_id: listingId } = await findContract(ctx, contractUid);
        const listing = (await listingsByIds(ctx, [listingId])).get(listingId);
        return { contract_id: contractUid, trade_no: order.trade_no, ptype: 'weekstone', job_id: listing?.uid ?? '' };
      },
    }),
    endpoint({
      id: 'weekstone_audit',
      method: 'PUT',
      paths: ['/api/weekstone/pay'],
      title: '时薪里程碑审核',
      notes:
        'accept 时 status 必须：pause 付款并暂停，continue 付款并开启下一周，stop 付款并结束；refuse 不付款并结束合同',
      access: 'client',
      fields: {
        weekstone_id: id().required().failsWith(20781),
        is_agree: oneOf(['accept', 'refuse']).required().failsWith(20783),
        status: oneOf(['pause', 'continue', 'stop']).failsWith(20784),
      },
      answer: Type.Object({
        contract_id: Type.String(),
        trade_no: Type.Optional(Type.String()),
        ptype: Type.Optional(Type.String()),
      }),
      errors: { 'move.not_from_here': 20785 },
      async handle(call) {
        const { weekstone_id: weekId, is_agree: verdict, status } = call.fields;
        const decision = verdict === 'refuse' ? 'refuse' : status;
        if (decision === undefined) throw new DomainError('week.decision_required');
        const { contract, order } = await call.write((ctx) => auditWeek(ctx, { weekId, decision }));
        return { contract_id: contract.uid, ...(order && { trade_no: order.trade_no, ptype: 'weekstone' }) };
      },
    }),
    endpoint({
      id: 'contract_weekstone_list',
      method: 'GET',
      paths: ['/api/contract/weekstone'],
      title: '工作日志列表',
      access: 'signed-in',
      fields: paging(100, 20751),
      answer: Type.Object({
        contracts: Type.Array(
          Type.Object({
            contract_name: Type.String(),
            contract_id: Type.String(),
            contract_status: Type.String(),
            hourly: Type.Number(),
            workload: Type.Integer(),
            manual: Type.Boolean(),
            freelancer: Type.Object({ name: Type.String(), id: Type.String() }),
            weekstones: Type.Array(weekAnswer),
          }),
        ),
        ...pagedAnswer,
      }),
      async handle(call) {
        const ctx = call.read();
        const filter = { states: begun, payKind: 'hourly', inReview: null } as const;
        const { items, total } = await listContracts(ctx, personIn(ctx), filter, pageOf(call.fields));
        const [{ weeks }, freelancers] = await Promise.all([
          stagesOf(ctx, items),
          freelancersOf(
            ctx,
            items.map((row) => row.freelancer_party_id),
          ),
        ]);
        const toDiary = (row: ContractRow, freelancer: FreelancerRow | undefined) => ({
          contract_name: row.name,
          contract_id: row.uid,
          contract_status: contractStatus[row.state],
          hourly: yuanNumber(row.hourly ?? 0n),
          workload: row.weekly_hours ?? 0,
          manual: row.manual_allowed,
          freelancer: { name: freelancer?.name ?? '', id: freelancer?.uid ?? '' },
          weekstones: (weeks.get(row.id) ?? [])
            .filter((week) => week.start_at !== null)
            .map((week) => toWeek(week, ctx.settings.reviewDays)),
        });
        return {
          contracts: items.map((row) => toDiary(row, freelancers.get(row.freelancer_party_id))),
          count: total,
          pagenum: call.fields.pagenum,
        };
      },
    }),
    endpoint({
      id: 'desktop_weekstone_list',
      method: 'GET',
      paths: ['/api/d/weekstone'],
      title: '桌面端获取时薪合同',
      notes: '进行中的时薪合同及其当前周；周的起止时间为 UTC',
      access: 'freelancer',
      fields: { contract_id: uid() },
      answer: Type.Object({
        data: Type.Array(
          Type.Object({
            name: Type.String(),
            id: Type.String(),
            team: Type.Object({ name: Type.String(), logo: Type.String() }),
            weekstone: Type.Object({
              id: Type.Optional(Type.Integer()),
              start_at: Type.Optional(Type.String()),
              end_at: Type.Optional(Type.String()),
              shot_times: Type.Optional(Type.Integer()),
              manual_times: Type.Optional(Type.Integer()),
            }),
          }),
        ),
      }),
      async handle(call) {
        const ctx = call.read();
        const { contract_id: contractUid } = call.fields;
        const filter = { states: ['active'], payKind: 'hourly', inReview: null } as const;
        const rows =
          contractUid === undefined
            ? (await listContracts(ctx, personIn(ctx), filter, { number: 1, size: 100 })).items
            : [await findContract(ctx, contractUid)];
        const [{ weeks }, clients] = await Promise.all([
          stagesOf(ctx, rows),
          clientsOf(
            ctx,
            rows.map((row) => row.client_party_id),
          ),
        ]);
        return {
          data: rows.map((row) => {
            const client = clients.get(row.client_party_id);
            const week = weeks.get(row.id)?.find((one) => one.state === 'active');
            return {
              name: row.name,
              id: row.uid,
              team: { name: client?.name ?? '', logo: pictureUrl(baseUrl, client?.logo_uid) },
              weekstone: week ? toDesktopWeek(week) : {},
            };
          }),
        };
      },
    }),
  ];
}

const utcText = (time: Date | null): string => (time ? time.toISOString().slice(0, 19).replace('T', ' ') : '');

function toDesktopWeek(week: WeekRow) {
  const { weekstone_id: id, shot_times, manual_times } = toWeek(week, 0);
  return { id, start_at: utcText(week.start_at), end_at: utcText(week.end_at), shot_times, manual_times };
}
