import { Type } from 'typebox';
import { addPerson, changePerson, findPerson, type Liveness, type PersonRow } from '../../../domain/channels/index.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { flag, text, type ValuesOf } from '../../../platform/http/fields.ts';
import { mobile } from '../../../platform/http/person-fields.ts';
import { instant, measure, objectOf } from '../../../platform/http/json-fields.ts';
import { change, isoTime, links, madeAnswer, orNull, ownId, partly, textOrNull, time } from '../forms.ts';
import { makingEndpoints } from '../batch.ts';
import type { ChannelMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const livenessFields = {
  certified: flag().required().says('是否通过活体认证'),
  certification_time: instant().required().says('认证时间'),
  certification_method: text({ max: 100 }).says('认证方式'),
  face_score: measure({ min: 0, max: 100 }).says('人脸比对分数'),
  liveness_score: measure({ min: 0, max: 100 }).says('活体检测分数'),
  photos: links().says('活体认证照片 URL 列表，只保存，不访问'),
};

const needed = {
  name: text({ max: 50 }).required().says('用户姓名'),
  id_card: text({ max: 18 }).required().says('身份证号码，校验 GB 11643，加密保存'),
  phone: mobile().required().says('手机号码'),
};
const optional = { live_certification: objectOf(livenessFields).says('活体认证记录') };

const user = Type.Object({
  user_id: Type.String(),
  channel_user_id: Type.String(),
  name: Type.String(),
  id_card: Type.String({ description: '脱敏' }),
  phone: Type.String(),
  live_certification: orNull(
    Type.Object({
      certified: Type.Boolean(),
      certification_time: time,
      certification_method: textOrNull,
      face_score: orNull(Type.Number()),
      liveness_score: orNull(Type.Number()),
      photos: Type.Array(Type.String()),
    }),
  ),
  created_at: time,
  updated_at: time,
});

function toLiveness(sent: ValuesOf<typeof livenessFields>): Liveness {
  return {
    certified: sent.certified,
    at: sent.certification_time.toISOString(),
    method: sent.certification_method ?? null,
    faceScore: sent.face_score ?? null,
    livenessScore: sent.liveness_score ?? null,
    photos: sent.photos ?? [],
  };
}

function toUser(row: PersonRow) {
  const { liveness } = row;
  return {
    user_id: row.uid,
    channel_user_id: row.own_id,
    name: row.name,
    id_card: row.number_shown,
    phone: row.phone,
    live_certification: liveness && {
      certified: liveness.certified,
      certification_time: isoTime(new Date(liveness.at)),
      certification_method: liveness.method,
      face_score: liveness.faceScore,
      liveness_score: liveness.livenessScore,
      photos: [...liveness.photos],
    },
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
  };
}

const made = madeAnswer('user_id', 'channel_user_id');

const createFields = { channel_user_id: ownId().required(), ...needed, ...optional };

async function add(ctx: WriteContext, vault: Vault, fields: ValuesOf<typeof createFields>) {
  const { channel_user_id, name, id_card, phone, live_certification } = fields;
  const liveness = live_certification ? toLiveness(live_certification) : null;
  const input = { ownId: channel_user_id, name, idNumber: id_card, phone, liveness };
  return made.present(await addPerson(ctx, vault, input));
}

/** People who work for a partner's companies (seed 004: /users). */
export function userRoutes(means: ChannelMeans) {
  const { vault } = means;
  return [
    ...makingEndpoints(means, {
      noun: 'user',
      path: '/api/v1/users',
      what: '用户',
      notes: '相同标识、相同内容重复提交返回相同结果，内容不同返回 409',
      fields: createFields,
      answer: made.schema,
      inAnyOrder: true,
      add,
    }),
    endpoint({
      id: 'user_update',
      method: 'PUT',
      paths: ['/api/v1/users/:channel_user_id'],
      title: '更新用户',
      notes: '只更改所给的字段；live_certification 整体替换',
      access: 'channel',
      bodyOnly: true,
      fields: { channel_user_id: ownId().required(), ...partly(needed), ...optional },
      answer: user,
      handle: (call) =>
        change(call, vault, 'user_update', async (ctx) => {
          const { channel_user_id, name, id_card, phone, live_certification } = call.fields;
          const liveness = live_certification && toLiveness(live_certification);
          const changes = { name, phone, idNumber: id_card, liveness };
          return toUser(await changePerson(ctx, vault, channel_user_id, changes));
        }),
    }),
    endpoint({
      id: 'user_get',
      method: 'GET',
      paths: ['/api/v1/users/:channel_user_id'],
      title: '查询用户',
      access: 'channel',
      fields: { channel_user_id: ownId().required() },
      answer: user,
      handle: async (call) => toUser(await findPerson(call.read(), call.fields.channel_user_id)),
    }),
  ];
}
