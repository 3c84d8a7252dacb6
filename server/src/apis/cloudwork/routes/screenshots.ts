import { Type } from 'typebox';
import { type FileRow, filesByIds } from '../../../domain/files/index.ts';
import { freelancersOf } from '../../../domain/profiles/index.ts';
import {
  describe,
  findShot,
  latestShot,
  recordShot,
  removeShots,
  type ShotRow,
  shotsOn,
} from '../../../domain/worklogs/index.ts';
import { localTime, parseTime } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { day, id, int, listOf, oneOf, text, uid } from '../../../platform/http/fields.ts';
import { attachmentId, fileUrl, pictureUrl } from '../forms-files.ts';
import { nothing } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const shotAnswer = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  description: Type.String(),
  shot_at: Type.String(),
  hour: Type.Integer(),
  activity: Type.Integer(),
  keyboard: Type.Integer(),
  mouse: Type.Integer(),
  is_auto: Type.Boolean(),
  attachment: Type.String(),
});

/** Screenshots and manual time (seed 000: 上传一条截屏记录 … 截屏记录详情). One record stands for ten minutes. */
export function screenshotRoutes({ baseUrl }: CloudworkMeans) {
  const toShot = (row: ShotRow, files: ReadonlyMap<bigint, FileRow>) => {
    const file = files.get(row.file_id ?? 0n);
    const local = localTime(row.shot_at);
    return {
      id: Number(row.id),
      name: row.name,
      description: row.description,
      shot_at: local,
      hour: Number(local.slice(11, 13)),
      activity: row.activity,
      keyboard: row.keyboard,
      mouse: row.mouse,
      is_auto: row.is_auto,
      attachment: file ? fileUrl(baseUrl, file.uid) : '',
    };
  };

  return [
    endpoint({
      id: 'shot_one',
      method: 'GET',
      paths: ['/api/weekstone/screenshot'],
      title: '截屏记录详情',
      access: 'signed-in',
      when: (sent) => typeof sent['shot_id'] === 'string' && sent['shot_id'] !== '',
      fields: { shot_id: id().required().failsWith(20891), contract_id: uid().required().failsWith(20892) },
      answer: Type.Object({
        shot: Type.Object({
          ...shotAnswer.properties,
          freelancer: Type.Object({ name: Type.String(), avatar: Type.String() }),
          is_page_up: Type.Boolean(),
          is_page_down: Type.Boolean(),
        }),
      }),
      errors: { 'contract.not_found': 20893, 'shot.not_found': 20894 },
      async handle(call) {
        const ctx = call.read();
        const { contract, shot } = await findShot(ctx, call.fields.contract_id, call.fields.shot_id);
        const [files, freelancers] = await Promise.all([
          filesByIds(ctx, [shot.file_id]),
          freelancersOf(ctx, [contract.freelancer_party_id]),
        ]);
        const freelancer = freelancers.get(contract.freelancer_party_id);
        return {
          shot: {
            ...toShot(shot, files),
            freelancer: { name: freelancer?.name ?? '', avatar: pictureUrl(baseUrl, freelancer?.avatar_uid) },
            is_page_up: shot.has_earlier,
            is_page_down: shot.has_later,
          },
        };
      },
    }),
    endpoint({
      id: 'get_weekstoneshot',
      method: 'GET',
      paths: ['/api/weekstone/screenshot'],
      title: '获取截屏记录',
      notes: 't=last 时返回最近一条，shot_time 可不填',
      access: 'signed-in',
      fields: { shot_time: day().failsWith(20412), contract_id: uid().required().failsWith(20411), t: oneOf(['last']) },
      answer: Type.Object({ shots: Type.Array(shotAnswer) }),
      errors: { 'contract.not_found': 20413 },
      async handle(call) {
        const ctx = call.read();
        const { shot_time: wanted, contract_id: contractUid, t } = call.fields;
        if (t === undefined && wanted === undefined) throw new DomainError('shot.day_required');
        const rows =
          t === 'last' || wanted === undefined
            ? await latestShot(ctx, contractUid)
            : await shotsOn(ctx, contractUid, wanted);
        const files = await filesByIds(
          ctx,
          rows.map((row) => row.file_id),
        );
        return { shots: rows.map((row) => toShot(row, files)) };
      },
      badField: 20411,
    }),
    endpoint({
      id: 'weekstoneshot',
      method: 'POST',
      paths: ['/api/weekstone/screenshot'],
      title: '上传一条截屏记录',
      notes: '一条记录为十分钟；自动记录的 shot_time 为 UTC，手动记录为本地时间，也接受带时区的 ISO 8601',
      access: 'freelancer',
      fields: {
        name: text({ max: 100 }).failsWith(20403),
        shot_time: text({ max: 40 }).required().failsWith(204010),
        description: text({ max: 500 }).failsWith(20403),
        activity: int({ max: 100 }).or(0).failsWith(20404),
        keyboard: int({ max: 1_000_000 }).or(0).failsWith(20405),
        mouse: int({ max: 1_000_000 }).or(0).failsWith(20405),
        contract_id: uid().required().failsWith(20402),
        attachment_id: attachmentId().failsWith(20409),
        is_auto: oneOf(['1', '0']).or('1').failsWith(20402),
      },
      answer: nothing,
      badField: 20402,
      errors: { 'contract.not_found': 20406, 'file.unusable': 20409 },
      async handle(call) {
        const { fields } = call;
        const isAuto = fields.is_auto === '1';
        const shotAt = parseTime(fields.shot_time, isAuto ? 'utc' : 'shanghai');
        if (!shotAt) throw new DomainError('shot.time_invalid');
        await call.write((ctx) =>
          recordShot(ctx, {
            contractUid: fields.contract_id,
            shotAt,
            isAuto,
            name: fields.name ?? '',
            description: fields.description ?? '',
            activity: fields.activity,
            keyboard: fields.keyboard,
            mouse: fields.mouse,
            fileId: fields.attachment_id,
          }),
        );
        return {};
      },
    }),
    endpoint({
      id: 'weekstoneshot_update',
      method: 'PUT',
      paths: ['/api/weekstone/screenshot'],
      title: '更新截屏备注',
      access: 'freelancer',
      fields: {
        shot_ids: listOf(id(), { max: 144 }).required().failsWith(20781),
        name: text({ min: 1, max: 30 }).required().failsWith(20782),
      },
      answer: nothing,
      errors: { 'shot.not_found': 20783, 'shot.not_now': 20783 },
      async handle(call) {
        await call.write((ctx) => describe(ctx, call.fields.shot_ids, call.fields.name));
        return {};
      },
    }),
    endpoint({
      id: 'weekstoneshot_del',
      method: 'DELETE',
      paths: ['/api/weekstone/screenshot'],
      title: '删除工作日志截屏',
      notes: '只能删除自己在当前周的记录；每条只扣除自己的十分钟',
      access: 'freelancer',
      fields: { shot_ids: listOf(id(), { max: 144 }).required().failsWith(20421) },
      answer: nothing,
      errors: { 'shot.not_found': 20424, 'shot.not_now': 20424 },
      async handle(call) {
        await call.write((ctx) => removeShots(ctx, call.fields.shot_ids));
        return {};
      },
    }),
  ];
}
