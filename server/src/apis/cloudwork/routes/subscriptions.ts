import { Type } from 'typebox';
import { ownSubscriptions, type SubscriptionRow, subscribe, unsubscribe } from '../../../domain/search/index.ts';
import { id, int, listOf, oneOf, text } from '../../../platform/http/fields.ts';
import { nothing } from '../forms.ts';
import { endpoint } from '../wire.ts';
import { payKindOf, payMethodOf } from '../state-words.ts';

/** The filters as the text that clients read back into the form of the search. */
function filtersOf({ keyword, durations, workloads, pay_kinds: payKinds, levels }: SubscriptionRow): string {
  return JSON.stringify({
    keyword,
    duration: durations.join(','),
    workload: workloads.join(','),
    paymethod: payKinds.map((kind) => payMethodOf[kind]).join(','),
    level: levels.join(','),
  });
}

/** Searches that freelancers want to hear of (seed 000: 查询订阅, 订阅, 取消订阅). */
export function subscriptionRoutes() {
  return [
    endpoint({
      id: 'subscribe_list',
      method: 'GET',
      paths: ['/api/subscribe'],
      title: '查询订阅',
      access: 'freelancer',
      fields: {},
      answer: Type.Object({
        subscribes: Type.Array(
          Type.Object({
            id: Type.Integer(),
            name: Type.String(),
            keyword: Type.String({ description: '筛选条件的 JSON：keyword、duration、workload、paymethod、level' }),
          }),
        ),
      }),
      errors: { 'role.freelancer_required': 20291 },
      async handle(call) {
        const rows = await ownSubscriptions(call.read());
        return { subscribes: rows.map((row) => ({ id: Number(row.id), name: row.name, keyword: filtersOf(row) })) };
      },
    }),
    endpoint({
      id: 'subscribe_create',
      method: 'POST',
      paths: ['/api/subscribe'],
      title: '订阅',
      notes: '最多 5 个；按通知设置 recomm_rate 每天或每周提醒一次新发布的匹配项目',
      access: 'freelancer',
      fields: {
        name: text({ min: 1, max: 20 }).required().failsWith(20302),
        workload: listOf(int({ min: 1, max: 3 }))
          .or([])
          .failsWith(20303),
        duration: listOf(int({ min: 1, max: 5 }))
          .or([])
          .failsWith(20304),
        level: listOf(oneOf(['entry', 'middle', 'expert']))
          .or([])
          .failsWith(20305),
        paymethod: listOf(oneOf(['hour', 'fixed']))
          .or([])
          .failsWith(20306),
        keyword: text({ max: 29 }).or('').failsWith(20308),
      },
      answer: Type.Object({ subscribe_id: Type.Integer() }),
      errors: { 'role.freelancer_required': 20301 },
      async handle(call) {
        const { name, keyword, duration, workload, paymethod, level } = call.fields;
        const wanted = {
          name,
          keyword,
          durations: [...new Set(duration)],
          workloads: [...new Set(workload)],
          payKinds: [...new Set(paymethod)].map((method) => payKindOf[method]),
          levels: [...new Set(level)],
        };
        return { subscribe_id: Number(await call.write((ctx) => subscribe(ctx, wanted))) };
      },
    }),
    endpoint({
      id: 'subscribe_delete',
      method: 'DELETE',
      paths: ['/api/subscribe'],
      title: '取消订阅',
      access: 'freelancer',
      fields: { subscribe_id: id().required().failsWith(20312) },
      answer: nothing,
      errors: { 'role.freelancer_required': 20311 },
      async handle(call) {
        await call.write((ctx) => unsubscribe(ctx, call.fields.subscribe_id));
        return {};
      },
    }),
  ];
}
