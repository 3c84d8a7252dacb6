import { Type } from 'typebox';
import type { Catalog } from '../../../domain/catalog/index.ts';
import { addWork, changeWork, portfolioOf, removeWork, type ShownWork } from '../../../domain/profiles/index.ts';
import { id, int, listOf, text, uid, type ValuesOf } from '../../../platform/http/fields.ts';
import { nothing } from '../forms.ts';
import { fileUrl } from '../forms-files.ts';
import type { CloudworkMeans } from '../means.ts';
import { categoryAnswer, toCategory } from '../profiles.ts';
import { endpoint } from '../wire.ts';

const fields = {
  name: text({ max: 100 }).required(20152).failsWith(20151),
  category_id: int({ min: 1 }).required().failsWith(20152),
  detail: text({ max: 5_000 }).required().failsWith(20152),
  end_at: text({ max: 7, pattern: /^(19|20)\d{2}-(0[1-9]|1[0-2])$/ })
    .failsWith(20152)
    .says('yyyy-MM'),
  link: text({ max: 200 }).or('').failsWith(20151).says('http 或 https 地址'),
  picture_id: int().failsWith(20153).says('POST /api/attachment（t=portfolio）返回的 attachment_id；0 为没有图片'),
  skills: listOf(text({ max: 50 }), { max: 20 }).failsWith(20152),
};

const errors = {
  'category.unknown': 20152,
  'profile.link_invalid': 20151,
  'file.unusable': 20153,
  'profile.not_found': 20154,
} as const;

function workOf(sent: ValuesOf<typeof fields>) {
  const { name, category_id, detail, end_at, link, picture_id, skills } = sent;
  const pictureId = picture_id === undefined ? undefined : BigInt(picture_id) || null;
  return { name, categoryId: category_id, detail, endMonth: end_at, link, skills, pictureId };
}

/** The works that a freelancer shows (seed 000: 项目经历查询 … 项目经历删除). */
export function portfolioRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'portfolio_get',
      method: 'GET',
      paths: ['/api/portfolio'],
      title: '项目经历查询',
      access: 'signed-in',
      fields: {
        pid: id().failsWith(80003).says('不传则查询全部'),
        user_id: uid().says('开发者 uuid，不传则为自己'),
      },
      answer: Type.Object({
        portfolios: Type.Array(
          Type.Object({
            id: Type.Integer(),
            name: Type.String(),
            detail: Type.String(),
            category: categoryAnswer,
            picture: Type.Object({
              id: Type.Integer({ description: '没有图片时为 0' }),
              name: Type.String(),
              size: Type.Integer(),
              path: Type.String(),
            }),
            link: Type.String(),
            end_at: Type.String(),
            skills: Type.Array(Type.String()),
          }),
        ),
      }),
      errors,
      async handle(call) {
        const rows = await portfolioOf(call.read(), { id: call.fields.pid, uid: call.fields.user_id });
        const lists = await catalog.read();
        return { portfolios: rows.map((row) => toWork(row, lists)) };
      },
    }),
    endpoint({
      id: 'portfolio_add',
      method: 'POST',
      paths: ['/api/portfolio'],
      title: '项目经历新增',
      access: 'freelancer',
      fields,
      answer: Type.Object({ portfolio_id: Type.Integer() }),
      errors,
      async handle(call) {
        const work = workOf(call.fields);
        const lists = await catalog.read();
        return { portfolio_id: Number(await call.write((ctx) => addWork(ctx, work, lists))) };
      },
    }),
    endpoint({
      id: 'portfolio_update',
      method: 'PUT',
      paths: ['/api/portfolio'],
      title: '项目经历修改',
      notes: '不传 picture_id 保留原图片，传 0 删除图片',
      access: 'freelancer',
      fields: { pid: id().required().failsWith(20152), ...fields },
      answer: nothing,
      errors,
      async handle(call) {
        const { pid, ...sent } = call.fields;
        const lists = await catalog.read();
        await call.write((ctx) => changeWork(ctx, pid, workOf(sent), lists));
        return {};
      },
    }),
    endpoint({
      id: 'portfolio_del',
      method: 'DELETE',
      paths: ['/api/portfolio'],
      title: '项目经历删除',
      access: 'freelancer',
      fields: { pid: id().required().failsWith(20152) },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeWork(ctx, call.fields.pid));
        return {};
      },
    }),
  ];

  function toWork(row: ShownWork, lists: Catalog) {
    const { picture } = row;
    return {
      id: Number(row.id),
      name: row.name,
      detail: row.detail,
      category: toCategory(row.category_id, lists),
      picture: picture
        ? { id: Number(picture.id), name: picture.name, size: picture.size, path: fileUrl(baseUrl, picture.uid) }
        : { id: 0, name: '', size: 0, path: '' },
      link: row.link,
      end_at: row.end_month ?? '',
      skills: row.skills,
    };
  }
}
