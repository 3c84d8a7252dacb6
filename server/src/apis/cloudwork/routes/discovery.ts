import { Type } from 'typebox';
import {
  type RateBand,
  recommendForCaller,
  recommendForListing,
  recommendLike,
  searchFreelancers,
} from '../../../domain/search/index.ts';
import { int, listOf, text, uid } from '../../../platform/http/fields.ts';
import { pagedAnswer, pageOf, paging } from '../forms.ts';
import {
  freelancerCardAnswer,
  recommendedAnswer,
  recommendedForJobAnswer,
  recommendedNameAnswer,
  toFreelancerCard,
  toRecommended,
  toRecommendedForJob,
  toRecommendedName,
} from '../freelancers.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const bands: Readonly<Record<number, RateBand>> = { 1: 1, 2: 2, 3: 3, 4: 4 };
const shortList = 3;
const longList = 10;

/** Finding people (seed 000: 搜索开发者, 任务发布完推荐10位, 为开发者推荐开发者). */
export function discoveryRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  const wordsNow = async () => ({ catalog: await catalog.read(), baseUrl });
  return [
    endpoint({
      id: 'freelancer_search',
      method: 'GET',
      paths: ['/api/freelancers/search'],
      title: '搜索开发者',
      notes: '只含已完成注册的开发者；keyword 匹配姓名、头衔、简介和技能；评价好的在前；count 为准确总数',
      access: 'anyone',
      mayBeOld: true,
      fields: {
        categorys: listOf(int({ min: 1 }))
          .failsWith(20682)
          .says('类别 ID，以逗号分隔；上级类别包括其下所有类别'),
        hourly_range: int().says(
          '时薪（元）：1 不到 50，2 为 50 至 100 以下，3 为 100 至 150，4 为 150 以上，其他为全部',
        ),
        keyword: text({ max: 100 }),
        coop_rate: int({ max: 100 }).says('最低合作成功率，如 80'),
        ...paging(10, 20681),
      },
      answer: Type.Object({ users: Type.Array(freelancerCardAnswer), ...pagedAnswer }),
      async handle(call) {
        const { categorys, hourly_range: range = 0, keyword, coop_rate: coopRate } = call.fields;
        const words = await wordsNow();
        const page = pageOf(call.fields);
        const question = { keyword, categories: categorys, band: bands[range], coopRate };
        const { items, total } = await searchFreelancers(call.read(), words.catalog, question, page);
        return { users: items.map((row) => toFreelancerCard(row, words)), count: total, pagenum: page.number };
      },
    }),
    endpoint({
      id: 'job_freelancer_recom',
      method: 'GET',
      paths: ['/api/jobs/freelancers/recommand', '/api/jobs/freelancers/recommend'],
      title: '任务发布完推荐10位',
      notes: '不含受限、拒绝过此项目或被拒绝、已有未结束合同的开发者，也不含自己；invite 表示已邀请',
      access: 'client',
      fields: { job_id: uid().required().failsWith(20581) },
      answer: Type.Object({ users: Type.Array(recommendedForJobAnswer) }),
      errors: { 'listing.not_found': 20581 },
      async handle(call) {
        const words = await wordsNow();
        const found = await recommendForListing(call.read(), words.catalog, call.fields.job_id, longList);
        return { users: found.map((row) => toRecommendedForJob(row, words)) };
      },
    }),
    endpoint({
      id: 'freelancer_recommend',
      method: 'GET',
      paths: ['/api/freelancers/recommend', '/api/freelancers/recommand'],
      title: '为开发者推荐开发者',
      notes: '最多 3 位：为开发者推荐相近的开发者，为需求者按其最新的公开项目推荐',
      access: 'signed-in',
      mayBeOld: true,
      fields: {},
      answer: Type.Object({ freelancers: Type.Array(recommendedNameAnswer) }),
      async handle(call) {
        const words = await wordsNow();
        const found = await recommendForCaller(call.read(), words.catalog, shortList);
        return { freelancers: found.map((row) => toRecommendedName(row, words)) };
      },
    }),
    endpoint({
      id: 'freelancer_discover',
      method: 'GET',
      paths: ['/api/freelancers/discover'],
      title: '相近的开发者',
      notes: '与 user_id 相近的开发者，最多 10 位；不传时同“为开发者推荐开发者”',
      access: 'signed-in',
      fields: { user_id: uid().says('开发者 uuid') },
      answer: Type.Object({ freelancers: Type.Array(recommendedAnswer) }),
      async handle(call) {
        const words = await wordsNow();
        const { user_id: userUid } = call.fields;
        const ctx = call.read();
        const found = await (userUid === undefined
          ? recommendForCaller(ctx, words.catalog, longList)
          : recommendLike(ctx, words.catalog, userUid, longList));
        return { freelancers: found.map((row) => toRecommended(row, words)) };
      },
    }),
  ];
}
