import { Type } from 'typebox';
import {
  addApplication,
  type ApplicationRow,
  changeApplication,
  findApplication,
  listApplications,
} from '../../../domain/channels/index.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { oneOf, text, type ValuesOf } from '../../../platform/http/fields.ts';
import { instant } from '../../../platform/http/json-fields.ts';
import {
  change,
  clearable,
  isoTime,
  limit,
  link,
  madeAnswer,
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

const statuses = ['pending', 'accepted', 'rejected', 'cancelled'] as const;

const needed = {
  channel_user_id: ownId().required(),
  channel_task_id: ownId().required(),
  applied_at: instant().required().says('投递时间，须在任务的招募时间内'),
};
const optional = {
  resume_url: link().says('简历 URL，只保存，不访问'),
  application_channel: text({ max: 100 }).says('投递渠道来源'),
  remark: text({ max: 1_000 }).says('备注'),
};

const application = Type.Object({
  application_id: Type.String(),
  channel_application_id: Type.String(),
  channel_user_id: Type.String(),
  channel_task_id: Type.String(),
  applied_at: time,
  resume_url: textOrNull,
  application_channel: textOrNull,
  status: Type.Enum(statuses),
  remark: textOrNull,
  created_at: time,
  updated_at: time,
});

const toApplication = (row: ApplicationRow) => ({
  application_id: row.uid,
  channel_application_id: row.own_id,
  channel_user_id: row.person_own_id,
  channel_task_id: row.posting_own_id,
  applied_at: isoTime(row.applied_at),
  resume_url: row.resume_url,
  application_channel: row.source,
  status: row.state,
  remark: row.remark,
  created_at: isoTime(row.created_at),
  updated_at: isoTime(row.updated_at),
});

const made = madeAnswer('application_id', 'channel_application_id');

const createFields = {
  channel_application_id: ownId().required(),
  ...needed,
  ...optional,
  status: oneOf(statuses).or('pending').says('投递状态'),
};

async function add(ctx: WriteContext, vault: Vault, fields: ValuesOf<typeof createFields>) {
  const input = {
    ownId: fields.channel_application_id,
    personOwnId: fields.channel_user_id,
    postingOwnId: fields.channel_task_id,
    appliedAt: fields.applied_at,
    resumeUrl: fields.resume_url ?? null,
    source: fields.application_channel ?? null,
    state: fields.status,
    remark: fields.remark ?? null,
  };
  return made.present(await addApplication(ctx, vault, input));
}

/** Applications of people for work (seed 004: /applications). */
export function applicationRoutes(means: ChannelMeans) {
  const { vault } = means;
  return [
    ...makingEndpoints(means, {
      noun: 'application',
      path: '/api/v1/applications',
      what: '投递',
      notes: '同一用户对同一任务只能投递一次；录用人数不超过招募人数',
      fields: createFields,
      answer: made.schema,
      add,
    }),
    endpoint({
      id: 'application_update',
      method: 'PUT',
      paths: ['/api/v1/applications/:channel_application_id'],
      title: '更新投递',
      notes: '只更改所给的字段，空字符串清除；pending 可变为任何状态，accepted 可变为 cancelled；用户和任务不能更改',
      access: 'channel',
      bodyOnly: true,
      fields: {
        channel_application_id: ownId().required(),
        ...partly(needed),
        ...clearable(optional),
        status: oneOf(statuses).says('投递状态'),
      },
      answer: application,
      handle: (call) =>
        change(call, vault, 'application_update', async (ctx) => {
          const { fields } = call;
          const changes = {
            personOwnId: fields.channel_user_id,
            postingOwnId: fields.channel_task_id,
            appliedAt: fields.applied_at,
            resumeUrl: fields.resume_url,
            source: fields.application_channel,
            state: fields.status,
            remark: fields.remark,
          };
          return toApplication(await changeApplication(ctx, fields.channel_application_id, changes));
        }),
    }),
    endpoint({
      id: 'application_get',
      method: 'GET',
      paths: ['/api/v1/applications/:channel_application_id'],
      title: '查询投递',
      access: 'channel',
      fields: { channel_application_id: ownId().required() },
      answer: application,
      handle: async (call) => toApplication(await findApplication(call.read(), call.fields.channel_application_id)),
    }),
    endpoint({
      id: 'application_list',
      method: 'GET',
      paths: ['/api/v1/applications'],
      title: '投递列表',
      notes: '新建的在前；start_date 和 end_date 按投递时间筛选',
      access: 'channel',
      fields: {
        channel_user_id: ownId(),
        channel_task_id: ownId(),
        status: oneOf(statuses),
        start_date: limit('from'),
        end_date: limit('before'),
        ...pageFields,
      },
      answer: pageOf(application),
      async handle(call) {
        const { channel_user_id, channel_task_id, status, start_date, end_date } = call.fields;
        const filters = {
          personOwnId: channel_user_id,
          postingOwnId: channel_task_id,
          state: status,
          from: start_date,
          before: end_date,
        };
        const found = await listApplications(call.read(), vault, filters, placeOf(call.fields));
        return toPage(found, call.fields, toApplication);
      },
    }),
  ];
}
