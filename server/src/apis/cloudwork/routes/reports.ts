import { Type } from 'typebox';
import { slotMinutes, slotsPerHour } from '../../../domain/contracts/index.ts';
import {
  clientBudget,
  clientTimesheet,
  clientWeekly,
  type Figures,
  figuresOf,
  freelancerReport,
  type FreelancerReport,
  type ReportFreelancer,
  type TimesheetRow,
  type WeeklyMilestoneRow,
} from '../../../domain/reports/index.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { day, oneOf, uid } from '../../../platform/http/fields.ts';
import { dayText, timeText, weekEnd } from '../contracts.ts';
import { pictureUrl } from '../forms-files.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const workStatus = { carry: 'in_progress', carry_pay: 'in_review' } as const;

const days = (code: number) => ({
  start_at: day().required().failsWith(code).says('开始日期（含），上海时间'),
  end_at: day().required().failsWith(code).says('截止日期（含），最多 366 天'),
});
const daysOf = ({ start_at: from, end_at: until }: { start_at: string; end_at: string }) => ({ from, until });

const freelancerAnswer = Type.Object({ id: Type.String(), name: Type.String(), avatar: Type.String() });
const ofContract = { contract_name: Type.String(), contract_id: Type.String() };
const minutes = () => Type.Integer({ description: '分钟' });

const toFreelancer = (row: ReportFreelancer, baseUrl: string) => ({
  id: row.freelancer_uid,
  name: row.freelancer_name,
  avatar: pictureUrl(baseUrl, row.freelancer_avatar_uid),
});
const nameOf = (row: { contract_name: string; contract_uid: string }) => ({
  contract_name: row.contract_name,
  contract_id: row.contract_uid,
});

/** Reports and figures (seed 000: 开发者报表 … 需求者周报报表, 获取统计数据). */
export function reportRoutes({ baseUrl }: CloudworkMeans) {
  return [
    endpoint({
      id: 'freelancer_stats',
      method: 'GET',
      paths: ['/api/stats/freelancers', '/api/stats/freelancer'],
      title: '开发者报表查询',
      notes:
        '金额均未扣服务费；两个合计总是同时返回；每个列表最多 1000 条，最新在前；is_out 表示本周工时已达上限；shot_times、manual_times 单位为分钟',
      access: 'freelancer',
      mayBeOld: true,
      fields: { status: oneOf(['carry', 'carry_pay']).required().failsWith(20611) },
      answer: Type.Object({
        milestones: Type.Array(
          Type.Object({ ...ofContract, stone_name: Type.String(), start_at: Type.String(), amount: Type.Number() }),
        ),
        weekstones: Type.Array(
          Type.Object({
            ...ofContract,
            start_at: Type.String(),
            end_at: Type.String(),
            hourly: Type.Number(),
            workload: Type.Integer({ description: '每周小时数' }),
            actual_amount: Type.Number({ description: '按已记录时间计算的金额' }),
            shot_times: minutes(),
            manual_times: minutes(),
            is_out: Type.Boolean(),
          }),
        ),
        amount_carry: Type.Number({ description: '进行中金额' }),
        amount_carry_pay: Type.Number({ description: '审核中金额' }),
        balance: Type.Number({ description: '可用余额' }),
      }),
      handle: async (call) => toWork(await freelancerReport(call.read(), workStatus[call.fields.status])),
    }),
    endpoint({
      id: 'client_stats_budget',
      method: 'GET',
      paths: ['/api/stats/budget'],
      title: '需求者预算报表',
      notes:
        '所选日期内进行过的固定价格合同：amount 为约定金额，actual_amount 为至今已付的里程碑款，不含奖金；最多 1000 条，最新在前',
      access: 'client',
      mayBeOld: true,
      fields: days(20591),
      answer: Type.Object({
        contracts: Type.Array(
          Type.Object({
            ...ofContract,
            amount: Type.Number(),
            actual_amount: Type.Number(),
            freelancer: freelancerAnswer,
          }),
        ),
      }),
      async handle(call) {
        const rows = await clientBudget(call.read(), daysOf(call.fields));
        return {
          contracts: rows.map((row) => ({
            ...nameOf(row),
            amount: yuanNumber(row.amount),
            actual_amount: yuanNumber(row.paid_total),
            freelancer: toFreelancer(row, baseUrl),
          })),
        };
      },
    }),
    endpoint({
      id: 'client_stats_timesheet',
      method: 'GET',
      paths: ['/api/stats/timesheet'],
      title: '需求者工时报表',
      notes:
        '所选日期内付款的工作周；freelancer_id 为空表示全部开发者；shot_times 含手工记录，不超过每周上限；最多 1000 条，最新在前',
      access: 'client',
      mayBeOld: true,
      fields: { ...days(20841), freelancer_id: uid().failsWith(20842) },
      answer: Type.Object({
        weekstones: Type.Array(
          Type.Object({
            ...ofContract,
            shot_times: minutes(),
            actual_amount: Type.Number(),
            freelancer: freelancerAnswer,
            audit_at: Type.String(),
          }),
        ),
      }),
      errors: { 'report.dates': 20841 },
      async handle(call) {
        const { freelancer_id: freelancerUid } = call.fields;
        const rows = await clientTimesheet(call.read(), { ...daysOf(call.fields), freelancerUid });
        return {
          weekstones: rows.map((row) => ({
            ...nameOf(row),
            ...toHours(row),
            freelancer: toFreelancer(row, baseUrl),
            audit_at: timeText(row.audited_at),
          })),
        };
      },
    }),
    endpoint({
      id: 'client_stats_weekly',
      method: 'GET',
      paths: ['/api/stats/weekly'],
      title: '需求者周报报表',
      notes:
        'start_at 必须是星期一。weekstones 为所选日期内开始的工作周，shot_times 含手工记录，未付款时金额按已记录时间计算；' +
        'milestones 为所选日期内付款的里程碑；bonus 为所选日期内发放的奖金，没有时为 null；每个列表最多 1000 条，最新在前',
      access: 'client',
      mayBeOld: true,
      fields: days(20591),
      answer: Type.Object({
        weekstones: Type.Array(
          Type.Object({
            ...ofContract,
            start_at: Type.String(),
            end_at: Type.String(),
            shot_times: minutes(),
            actual_amount: Type.Number(),
            freelancer: freelancerAnswer,
          }),
        ),
        milestones: Type.Array(
          Type.Object({
            ...ofContract,
            stone_name: Type.String(),
            start_at: Type.String(),
            end_at: Type.String(),
            actual_amount: Type.Number(),
            freelancer: freelancerAnswer,
          }),
        ),
        bonus: Type.Union([Type.Number(), Type.Null()]),
      }),
      async handle(call) {
        const { weeks, milestones, bonus } = await clientWeekly(call.read(), daysOf(call.fields));
        return {
          weekstones: weeks.map((row) => toWeek(row, baseUrl)),
          milestones: milestones.map((row) => toMilestone(row, baseUrl)),
          bonus: bonus === undefined ? null : yuanNumber(bonus),
        };
      },
    }),
    endpoint({
      id: 'get_statis',
      method: 'GET',
      paths: ['/api/stats/statis'],
      title: '获取统计数据',
      notes:
        '开发者：season 为近 90 天，year 为近 365 天（均含当天），比率为 0–1；需求者：发布的项目数、开始过的合同数、合作过的开发者数',
      access: 'signed-in',
      mayBeOld: true,
      fields: {},
      answer: Type.Object({ data: Type.Union([freelancerFigures, clientFigures]) }),
      handle: async (call) => ({ data: toFigures(await figuresOf(call.read())) }),
    }),
  ];
}

const freelancerFigures = Type.Object({
  year_amount: Type.Number({ description: '近一年收入，已扣服务费' }),
  aver_score: Type.Number({ description: '评价均分，1–5' }),
  recommend: Type.Number({ description: '推荐均分，1–10' }),
  coop_rate_two: Type.Number({ description: '再次合作的需求者比例' }),
  coop_rate: Type.Number({ description: '已结束合同中无纠纷的比例' }),
  update_at: Type.String(),
  season_invite: Type.Integer({ description: '收到的邀请' }),
  season_reply: Type.Integer({ description: '其中已答复的' }),
  season_day_reply: Type.Integer({ description: '其中 24 小时内答复的' }),
  season_proposal: Type.Integer({ description: '投标' }),
  season_view: Type.Integer({ description: '资料被查看次数' }),
  season_interview: Type.Integer({ description: '进入沟通的投标和邀请' }),
  season_hire: Type.Integer({ description: '接受的合同' }),
  views: Type.Array(Type.Object({ count: Type.Integer(), period: Type.String({ description: 'YYYYMMDD' }) }), {
    description: '近 7 天，由早到晚',
  }),
});

const clientFigures = Type.Object({
  jobs: Type.Integer(),
  contracts: Type.Integer(),
  freelancers: Type.Integer(),
  update_at: Type.String(),
});

function toWork({ milestones, weeks, inProgress, inReview, available }: FreelancerReport) {
  return {
    milestones: milestones.map((row) => ({
      ...nameOf(row),
      stone_name: row.name,
      start_at: timeText(row.started_at),
      amount: yuanNumber(row.amount),
    })),
    weekstones: weeks.map((row) => ({
      ...nameOf(row),
      start_at: timeText(row.start_at),
      end_at: weekEnd(row.end_at),
      hourly: yuanNumber(row.hourly),
      workload: Math.floor(row.limit_slots / slotsPerHour),
      actual_amount: yuanNumber(row.worth),
      shot_times: row.shot_slots * slotMinutes,
      manual_times: row.manual_slots * slotMinutes,
      is_out: row.shot_slots + row.manual_slots >= row.limit_slots,
    })),
    amount_carry: yuanNumber(inProgress),
    amount_carry_pay: yuanNumber(inReview),
    balance: yuanNumber(available),
  };
}

const toHours = (row: TimesheetRow) => ({ shot_times: row.slots * slotMinutes, actual_amount: yuanNumber(row.worth) });

const toWeek = (row: TimesheetRow, baseUrl: string) => ({
  ...nameOf(row),
  start_at: timeText(row.start_at),
  end_at: weekEnd(row.end_at),
  ...toHours(row),
  freelancer: toFreelancer(row, baseUrl),
});

const toMilestone = (row: WeeklyMilestoneRow, baseUrl: string) => ({
  ...nameOf(row),
  stone_name: row.name,
  start_at: timeText(row.started_at),
  end_at: dayText(row.end_day, '23:59:59'),
  actual_amount: yuanNumber(row.paid_amount),
  freelancer: toFreelancer(row, baseUrl),
});

function toFigures(figures: Figures) {
  const update_at = timeText(figures.countedAt);
  if (figures.kind === 'client') {
    const { jobs, contracts, freelancers } = figures;
    return { jobs, contracts, freelancers, update_at };
  }
  const { season } = figures;
  return {
    year_amount: yuanNumber(figures.yearIncome),
    aver_score: figures.averageMark,
    recommend: figures.recommendation,
    coop_rate_two: figures.repeatRate,
    coop_rate: figures.coopRate,
    update_at,
    season_invite: season.invited,
    season_reply: season.replied,
    season_day_reply: season.repliedInADay,
    season_proposal: season.bids,
    season_view: season.views,
    season_interview: season.interviews,
    season_hire: season.hires,
    views: figures.lastViews.map(({ day: date, count }) => ({ count, period: date.replaceAll('-', '') })),
  };
}
