import { Type } from 'typebox';
import {
  editListing,
  isClientsLook,
  isOwnListing,
  listingDetail,
  type ListingInput,
  moveListing,
  noteClientsLook,
  ownListings,
  ownListingTitles,
  postListing,
  removeDraft,
} from '../../../domain/listings/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import type { Sent } from '../../../platform/http/endpoint.ts';
import { type Field, int, listOf, oneOf, text, uid, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
import { nothing, pagedAnswer, pageOf, paging } from '../forms.ts';
import { attachmentId } from '../forms-files.ts';
import {
  jobAnswer,
  moveOfStatus,
  otherJobsAnswer,
  ownJobAnswer,
  statesOfFilter,
  toJob,
  toOtherJobs,
  toOwnJob,
} from '../jobs.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { payKindOf } from '../state-words.ts';

/** A field that must be there: 80002 when it is missing, its own number for what does not fit. */
const needed = <T>(field: Field<T>) => field.required(80002);

const words = (code: number) => listOf(text({ max: 50 }), { max: 20 }).failsWith(code);

const jobFields = {
  name: needed(text({ max: 100 }).failsWith(20011)),
  description: needed(text({ max: 3_000 }).failsWith(20011).says('HTML；脚本等会被去除')),
  category_id: needed(int({ min: 1 }).failsWith(20012)),
  hires: needed(int({ min: 1, max: 10_000 }).failsWith(20012)),
  paymethod: needed(oneOf(['hour', 'fixed']).failsWith(20013)),
  level: needed(oneOf(['entry', 'middle', 'expert']).failsWith(20016)),
  duration: int({ min: 1, max: 5 }).failsWith(200117),
  workload: int({ min: 1, max: 3 }).failsWith(200117).says('paymethod=hour 时必须'),
  attachment_id: attachmentId().failsWith(200113),
  api: listOf(oneOf(['social', 'pay', 'storage', 'other'])).failsWith(20017),
  platforms: listOf(oneOf(['android', 'iphone', 'ipad', 'winphone', 'windows', 'linux', 'mac', 'other'])).failsWith(
    20018,
  ),
  frameworks: words(200116),
  languages: words(20019),
  skills: words(200110),
  budget: yuan({ min: 1n }).failsWith(200111).says('元；不填表示待议'),
  stage: oneOf(['design', 'introduction', 'idea', 'none']).failsWith(20014),
};

/** Deployed pages send back the job they were given, where 0 stands for what was left open. */
const changedFields = {
  ...jobFields,
  duration: int({ min: 0, max: 5 }).failsWith(200117).says('0 表示未填写'),
  workload: int({ min: 0, max: 3 }).failsWith(200117).says('0 表示未填写；paymethod=hour 时必须'),
  budget: yuan().failsWith(200111).says('元；不填或 0 表示待议'),
};

const jobErrors = {
  'category.unknown': 200112,
  'skill.unknown': 200110,
  'file.unusable': 200113,
  'file.not_found': 200113,
} as const;

function inputOf(fields: ValuesOf<typeof jobFields>): ListingInput {
  return {
    title: fields.name,
    description: fields.description,
    categoryId: fields.category_id,
    hires: fields.hires,
    payKind: payKindOf[fields.paymethod],
    level: fields.level,
    duration: fields.duration || undefined,
    workload: fields.workload || undefined,
    budget: fields.budget || undefined,
    stage: fields.stage,
    apis: fields.api,
    platforms: fields.platforms,
    frameworks: fields.frameworks,
    languages: fields.languages,
    skills: fields.skills,
    fileId: fields.attachment_id,
  };
}

const jobId = Type.Object({ job_id: Type.String() });
export const asksForOne = ({ job_id: jobUid }: Sent): boolean => typeof jobUid === 'string' && jobUid.trim() !== '';

/** A client's jobs, and one job for everybody (seed 000: 需求者发布项目 … 项目状态变更, 获取我的工作列表, 删除工作). */
export function jobRoutes(means: CloudworkMeans) {
  return [...writingRoutes(means), ...statusRoutes(means), ...readingRoutes(means)];
}

function writingRoutes({ catalog }: CloudworkMeans) {
  return [
    endpoint({
      id: 'jobs_add',
      method: 'POST',
      paths: ['/api/jobs'],
      title: '需求者发布项目',
      notes: 'status=draft 保存为草稿，默认公开；同一需求者的项目名称不能重复',
      access: 'client',
      fields: { ...jobFields, status: oneOf(['draft', 'normal']).or('normal').failsWith(200115) },
      answer: jobId,
      badField: 20015,
      errors: jobErrors,
      async handle(call) {
        const catalogues = await catalog.read();
        const asDraft = call.fields.status === 'draft';
        const { uid: jobUid } = await call.write((ctx) =>
          postListing(ctx, catalogues, inputOf(call.fields), { asDraft }),
        );
        return { job_id: jobUid };
      },
    }),
    endpoint({
      id: 'jobs_update',
      method: 'PUT',
      paths: ['/api/jobs'],
      title: '需求者修改项目',
      notes: '草稿、公开和私密的项目可以修改；付款方式不能修改；不填的可选项会被清空，附件除外',
      access: 'client',
      fields: { job_id: needed(uid()), ...changedFields },
      answer: jobId,
      badField: 20015,
      errors: { ...jobErrors, 'listing.not_found': 1 },
      async handle(call) {
        const catalogues = await catalog.read();
        const { job_id: jobUid } = call.fields;
        await call.write((ctx) => editListing(ctx, catalogues, jobUid, inputOf(call.fields)));
        return { job_id: jobUid };
      },
    }),
  ];
}

function statusRoutes({ catalog }: CloudworkMeans) {
  return [
    endpoint({
      id: 'job_delete',
      method: 'DELETE',
      paths: ['/api/jobs'],
      title: '删除工作',
      notes: '只能删除草稿，且彻底删除',
      access: 'client',
      fields: { job_id: uid().required().failsWith(20851) },
      answer: nothing,
      errors: { 'listing.not_found': 20851 },
      async handle(call) {
        await call.write((ctx) => removeDraft(ctx, call.fields.job_id));
        return {};
      },
    }),
    endpoint({
      id: 'jobs_close',
      method: 'PUT',
      paths: ['/api/jobs/status'],
      title: '项目状态变更',
      notes: '草稿、私密和已关闭的项目可以公开；草稿和公开的项目可以改为私密；公开和私密的项目可以关闭',
      access: 'client',
      fields: {
        job_id: uid().required(),
        status: text({ max: 20 }).required().says('normal、private、close 或 delete'),
      },
      answer: nothing,
      badField: 20451,
      errors: { 'listing.not_found': 20453, 'request.malformed': 20452 },
      async handle(call) {
        const { job_id: jobUid, status } = call.fields;
        const move = Object.hasOwn(moveOfStatus, status) ? moveOfStatus[status] : undefined;
        if (move === undefined) throw new DomainError('request.malformed', { field: 'status' });
        const catalogues = await catalog.read();
        await call.write((ctx) => moveListing(ctx, catalogues, jobUid, move));
        return {};
      },
    }),
  ];
}

function readingRoutes({ catalog, baseUrl }: CloudworkMeans) {
  return [
    endpoint({
      id: 'jobs_one',
      method: 'GET',
      paths: ['/api/jobs'],
      title: '根据UUID查询项目',
      notes: '公开的项目无需登录；jobs 与 job 内容相同，other 为同一需求者的其他公开项目',
      access: 'anyone',
      when: asksForOne,
      fields: { job_id: uid().required().failsWith(20081) },
      answer: Type.Object({ jobs: Type.Array(jobAnswer), job: jobAnswer, other: otherJobsAnswer, ...pagedAnswer }),
      async handle(call) {
        const ctx = call.read();
        const catalogues = await catalog.read();
        const listing = await listingDetail(ctx, call.fields.job_id);
        const isOwn = isOwnListing(ctx, listing);
        if (isClientsLook(ctx, listing)) await call.write((write) => noteClientsLook(write, listing.id));
        const job = toJob(listing, { catalog: catalogues, baseUrl, isOwn });
        return { jobs: [job], job, other: toOtherJobs(listing), count: 1, pagenum: 1 };
      },
    }),
    endpoint({
      id: 'my_jobs_names',
      method: 'GET',
      paths: ['/api/jobs/my'],
      title: '获取我的工作名称',
      access: 'client',
      when: ({ t }) => t === 'basic',
      fields: {},
      answer: Type.Object({
        jobs: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
        ...pagedAnswer,
      }),
      async handle(call) {
        const names = await ownListingTitles(call.read());
        return { jobs: names.map((one) => ({ id: one.uid, name: one.title })), count: names.length, pagenum: 1 };
      },
    }),
    endpoint({
      id: 'my_jobs_list',
      method: 'GET',
      paths: ['/api/jobs/my'],
      title: '获取我的工作列表',
      notes: 'normal 包括公开和私密；delete 为已撤下的项目，彻底删除的草稿不在其中；t=basic 只返回 id 和 name',
      access: 'client',
      fields: {
        t: text({ max: 20 }),
        status: oneOf(['draft', 'normal', 'private', 'close', 'delete', 'all']).or('all').failsWith(20111),
        ...paging(20, 20112),
      },
      answer: Type.Object({ jobs: Type.Array(ownJobAnswer), ...pagedAnswer }),
      async handle(call) {
        const page = pageOf(call.fields);
        const [catalogues, listings] = await Promise.all([
          catalog.read(),
          ownListings(call.read(), statesOfFilter[call.fields.status], page),
        ]);
        const jobs = listings.items.map((listing) => toOwnJob(listing, catalogues));
        return { jobs, count: listings.total, pagenum: page.number };
      },
    }),
  ];
}
