import { Type } from 'typebox';
import { maxAttachmentBytes, openFile, storeFile } from '../../../domain/files/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { text } from '../../../platform/http/fields.ts';
import { answerFile } from '../../../platform/http/file-answer.ts';
import { changing, credentials, dataOf, fileUrl, personIn } from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

/** Uploads and downloads (seed 002: 文件上传). */
export function fileRoutes({ files, baseUrl }: Pick<GigMeans, 'files' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'user_api_file_upload',
      serves: ['index_api_file_upload'],
      method: changing,
      paths: ['/user/api/file_upload', '/index/api/file_upload'],
      title: '文件上传',
      notes: '最大 20 MB；图片会重新编码；两天内未被使用的文件会被删除',
      access: 'signed-in',
      upload: { field: 'file', maxBytes: maxAttachmentBytes },
      fields: credentials,
      answer: dataOf(
        Type.Object({ id: Type.Integer(), url: Type.String({ description: '绝对地址' }), name: Type.String() }),
      ),
      async handle(call) {
        if (!call.upload) throw new DomainError('file.wrong_type');
        const owner = personIn(call.read()).userId;
        const { id, uid, name } = await storeFile(call, files, { received: call.upload, kind: 'general', owner });
        return { data: { id: Number(id), url: fileUrl(baseUrl, uid), name } };
      },
    }),
    endpoint({
      id: 'attachment_get',
      method: 'GET',
      paths: ['/attachment/:uid'],
      title: '下载文件',
      notes: '头像和需求附件无需登录；其他文件只有上传者和有权的对方可以读取，成果压缩包在确认成果之后开放',
      access: 'file',
      fields: { uid: text({ pattern: /^[0-9a-f]{32}$/, max: 32 }).required(), ...credentials },
      answer: Type.Object({}),
      async handle(call) {
        const file = await openFile(call.read(), files, call.fields.uid);
        return answerFile(file, call.request);
      },
    }),
  ];
}
