import { Type } from 'typebox';
import { maxAttachmentBytes } from '../../../domain/files/index.ts';
import { findMember, removeMemberWork, uploadWork, worksOf } from '../../../domain/members/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { id, text } from '../../../platform/http/fields.ts';
import { answerOf, done, nothing } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { pictureUrl } from '../people.ts';
import { endpoint } from '../wire.ts';

const userid = () => id().required().says('用户 ID');

/** What designers show of their own (seed 001, 4.4.11). */
export function workRoutes({ files, baseUrl }: IblockMeans) {
  return [
    endpoint({
      id: '4.4.11',
      method: 'POST',
      paths: ['/user/uploadWorks'],
      title: '上传个人作品',
      notes: 'multipart 字段 file（图片，最大 20 MB）和 title、desc；最多 50 件',
      access: 'designer',
      upload: { field: 'file', maxBytes: maxAttachmentBytes },
      fields: { title: text({ min: 1, max: 100 }).required(), desc: text({ max: 2_000 }).or('') },
      answer: answerOf(Type.Object({ id: Type.Integer(), image: Type.String() })),
      async handle(call) {
        if (!call.upload) throw new DomainError('file.wrong_type');
        const { title, desc: description } = call.fields;
        const work = await uploadWork(call, files, { received: call.upload, title, description });
        return { data: { id: Number(work.id), image: pictureUrl(baseUrl, work.fileUid) } };
      },
    }),
    endpoint({
      id: 'works_get',
      method: 'GET',
      paths: ['/user/getWorks/:userid'],
      title: '获取个人作品',
      access: 'anyone',
      fields: { userid: userid() },
      answer: answerOf(
        Type.Array(
          Type.Object({
            id: Type.Integer(),
            title: Type.String(),
            desc: Type.String(),
            image: Type.String(),
            createTime: Type.String(),
          }),
        ),
      ),
      async handle(call) {
        const ctx = call.read();
        await findMember(ctx, call.fields.userid);
        const rows = await worksOf(ctx, call.fields.userid);
        return {
          data: rows.map(({ id: workId, title, description, file_uid: uid, created_at: at }) => ({
            id: Number(workId),
            title,
            desc: description,
            image: pictureUrl(baseUrl, uid),
            createTime: localTime(at),
          })),
        };
      },
    }),
    endpoint({
      id: 'works_delete',
      method: 'POST',
      paths: ['/user/deleteWorks'],
      title: '删除个人作品',
      access: 'designer',
      fields: { id: id().required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeMemberWork(ctx, call.fields.id));
        return done;
      },
    }),
  ];
}
