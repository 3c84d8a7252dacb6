import { Type } from 'typebox';
import {
  attachmentKinds,
  type Crop,
  maxAttachmentBytes,
  openFile,
  pictureKinds,
  type ReadableFile,
  storeFile,
} from '../../../domain/files/index.ts';
import { changePicture } from '../../../domain/profiles/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { Raw, type Sent } from '../../../platform/http/endpoint.ts';
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
        const headers = headersOf(file);
        if (call.request.headers['if-none-match'] === headers.etag) return new Raw(304, headers);
        return new Raw(200, { ...headers, 'content-length': String(file.size) }, await file.open());
      },
    }),
  ];
}

/** Images that a page may show; everything else is handed over for saving. */
const shown: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp', 'image/avif'];

function headersOf({ name, mime, md5, is_public: isPublic }: ReadableFile) {
  const disposition = shown.includes(mime) ? 'inline' : 'attachment';
  const plain = name.replace(/[^\w.\- ]/g, '_');
  return {
    'content-type': mime,
    'content-disposition': `${disposition}; filename="${plain}"; filename*=UTF-8''${percentCoded(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': isPublic ? 'cross-origin' : 'same-site',
    // A private file is asked for again each time, since who may read it can change.
    'cache-control': isPublic ? 'public, max-age=31536000, immutable' : 'private, no-cache',
    etag: `"${md5}"`,
  };
}

const percentCoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
