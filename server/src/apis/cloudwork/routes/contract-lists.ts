import { Type } from 'typebox';
import {
  type ContractFilter,
  hiredFreelancerNames,
  hiredFreelancers,
  listContracts,
  workHistory,
} from '../../../domain/contracts/index.ts';
import { ownListings } from '../../../domain/listings/index.ts';
import { proposalCounts } from '../../../domain/proposals/index.ts';
import { reviewsFor } from '../../../domain/reviews/index.ts';
import { oneOf, uid } from '../../../platform/http/fields.ts';
import {
  contractBasicAnswer,
  draftAnswer,
  hiredAnswer,
  jobWithCountsAnswer,
  toContractBasic,
  toDraft,
  toHired,
  toJobWithCounts,
  toWork,
  workAnswer,
} from '../contract-lists.ts';
import { pagedAnswer, pageOf, paging, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const everBegun: ContractFilter = {
  states: ['active', 'paused', 'finished', 'expired', 'disputed', 'settled'],
  payKind: null,
  inReview: null,
};
const mostDrafts = 100;

/** Lists about contracts (seed 000: 查询项目合同, 需求者雇佣的开发者列表, 需求者查询已雇用开发者, 开发者工作经历查询, 获取合同列表基本信息). */
export function contractListRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'jobs_proposal',
      method: 'GET',
      paths: ['/api/jobs/proposal'],
      title: '查询项目合同',
      notes: '自己公开、私密和已关闭的项目及其投标、邀请和合同数，新的在前；draft 为最新的 100 份草稿',
      access: 'client',
      fields: paging(100, 80003),
      answer: Type.Object({ jobs: Type.Array(jobWithCountsAnswer), draft: Type.Array(draftAnswer), ...pagedAnswer }),
      async handle(call) {
        const ctx = call.read();
        const page = pageOf(call.fields);
        const [lists, jobs, drafts] = await Promise.all([
          catalog.read(),
          ownListings(ctx, ['open', 'private', 'closed'], page),
          ownListings(ctx, ['draft'], { number: 1, size: mostDrafts }),
        ]);
        const counts = await proposalCounts(
          ctx,
          jobs.items.map((job) => job.id),
        );
        return {
          jobs: jobs.items.map((job) => toJobWithCounts(job, counts.get(job.id), lists)),
          draft: drafts.items.map((draft) => toDraft(draft, lists)),
          count: jobs.total,
          pagenum: page.number,
        };
      },
    }),
    endpoint({
      id: 'client_freelancer_list',
      method: 'GET',
      paths: ['/api/client/freelancers'],
      title: '需求者雇佣的开发者列表',
      notes: '最近雇用的 1000 位，最近的在前',
      access: 'client',
      fields: {},
      answer: Type.Object({ users: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
      async handle(call) {
        const hired = await hiredFreelancerNames(call.read());
        return { users: hired.map(({ uid: id, name }) => ({ id, name })) };
      },
    }),
    endpoint({
      id: 'contract_freelancers',
      method: 'GET',
      paths: ['/api/contract/freelancers'],
      title: '需求者查询已雇用开发者',
      notes: '每位开发者一项，最近雇用的在前',
      access: 'client',
      fields: { utype: oneOf(['hire']).or('hire').failsWith(20622), ...paging(10, 20622) },
      answer: Type.Object({ freelancers: Type.Array(hiredAnswer), ...pagedAnswer }),
      async handle(call) {
        const page = pageOf(call.fields);
        const { items, total } = await hiredFreelancers(call.read(), page);
        return { freelancers: items.map((row) => toHired(row, baseUrl)), count: total, pagenum: page.number };
      },
    }),
    endpoint({
      id: 'freelancer_contract',
      method: 'GET',
      paths: ['/api/freelancers/contract'],
      title: '开发者工作经历查询',
      notes: '开发者接受过的合同，新的在前',
      access: 'signed-in',
      fields: { user_id: uid().required().failsWith(20701).says('开发者 uuid'), ...paging(10, 20702) },
      answer: Type.Object({ contracts: Type.Array(workAnswer), ...pagedAnswer }),
      errors: { 'profile.not_found': 20703 },
      async handle(call) {
        const ctx = call.read();
        const page = pageOf(call.fields);
        const { items, total } = await workHistory(ctx, call.fields.user_id, page);
        const reviews = await reviewsFor(
          ctx,
          items.map((row) => row.id),
        );
        const byClient = new Map(
          reviews.filter((review) => review.author_role === 'client').map((review) => [review.contract_id, review]),
        );
        return {
          contracts: items.map((row) => toWork(row, byClient.get(row.id))),
          count: total,
          pagenum: page.number,
        };
      },
    }),
    endpoint({
      id: 'get_contract_basic',
      method: 'GET',
      paths: ['/api/contract/basic'],
      title: '获取合同列表基本信息',
      notes: '当前身份自己的合同，新的在前',
      access: 'signed-in',
      fields: { pagenum: paging(10, 20831).pagenum, pagesize: paging(10, 20832).pagesize },
      answer: Type.Object({ contracts: Type.Array(contractBasicAnswer), ...pagedAnswer }),
      async handle(call) {
        const ctx = call.read();
        const page = pageOf(call.fields);
        const { items, total } = await listContracts(ctx, personIn(ctx), everBegun, page);
        return { contracts: items.map(toContractBasic), count: total, pagenum: page.number };
      },
    }),
  ];
}
