import { Type } from 'typebox';
import {
  apply,
  assertMayApply,
  deliver,
  findApplication,
  ownApplications,
  withdrawApplication,
} from '../../../domain/gigs/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { id, int, text } from '../../../platform/http/fields.ts';
import {
  changing,
  credentials,
  dataOf,
  done,
  made,
  nothing,
  pageAt,
  reading,
  toMade,
  upload,
  uploads,
} from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { ownApplicationAnswer, toOwnApplication } from '../requests.ts';
import { endpoint } from '../wire.ts';

/** How many applications a list holds that the document does not page. */
const longList = 200;

/** Applications of people (seed 002: /user/goods_order/*). */
export function orderRoutes({ baseUrl }: Pick<GigMeans, 'baseUrl'>) {
  return [
    endpoint({
      id: 'user_goods_order_index',
      method: reading,
      paths: ['/user/goods_order/index'],
      title: '个人申请列表',
      notes: `新申请的在前；每页 ${longList} 条`,
      access: 'person',
      fields: { ...credentials, page: int({ min: 1, max: 10_000 }).or(1).says('页数，可选') },
      answer: dataOf(Type.Array(ownApplicationAnswer)),
      async handle(call) {
        const found = await ownApplications(call.read(), pageAt(call.fields.page, longList));
        return { data: found.map(({ application, request }) => toOwnApplication(application, request, baseUrl)) };
      },
    }),
    endpoint({
      id: 'user_goods_order_info',
      method: reading,
      paths: ['/user/goods_order/info'],
      title: '个人申请详情',
      access: 'person',
      fields: { ...credentials, id: id().required().says('申请ID') },
      answer: dataOf(ownApplicationAnswer),
      async handle(call) {
        const { application, request } = await findApplication(call.read(), call.fields.id);
        return { data: toOwnApplication(application, request, baseUrl) };
      },
    }),
    endpoint({
      id: 'user_goods_order_add',
      method: changing,
      paths: ['/user/goods_order/add', '/user/goodsorder/add'],
      title: '申请接单',
      access: 'person',
      fields: {
        ...credentials,
        goods_id: id().required().says('项目ID'),
        msg: text({ max: 2_000 }).or('').says('申请理由'),
        file: uploads(20),
      },
      answer: made,
      async handle(call) {
        const { goods_id: requestId, msg: message, file: samples = [] } = call.fields;
        return toMade(await call.write((ctx) => apply(ctx, requestId, { message, samples })));
      },
    }),
    endpoint({
      id: 'user_goods_order_isadd',
      method: reading,
      paths: ['/user/goods_order/isadd'],
      title: '是否申请过',
      notes: 'res 为 1 时可以申请，否则 err 说明原因',
      access: 'person',
      fields: { ...credentials, id: id().says('项目ID'), goods_id: id().says('同 id') },
      answer: nothing,
      async handle(call) {
        const { goods_id: other, id: requestId = other } = call.fields;
        if (requestId === undefined) throw new DomainError('request.incomplete', { field: 'id' });
        await assertMayApply(call.read(), requestId);
        return done;
      },
    }),
    endpoint({
      id: 'user_goods_order_ok',
      method: changing,
      paths: ['/user/goods_order/ok/'],
      title: '个人需求完成上传成果',
      notes: '被选中之后上传，企业确认之前可以重新上传；压缩包在企业确认成果之后才对其开放',
      access: 'person',
      fields: { ...credentials, id: id().required().says('需求申请ID'), over: uploads(20), source: upload() },
      answer: nothing,
      async handle(call) {
        const { id: applicationId, over: previews = [], source } = call.fields;
        await call.write((ctx) => deliver(ctx, { applicationId, previews, source }));
        return done;
      },
    }),
    endpoint({
      id: 'user_goods_order_del',
      method: changing,
      paths: ['/user/goods_order/del'],
      title: '接单记录删除',
      notes: '未被选中时可以删除，之后可以重新申请',
      access: 'person',
      fields: { ...credentials, id: id().required().says('申请ID') },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => withdrawApplication(ctx, call.fields.id));
        return done;
      },
    }),
  ];
}
