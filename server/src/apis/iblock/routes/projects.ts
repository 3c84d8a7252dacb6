import { Type } from 'typebox';
import type { Catalog } from '../../../domain/catalog/index.ts';
import { storeFile } from '../../../domain/files/index.ts';
import { requirePerson } from '../../../domain/identity/index.ts';
import {
  latestProjects,
  myProjects,
  editProject,
  postProject,
  type ProjectInput,
  type ProjectOrder,
  projectDetail,
  type ProjectState,
  recommendedProjects,
  searchProjects,
} from '../../../domain/projects/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, id, int, listOf, text, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
import {
  answerOf,
  cityIds,
  done,
  idIn,
  idsIn,
  looseDay,
  nothing,
  pageHead,
  pageOf,
  paging,
  placeFields,
  placeIn,
  ref,
  refs,
} from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { pictureUrl } from '../people.ts';
import { detailAnswer, projectNumbers, projectsAnswer, toDetail, toProjects } from '../projects.ts';
import { endpoint } from '../wire.ts';

/** What a project is made of (seed 001, 4.8.1 and 4.8.11), in both spellings. */
const projectFields = {
  title: text({ min: 1, max: 100 }),
  name: text({ min: 1, max: 100 }).says('同 title'),
  description: text({ max: 20_000 }),
  desc: text({ max: 20_000 }).says('同 description'),
  ...placeFields,
  image: text({ max: 500, keepsEmpty: true }).says('图片地址，可先用 project/uploadImage 上传'),
  startDate: looseDay(),
  endDate: looseDay(),
  minPay: yuan(),
  maxPay: yuan(),
  isLongTerm: flag(),
  industry: ref(),
  industryAge: int({ max: 100 }).says('行业经验要求，年'),
  headcount: int({ min: 1, max: 10_000 }),
  headCount: int({ min: 1, max: 10_000 }),
  skills: refs(),
};

type Sent = ValuesOf<typeof projectFields>;
type Changes = { -readonly [K in keyof ProjectInput]?: ProjectInput[K] | undefined };

function changesIn(sent: Sent, catalog: Catalog): Changes {
  const hasPlace = sent.province !== undefined || sent.city !== undefined || sent.district !== undefined;
  return {
    title: sent.title ?? sent.name,
    description: sent.description ?? sent.desc,
    image: sent.image,
    startDay: sent.startDate,
    endDay: sent.endDate,
    minPay: sent.minPay,
    maxPay: sent.maxPay,
    isLongTerm: sent.isLongTerm,
    industryId: sent.industry && idIn(catalog.industries, sent.industry),
    industryYears: sent.industryAge,
    place: hasPlace ? placeIn(catalog, sent) : undefined,
    headcount: sent.headcount ?? sent.headCount,
    craftIds: idsIn(catalog.crafts, sent.skills),
  };
}

function inputIn(sent: Sent, catalog: Catalog): ProjectInput {
  const changes = changesIn(sent, catalog);
  const { title, description, industryId, minPay = 0n } = changes;
  for (const [field, value] of Object.entries({ title, description, industry: industryId })) {
    if (value === undefined) throw new DomainError('request.incomplete', { field });
  }
  return {
    title: title ?? '',
    description: description ?? '',
    image: changes.image ?? '',
    startDay: changes.startDay ?? null,
    endDay: changes.endDay ?? null,
    minPay,
    maxPay: changes.maxPay ?? minPay,
    isLongTerm: changes.isLongTerm ?? false,
    industryId: industryId ?? 0,
    industryYears: changes.industryYears ?? 0,
    place: changes.place ?? { provinceId: null, cityId: null, districtId: null },
    headcount: changes.headcount ?? 1,
    craftIds: changes.craftIds ?? [],
  };
}

const startOrders: readonly string[] = ['startTime', 'startDate'];

function orderIn({ order, orderBy }: { order?: string | undefined; orderBy?: string | undefined }): ProjectOrder {
  const isAscending = order === 'asc';
  if (orderBy !== undefined && startOrders.includes(orderBy)) return isAscending ? 'firstToStart' : 'lastToStart';
  return isAscending ? 'oldest' : 'newest';
}

const stateOfNumber = new Map(
  Object.entries(projectNumbers).map(([state, number]) => [number, state as ProjectState]), // Keys of that record.
);

/** Lists of projects (seed 001, 4.6), and a project as it is written and read (4.8.1, 4.8.11, 4.8.12). */
export function projectRoutes(means: IblockMeans) {
  const { catalog, baseUrl } = means;
  return [
    endpoint({
      id: '4.6.1',
      method: 'POST',
      paths: ['/project/search'],
      title: '获取项目搜索列表',
      notes:
        '审核通过的项目；经纪人和管理员可见全部。薪资按区间重叠匹配，关键词按词匹配标题和描述；orderBy 可为 createTime、startTime',
      access: 'anyone',
      fields: {
        ...paging,
        keyword: text({ max: 100 }),
        minPay: yuan(),
        maxPay: yuan(),
        city: refs(),
        industry: refs(),
      },
      answer: projectsAnswer,
      async handle(call) {
        const ctx = call.read();
        const { keyword, minPay, maxPay, city, industry } = call.fields;
        const lists = await catalog.read();
        const places = { cityIds: cityIds(lists, city), industryIds: idsIn(lists.industries, industry) };
        const filter = { keyword, minPay, maxPay, ...places };
        const page = await searchProjects(ctx, filter, orderIn(call.fields), pageOf(call.fields));
        const result = await toProjects(ctx, page, lists, baseUrl);
        return { data: { ...pageHead(call.fields, page.total, 'createTime'), result } };
      },
    }),
    endpoint({
      id: '4.6.2',
      method: 'POST',
      paths: ['/project/recommended'],
      title: '获取推荐项目列表',
      notes: '招募中的项目，按设计师填写的工作兴趣匹配；未登录、没有兴趣或没有匹配时为最新项目',
      access: 'anyone',
      fields: paging,
      answer: projectsAnswer,
      async handle(call) {
        const ctx = call.read();
        const page = await recommendedProjects(ctx, pageOf(call.fields));
        const result = await toProjects(ctx, page, await catalog.read(), baseUrl);
        return { data: { ...pageHead(call.fields, page.total, 'createTime'), result } };
      },
    }),
    endpoint({
      id: '4.6.3',
      method: 'POST',
      paths: ['/project/latest'],
      title: '获取最新项目列表',
      notes: '正在招募的项目，新的在前',
      access: 'anyone',
      fields: paging,
      answer: projectsAnswer,
      async handle(call) {
        const ctx = call.read();
        const page = await latestProjects(ctx, pageOf(call.fields));
        const result = await toProjects(ctx, page, await catalog.read(), baseUrl);
        return { data: { ...pageHead(call.fields, page.total, 'createTime'), result } };
      },
    }),
    endpoint({
      id: 'myproject',
      method: 'POST',
      paths: ['/project/myproject'],
      title: '我的项目',
      notes: '项目经理：自己的项目；设计师：受雇的项目；经纪人：自己负责的和审核中的项目；管理员：全部',
      access: 'signed-in',
      fields: { ...paging, status: listOf(int({ max: 6 })).says('项目状态，可多个') },
      answer: projectsAnswer,
      async handle(call) {
        const ctx = call.read();
        const states = call.fields.status?.flatMap((number) => stateOfNumber.get(number) ?? []);
        const page = await myProjects(ctx, states, pageOf(call.fields));
        const result = await toProjects(ctx, page, await catalog.read(), baseUrl);
        return { data: { ...pageHead(call.fields, page.total, 'createTime'), result } };
      },
    }),
    ...writingRoutes(means),
  ];
}

function writingRoutes({ catalog, files, baseUrl }: IblockMeans) {
  return [
    endpoint({
      id: '4.8.1',
      method: 'POST',
      paths: ['/project/new'],
      title: '项目创建',
      notes: '新项目的状态为 1（审核中）；title、description、industry 必填，headcount 默认为 1',
      access: 'manager',
      fields: projectFields,
      answer: answerOf(Type.Object({ id: Type.Integer({ description: '项目 ID' }) })),
      async handle(call) {
        const lists = await catalog.read();
        const input = inputIn(call.fields, lists);
        return { data: { id: Number(await call.write((ctx) => postProject(ctx, input, lists))) } };
      },
    }),
    endpoint({
      id: '4.8.11',
      method: 'POST',
      paths: ['/project/update/:projectid'],
      title: '项目修改',
      notes: '项目开始前（状态 0 到 3）可以修改，只修改给出的字段',
      access: 'manager',
      fields: { projectid: id().required(), ...projectFields },
      answer: nothing,
      async handle(call) {
        const lists = await catalog.read();
        const changes = changesIn(call.fields, lists);
        await call.write((ctx) => editProject(ctx, call.fields.projectid, changes, lists));
        return done;
      },
    }),
    endpoint({
      id: 'project_update',
      method: 'POST',
      paths: ['/project/update'],
      title: '项目修改（ID 在请求体中）',
      access: 'manager',
      fields: { id: id().required(), ...projectFields },
      answer: nothing,
      async handle(call) {
        const lists = await catalog.read();
        const changes = changesIn(call.fields, lists);
        await call.write((ctx) => editProject(ctx, call.fields.id, changes, lists));
        return done;
      },
    }),
    endpoint({
      id: '4.8.12',
      method: 'GET',
      paths: ['/project/details/:projectid'],
      title: '获取项目详情',
      notes: '未通过审核或已终止的项目仅项目成员、经纪人和管理员可见',
      access: 'signed-in',
      fields: { projectid: id().required() },
      answer: detailAnswer,
      async handle(call) {
        const detail = await projectDetail(call.read(), call.fields.projectid);
        return { data: toDetail(detail, await catalog.read(), baseUrl) };
      },
    }),
    endpoint({
      id: 'project_image',
      method: 'POST',
      paths: ['/project/uploadImage'],
      title: '上传项目图片',
      notes: 'multipart 字段 file，最大 5 MB；返回的 image 用于 project/new 和 project/update',
      access: 'manager',
      upload: { field: 'file', maxBytes: 5 * 1_048_576 },
      fields: {},
      answer: answerOf(Type.Object({ image: Type.String() })),
      async handle(call) {
        if (!call.upload) throw new DomainError('file.wrong_type');
        const owner = requirePerson(call.read().actor).userId;
        const file = await storeFile(call, files, { received: call.upload, kind: 'article', owner });
        if (!file.is_public) throw new DomainError('file.not_an_image');
        return { data: { image: pictureUrl(baseUrl, file.uid) } };
      },
    }),
  ];
}
