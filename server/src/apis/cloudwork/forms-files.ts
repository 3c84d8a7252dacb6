/** How files show in this API, for all routes to share. */
import { Type } from 'typebox';
import type { FileRow } from '../../domain/files/index.ts';
import { id } from '../../platform/http/fields.ts';

/** The field of an uploaded file that something is to use. */
export const attachmentId = () => id().says('POST /api/attachment 返回的 attachment_id');

/** An attachment beside what it belongs to; {} when there is none. */
export const attachmentAnswer = Type.Object({
  id: Type.Optional(Type.Integer()),
  name: Type.Optional(Type.String()),
  size: Type.Optional(Type.Integer({ description: '字节' })),
  path: Type.Optional(Type.String({ description: '绝对地址' })),
});

/** `baseUrl` is the address this API is reached at: `means.baseUrl`. */
export const fileUrl = (baseUrl: string, uid: string): string => `${baseUrl}/attachment/${uid}`;

/** The address of a public picture (avatar, logo); '' when there is none. */
export const pictureUrl = (baseUrl: string, uid: string | null | undefined): string =>
  uid ? fileUrl(baseUrl, uid) : '';

/** The address that bank logos begin with. */
export const bankLogos = (baseUrl: string): string => `${baseUrl}/static/bank/`;

export function attachmentOf(
  baseUrl: string,
  file: FileRow | undefined,
): { id?: number; name?: string; size?: number; path?: string } {
  if (!file) return {};
  return { id: Number(file.id), name: file.name, size: file.size, path: fileUrl(baseUrl, file.uid) };
}
