import { Type } from 'typebox';
import {
  addPosting,
  changePosting,
  findPosting,
  listPostings,
  type PostingRow,
  type Salary,
} from '../../../domain/channels/index.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { int, oneOf, text, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
import { instant, objectOf } from '../../../platform/http/json-fields.ts';
import {
  change,
  clearable,
  currencies,
  isoTime,
  isoTimeOrNull,
  madeAnswer,
  orNull,
  ownId,
  pageFields,
  pageOf,
  partly,
  placeOf,
  textOrNull,
  time,
  toPage,
} from '../forms.ts';
import { makingEndpoints } from '../batch.ts';
import type { ChannelMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { salaryType, settlementType, taskType, toSalaryType, toSettlement, toTaskType } from '../words.ts';

const statuses = ['open', 'closed', 'suspended'] as const;

const salaryFields = {
  salary_type: salaryType().required(),
  amount: yuan({ min: 1n }).required().says('薪资金额'),
  currency: oneOf(currencies).or('CNY'),
  settlement_type: settlementType(),
};

const needed = {
  channel_company_id: ownId().required(),
  task_name: text({ max: 200 }).required().says('任务名称'),
  task_type: taskType().required(),
  recruit_count: int({ min: 1, max: 1_000_000 }).required().says('招募人数'),
  recruitment_start_time: instant().required().says('招募开始时间'),
  recruitment_end_time: instant().required().says('招募结束时间'),
};
const optional = {
  work_start_time: instant().says('工作开始时间'),
  work_end_time: instant().says('工作结束时间'),
  wage_description: text({ max: 2_000 }).says('劳务费用发放说明'),
  recruitment_description: text({ max: 5_000 }).says('招募说明'),
  work_location: text({ max: 300 }).says('工作地点'),
  job_requirements: text({ max: 5_000 }).says('岗位要求'),
};
const salary = { salary: objectOf(salaryFields).says('薪资信息') };

const task = Type.Object({
  task_id: Type.String(),
  channel_task_id: Type.String(),
  channel_company_id: Type.String(),
  task_name: Type.String(),
  task_type: Type.String(),
  task_type_code: Type.String(),
  recruit_count: Type.Integer(),
  accepted_count: Type.Integer({ description: '已录用人数' }),
  recruitment_start_time: time,
  recruitment_end_time: time,
  work_start_time: orNull(time),
  work_end_time: orNull(time),
  wage_description: textOrNull,
  recruitment_description: textOrNull,
  work_location: textOrNull,
  job_requirements: textOrNull,
  salary: orNull(
    Type.Object({
      salary_type: Type.String(),
      salary_type_code: Type.String(),
      amount: Type.Number(),
      currency: Type.String(),
      settlement_type: textOrNull,
      settlement_type_code: textOrNull,
    }),
  ),
  status: Type.Enum(statuses),
  created_at: time,
  updated_at: time,
});

function toSalary(sent: ValuesOf<typeof salaryFields>): Salary {
  return {
    kind: toSalaryType(sent.salary_type),
    amount: sent.amount,
    currency: sent.currency,
    settlement: sent.settlement_type === undefined ? null : toSettlement(sent.settlement_type),
  };
}

function toTask(row: PostingRow) {
  return {
    task_id: row.uid,
    channel_task_id: row.own_id,
    channel_company_id: row.company_own_id,
    task_name: row.name,
    task_type: row.kind_sent,
    task_type_code: row.kind,
    recruit_count: row.headcount,
    accepted_count: row.accepted,
    recruitment_start_time: isoTime(row.recruits_from),
    recruitment_end_time: isoTime(row.recruits_until),
    work_start_time: isoTimeOrNull(row.works_from),
    work_end_time: isoTimeOrNull(row.works_until),
    wage_description: row.wage_description,
    recruitment_description: row.description,
    work_location: row.place,
    job_requirements: row.requirements,
    salary:
      row.salary_kind === null
        ? null
        : {
            salary_type: row.salary_kind_sent ?? row.salary_kind,
            salary_type_code: row.salary_kind,
            amount: yuanNumber(row.salary_amount ?? 0n),
            currency: row.salary_currency ?? '',
            settlement_type: row.settlement_sent,
            settlement_type_code: row.settlement,
          },
    status: row.state,
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
  };
}

const made = madeAnswer('task_id', 'channel_task_id');

const createFields = {
  channel_task_id: ownId().required(),
  ...needed,
  ...optional,
  ...salary,
  status: oneOf(statuses).or('open').says('任务状态'),
};

async function add(ctx: WriteContext, vault: Vault, fields: ValuesOf<typeof createFields>) {
  const input = {
    ownId: fields.channel_task_id,
    companyOwnId: fields.channel_company_id,
    name: fields.task_name,
    kind: toTaskType(fields.task_type),
    headcount: fields.recruit_count,
    recruitsFrom: fields.recruitment_start_time,
    recruitsUntil: fields.recruitment_end_time,
    worksFrom: fields.work_start_time ?? null,
    worksUntil: fields.work_end_time ?? null,
    wageDescription: fields.wage_description ?? null,
    description: fields.recruitment_description ?? null,
    place: fields.work_location ?? null,
    requirements: fields.job_requirements ?? null,
    salary: fields.salary ? toSalary(fields.salary) : null,
    state: fields.status,
  };
  return made.present(await addPosting(ctx, vault, input));
}

/** Work that companies recruit for (seed 004: /tasks). */
export function taskRoutes(means: ChannelMeans) {
  const { vault } = means;
  return [
    ...makingEndpoints(means, {
      noun: 'task',
      path: '/api/v1/tasks',
      what: '任务',
      notes: '相同标识、相同内容重复提交返回相同结果，内容不同返回 409',
      fields: createFields,
      answer: made.schema,
      inAnyOrder: true,
      add,
    }),
    endpoint({
      id: 'task_update',
      method: 'PUT',
      paths: ['/api/v1/tasks/:channel_task_id'],
      title: '更新任务',
      notes: '只更改所给的字段，空字符串清除；salary 整体替换；招募人数不能少于已录用人数',
      access: 'channel',
      bodyOnly: true,
      fields: {
        channel_task_id: ownId().required(),
        ...partly(needed),
        ...clearable(optional),
        ...salary,
        status: oneOf(statuses).says('任务状态'),
      },
      answer: task,
      handle: (call) =>
        change(call, vault, 'task_update', async (ctx) => {
          const { fields } = call;
          const changes = {
            companyOwnId: fields.channel_company_id,
            name: fields.task_name,
            kind: fields.task_type === undefined ? undefined : toTaskType(fields.task_type),
            headcount: fields.recruit_count,
            recruitsFrom: fields.recruitment_start_time,
            recruitsUntil: fields.recruitment_end_time,
            worksFrom: fields.work_start_time,
            worksUntil: fields.work_end_time,
            wageDescription: fields.wage_description,
            description: fields.recruitment_description,
            place: fields.work_location,
            requirements: fields.job_requirements,
            salary: fields.salary && toSalary(fields.salary),
            state: fields.status,
          };
          return toTask(await changePosting(ctx, fields.channel_task_id, changes));
        }),
    }),
    endpoint({
      id: 'task_get',
      method: 'GET',
      paths: ['/api/v1/tasks/:channel_task_id'],
      title: '查询任务',
      access: 'channel',
      fields: { channel_task_id: ownId().required() },
      answer: task,
      handle: async (call) => toTask(await findPosting(call.read(), call.fields.channel_task_id)),
    }),
    endpoint({
      id: 'task_list',
      method: 'GET',
      paths: ['/api/v1/tasks'],
      title: '任务列表',
      notes: '新建的在前',
      access: 'channel',
      fields: { channel_company_id: ownId(), status: oneOf(statuses), ...pageFields },
      answer: pageOf(task),
      async handle(call) {
        const { channel_company_id, status } = call.fields;
        const filters = { companyOwnId: channel_company_id, state: status };
        const found = await listPostings(call.read(), vault, filters, placeOf(call.fields));
        return toPage(found, call.fields, toTask);
      },
    }),
  ];
}
