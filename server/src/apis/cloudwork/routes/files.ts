import { Type } from 'typebox';
import {
  attachmentKinds,
  type Crop,
  maxAttachmentBytes,
  openFile,
  pictureKinds,
  storeFile,
} from '../../../domain/files/index.ts';
import { changePicture } from '../../../domain/profiles/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import type { Sent } from '../../../platform/http/endpoint.ts';
import { answerFile } from '../../../platform/http/file-answer.ts';
import { int, oneOf, text } from '../../../platform/http/fields.ts';
import { personIn } from '../forms.ts';
import { fileUrl } from '../forms-files.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const upload = { field: 'file', maxBytes: maxAttachmentBytes };
const isPicture = ({ t }: Sent): boolean => pictureKinds.some((kind) => kind === t);

const crop = (limits: { min: number }, what: string) =>
  int({ ...limits, max: 100_000 })
    .required()
    .failsWith(20171)
    .says(what);

/** Uploads and downloads (seed 000: 上传附件/头像). */
export function fileRoutes({ files, baseUrl }: Pick<CloudworkMeans, 'files' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'attachment',
      method: 'POST',
      paths: ['/api/attachment'],
      title: '上传附件',
      notes: '最大 20 MB；图片会重新编码，size 与 md5 是存储后的值；两天内未被使用的附件会被删除',
      access: 'signed-in',
      upload,
      when: (sent) => !isPicture(sent),
      fields: { t: oneOf(attachmentKinds).required().says('上传类型，也可以放在查询参数中') },
      answer: Type.Object({
        attachment_id: Type.Integer(),
        name: Type.String(),
        path: Type.String({ description: '绝对地址' }),
        md5: Type.String(),
        size: Type.Integer(),
        file_path: Type.String({ description: '同 path，供富文本编辑器使用' }),
      }),
      badField: 20043,
      errors: { 'file.too_large': 20042, 'file.busy': 20042 },
      async handle(call) {
        if (!call.upload) throw new DomainError('file.wrong_type');
        const owner = personIn(call.read()).userId;
        const file = await storeFile(call, files, { received: call.upload, kind: call.fields.t, owner });
        const path = fileUrl(baseUrl, file.uid);
        const { name, md5, size } = file;
        return { attachment_id: Number(file.id), name, path, md5, size, file_path: path };
      },
    }),
    endpoint({
      id: 'attachment_picture',
      method: 'POST',
      paths: ['/api/attachment'],
      title: '上传头像',
      notes: '裁剪为 320×320 的 JPEG，最大 5 MB；logo 仅限需求者',
      access: 'signed-in',
      upload,
      when: isPicture,
      fields: {
        t: oneOf(pictureKinds).required(),
        x: crop({ min: -100_000 }, '裁剪框左边，按显示尺寸计'),
        y: crop({ min: -100_000 }, '裁剪框上边'),
        w: crop({ min: 1 }, '裁剪框宽'),
        h: crop({ min: 1 }, '裁剪框高'),
        boundx: crop({ min: 1 }, '图片显示宽度'),
        boundy: crop({ min: 1 }, '图片显示高度'),
      },
      answer: Type.Object({ avatar: Type.String({ description: '绝对地址' }) }),
      badField: 20043,
      errors: { 'file.not_an_image': 20173, 'file.busy': 20174 },
      async handle(call) {
        if (!call.upload) throw new DomainError('file.wrong_type');
        const { t: kind, ...box } = call.fields;
        const given = { received: call.upload, kind, crop: box satisfies Crop };
        const uid = await changePicture(call, files, personIn(call.read()), given);
        return { avatar: fileUrl(baseUrl, uid) };
      },
    }),
    endpoint({
      id: 'attachment_get',
      method: 'GET',
      paths: ['/attachment/:uid'],
      title: '下载附件',
      notes: '头像等公开图片无需登录；其他文件只有上传者和交易对方可以读取',
      access: 'anyone',
      fields: { uid: text({ pattern: /^[0-9a-f]{32}$/, max: 32 }).required() },
      answer: Type.Object({}),
      badField: 20051,
      async handle(call) {
        const file = await openFile(call.read(), files, call.fields.uid);
        return answerFile(file, call.request);
      },
    }),
  ];
}
