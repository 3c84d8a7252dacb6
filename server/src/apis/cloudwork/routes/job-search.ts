import { Type } from 'typebox';
import { listingStandings } from '../../../domain/listings/index.ts';
import {
  newestListings,
  type Question,
  rankedListings,
  searchBestListings,
  searchListings,
} from '../../../domain/search/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { parseYuan } from '../../../kernel/money.ts';
import { field, int, listOf, oneOf, text } from '../../../platform/http/fields.ts';
import { pagedAnswer, pageOf, paging } from '../forms.ts';
import { jobCardAnswer, miniJobCardAnswer, toJobCard, toMiniJobCard } from '../jobs.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint, isMiniProgram } from '../wire.ts';
import { asksForOne } from './jobs.ts';
import { payKindOf } from '../state-words.ts';

/** "100,5000" in yuan: a smallest and a largest budget, one of which may be missing. */
function budgetRangeOf(range: string | undefined): Pick<Question, 'budgetMin' | 'budgetMax'> {
  if (range === undefined) return {};
  const [low = '', high = '', ...rest] = range.split(',').map((part) => part.trim());
  const budgetMin = low === '' ? undefined : parseYuan(low);
  const budgetMax = high === '' ? undefined : parseYuan(high);
  const isFit =
    rest.length === 0 && (low === '') === (budgetMin === undefined) && (high === '') === (budgetMax === undefined);
  if (!isFit || (budgetMin !== undefined && budgetMax !== undefined && budgetMin > budgetMax)) {
    throw new DomainError('request.malformed', { field: 'budget_range' });
  }
  return { budgetMin, budgetMax };
}

/** Deployed clients send orders in words of their own, which all mean the newest first. */
const order = field<'best' | 'newest'>({
  schema: { type: 'string' },
  fallback: () => 'newest',
  read: (raw) => (raw === 'best' ? 'best' : 'newest'),
});

/** Lists of open jobs (seed 000: 搜索项目, 分页获取项目列表). */
export function jobSearchRoutes({ catalog, baseUrl }: CloudworkMeans) {
  return [
    endpoint({
      id: 'jobs_search',
      method: ['POST', 'GET'],
      paths: ['/api/jobs/search'],
      title: '搜索项目',
      notes:
        '同一条件的多个值以逗号分隔，满足其一即可；不同条件须同时满足；按发布时间从新到旧；count 为准确总数。' +
        `扩展：sort=best 时，其中最新的 ${rankedListings} 个按匹配程度排列（标题、技能、简介中的关键字，客户的评价，发布时间，是否写明预算），其余在后，从新到旧`,
      access: 'anyone',
      mayBeOld: true,
      fields: {
        workload: listOf(int({ min: 1, max: 3 })).failsWith(20072),
        duration: listOf(int({ min: 1, max: 5 })).failsWith(20073),
        level: listOf(oneOf(['entry', 'middle', 'expert'])).failsWith(20074),
        paymethod: listOf(oneOf(['hour', 'fixed'])).failsWith(20075),
        categorys: listOf(int({ min: 1 }))
          .failsWith(20077)
          .says('类别 ID；上级类别包括其下所有类别'),
        skills: listOf(text({ max: 50 }), { max: 20 }).failsWith(20078),
        keyword: text({ max: 100 }).failsWith(20079),
        budget_range: text({ max: 50 }).failsWith(200710).says('元，最小和最大，如 100,5000'),
        sort: order.says('扩展：best 按匹配程度；其他（包括小程序发送的 JSON）按发布时间'),
        pagenum: paging(20, 20071).pagenum,
        pagesize: paging(20, 20076).pagesize,
      },
      answer: Type.Object({ jobs: Type.Array(miniJobCardAnswer), ...pagedAnswer }),
      badField: 20078,
      errors: { 'request.malformed': 200710 },
      async handle(call) {
        const {
          workload,
          duration,
          level,
          paymethod,
          categorys,
          skills,
          keyword,
          sort,
          budget_range: range,
        } = call.fields;
        const page = pageOf(call.fields);
        const question: Question = {
          keyword,
          categories: categorys,
          payKinds: paymethod?.map((method) => payKindOf[method]),
          levels: level,
          durations: duration,
          workloads: workload,
          skills,
          ...budgetRangeOf(range),
        };
        const inOrder = sort === 'best' ? searchBestListings : searchListings;
        const [catalogues, found] = await Promise.all([catalog.read(), inOrder(call.read(), question, page)]);
        const { items, total } = found;
        const isMini = isMiniProgram(call.request);
        const standings = isMini
          ? await listingStandings(
              call.read(),
              items.map(({ id }) => id),
            )
          : undefined;
        const jobs = items.map((card) => {
          const standing = standings?.get(card.id);
          return standing ? toMiniJobCard(card, standing, catalogues, baseUrl) : toJobCard(card, catalogues);
        });
        return { jobs, count: total, pagenum: page.number };
      },
    }),
    endpoint({
      id: 'jobs_get',
      method: 'GET',
      paths: ['/api/jobs'],
      title: '分页获取项目列表',
      notes: '按发布时间从新到旧；需求者还会看到自己的私密项目。给出 job_id 时见“根据UUID查询项目”',
      access: 'signed-in',
      when: (sent) => !asksForOne(sent),
      fields: { pagenum: paging(20, 20111).pagenum, pagesize: paging(20, 20112).pagesize },
      answer: Type.Object({ jobs: Type.Array(jobCardAnswer), ...pagedAnswer }),
      async handle(call) {
        const page = pageOf(call.fields);
        const [catalogues, found] = await Promise.all([
          catalog.read(),
          newestListings(call.read(), page, { withOwnPrivate: true }),
        ]);
        return {
          jobs: found.items.map((card) => toJobCard(card, catalogues)),
          count: found.total,
          pagenum: page.number,
        };
      },
    }),
  ];
}
