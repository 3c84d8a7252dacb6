import { Type } from 'typebox';
import {
  ownPosts,
  type PostRow,
  postsUnder,
  publishPost,
  removePost,
  revisePost,
  tags,
} from '../../../domain/consultations/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import { formatYuan } from '../../../kernel/money.ts';
import { id, listOf, text, yuan } from '../../../platform/http/fields.ts';
import { assertSelf, contentOf, credentials, done, nothing, page, pageAt, toId } from '../forms.ts';
import { endpoint } from '../wire.ts';

const written = {
  tag_id: listOf(id(), { max: 20 }).required().says('标签ID，一个或多个（数组，或以逗号分隔）'),
  title: text({ max: 100 }).required(),
  content: text({ max: 10_000 }).required(),
};

const Time = Type.String({ description: 'YYYY-MM-DD HH:mm:ss' });
const Price = Type.String({ description: '元，两位小数' });

const shownPost = {
  post_id: Type.Integer(),
  user_id: Type.Integer(),
  tag_id: Type.Array(Type.Integer()),
  title: Type.String(),
  summary: Type.String({ description: '需求详细内容' }),
  content: Type.String({ description: '同 summary' }),
  create_time: Time,
  update_time: Time,
  price: Price,
  status: Type.String({ description: 'open 未支付，funded 已支付，ordered 已生成订单，finished 已完成' }),
};

const toPost = (row: PostRow) => ({
  post_id: Number(row.id),
  user_id: Number(row.user_id),
  tag_id: row.tags.map(Number),
  title: row.title,
  summary: row.content,
  content: row.content,
  create_time: localTime(row.created_at),
  update_time: localTime(row.updated_at),
  price: formatYuan(row.price),
  status: row.state,
});

/** Questions of buyers, and consultants looking for them (seed 003: 1.2). */
export function postRoutes() {
  return [...ownRoutes(), ...readRoutes()];
}

function ownRoutes() {
  return [
    endpoint({
      id: '1.2.1',
      method: 'POST',
      paths: ['/api/user/post/publish'],
      title: '用户发布需求',
      notes: '返回需求 ID；支付时的订单号见 post/check 的 order_no',
      access: 'buyer',
      fields: {
        ...credentials,
        user_id: id().required().says('必须是本人'),
        ...written,
        price: yuan().or(0n).says('需求价格（元）'),
      },
      answer: nothing,
      async handle(call) {
        const { user_id: userId, tag_id: tagIds, title, content, price } = call.fields;
        assertSelf(call.read(), userId);
        const post = await call.write((ctx) => publishPost(ctx, { tags: tagIds, title, content, price }));
        return toId(post.id);
      },
    }),
    endpoint({
      id: '1.2.2',
      method: 'POST',
      paths: ['/api/user/post/modify'],
      title: '用户修改需求信息',
      notes: '生成订单之前可以修改；价格可选，支付之前可以修改',
      access: 'buyer',
      fields: {
        ...credentials,
        post_id: id().required(),
        user_id: id().required().says('必须是本人'),
        ...written,
        price: yuan().says('需求价格（元），可选'),
      },
      answer: nothing,
      async handle(call) {
        const { post_id: postId, user_id: userId, tag_id: tagIds, title, content, price } = call.fields;
        assertSelf(call.read(), userId);
        await call.write((ctx) => revisePost(ctx, postId, { tags: tagIds, title, content, price }));
        return done;
      },
    }),
    endpoint({
      id: '1.2.3',
      method: ['DELETE', 'POST'],
      paths: ['/api/user/post/delete'],
      title: '用户删除需求信息',
      notes: '生成订单之前可以删除，已支付的金额原路退回；post_id 也可放在查询参数中',
      access: 'buyer',
      fields: { ...credentials, post_id: id().required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removePost(ctx, call.fields.post_id));
        return done;
      },
    }),
    endpoint({
      id: '1.2.4',
      method: ['GET', 'POST'],
      paths: ['/api/user/post/check'],
      title: '用户查看已发布需求',
      notes: 'order_no 是支付（out_trade_no）和创建订单时使用的订单号',
      access: 'buyer',
      fields: { ...credentials, user_id: id().required().says('必须是本人'), page: page() },
      answer: contentOf(Type.Object({ ...shownPost, order_no: Type.String() })),
      async handle(call) {
        const ctx = call.read();
        assertSelf(ctx, call.fields.user_id);
        const rows = await ownPosts(ctx, pageAt(call.fields.page));
        return { content: rows.map((row) => ({ ...toPost(row), order_no: row.order_no })) };
      },
    }),
  ];
}

function readRoutes() {
  return [
    endpoint({
      id: '1.2.5',
      method: ['GET', 'POST'],
      paths: ['/api/user/post/acquire'],
      title: '顾问查看用户发布的需求',
      notes: '尚未生成订单的需求，新发布的在前',
      access: 'signed-in',
      fields: { ...credentials, tag_id: id().required(), page: page() },
      answer: contentOf(Type.Object(shownPost)),
      async handle(call) {
        const rows = await postsUnder(call.read(), call.fields.tag_id, pageAt(call.fields.page));
        return { content: rows.map(toPost) };
      },
    }),
    endpoint({
      id: 'tag_list',
      method: 'GET',
      paths: ['/api/tag/list'],
      title: '标签列表',
      notes: '扩展；不在列表中的标签 ID 也可使用',
      access: 'anyone',
      fields: {},
      answer: contentOf(Type.Object({ tag_id: Type.Integer(), name: Type.String() })),
      handle: async () => ({ content: tags.map(({ id: tagId, name }) => ({ tag_id: tagId, name })) }),
    }),
  ];
}
