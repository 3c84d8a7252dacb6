import { Type } from 'typebox';
import {
  addOrder,
  cancelOrder,
  completeOrder,
  type ConsultationRow,
  declineOrder,
  deleteOrder,
  deliverOrder,
  type OrderState,
  ownOrders,
  takePost,
} from '../../../domain/consultations/index.ts';
import { localTime, parseTime } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { formatYuan } from '../../../kernel/money.ts';
import { type Field, field, id, text, unfit, yuan } from '../../../platform/http/fields.ts';
import { contentOf, credentials, done, nothing, page, pageAt, toId } from '../forms.ts';
import { endpoint } from '../wire.ts';

/** What an order's state is called; the document gives no words. */
const statusTexts: Readonly<Record<OrderState, string>> = {
  unpaid: '未支付',
  active: '已支付',
  delivered: '已交付',
  disputed: '争议中',
  completed: '已完成',
  cancelled: '已取消',
};

const paidWords = ['1', 'paid', 'active', '已支付'];
const unpaidWords = ['0', 'unpaid', '未支付'];

/** Whether the caller believes the order to be paid. */
function paidStatus(): Field<boolean | undefined> {
  return field<boolean | undefined>({
    schema: { type: 'string', enum: [...unpaidWords, ...paidWords] },
    read(raw) {
      const word = String(raw).trim();
      if (paidWords.includes(word)) return true;
      return unpaidWords.includes(word) ? false : unfit;
    },
  }).says('0 未支付，1 已支付；与实际不符时拒绝');
}

/** A time as the document's clients may write it; it is looked at and not kept. */
function writtenTime(): Field<string | undefined> {
  return field<string | undefined>({
    schema: { type: 'string' },
    read(raw) {
      const given = String(raw).trim();
      return /^\d{10}(\d{3})?$/.test(given) || parseTime(given) ? given : unfit;
    },
  }).says('时间戳、YYYY-MM-DD HH:mm:ss 或 ISO 8601；以服务器的时间为准');
}

/** Buyers' calls name the order post_id (seed 003: 1.3.2, 1.3.3). */
const orderFields = {
  ...credentials,
  post_id: id().says('订单id'),
  order_id: id().says('订单id，同 post_id'),
};

function orderIn({
  order_id: orderId,
  post_id: named,
}: {
  order_id?: bigint | undefined;
  post_id?: bigint | undefined;
}) {
  const found = orderId ?? named;
  if (found === undefined) throw new DomainError('request.incomplete', { field: 'post_id' });
  return found;
}

const orderAnswer = contentOf(
  Type.Object({
    order_id: Type.Integer(),
    order_no: Type.String(),
    post_id: Type.Integer(),
    title: Type.String(),
    user_id: Type.Integer(),
    user_name: Type.String(),
    consultant_id: Type.Integer(),
    consultant_name: Type.String(),
    price: Type.String({ description: '元，两位小数' }),
    status: Type.String({ description: 'unpaid、active、delivered、disputed、completed 或 cancelled' }),
    status_text: Type.String(),
    result: Type.String({ description: '顾问交付的内容' }),
    create_time: Type.String(),
    update_time: Type.String(),
  }),
);

const toOrder = (row: ConsultationRow) => ({
  order_id: Number(row.id),
  order_no: row.order_no,
  post_id: Number(row.post_id),
  title: row.title,
  user_id: Number(row.client_user_id),
  user_name: row.client_name,
  consultant_id: Number(row.consultant_user_id),
  consultant_name: row.consultant_name,
  price: formatYuan(row.price),
  status: row.state,
  status_text: statusTexts[row.state],
  result: row.result,
  create_time: localTime(row.created_at),
  update_time: localTime(row.updated_at),
});

/** Orders, for buyers and, beyond the document, for consultants (seed 003: 1.3). */
export function orderRoutes() {
  return [...buyerRoutes(), ...consultantRoutes(), listRoute('user'), listRoute('consultant')];
}

function buyerRoutes() {
  return [
    endpoint({
      id: '1.3.1',
      method: 'POST',
      paths: ['/api/user/order/add'],
      title: '用户创建订单',
      notes:
        'order_no 是 post/check 返回的订单号，未支付时也可以是自定的新订单号；price、status、consultant_id 与实际不符时拒绝；重复创建返回同一订单',
      access: 'buyer',
      bodyOnly: true,
      fields: {
        ...credentials,
        order_no: text({ pattern: /^[\w-]{6,32}$/, max: 32 }).required(),
        create_time: writtenTime().required(),
        price: yuan().required().says('元'),
        post_id: id().required(),
        consultant_id: id().required(),
        status: paidStatus().required(),
      },
      answer: nothing,
      async handle(call) {
        const { order_no: orderNo, price, post_id: postId, consultant_id: consultantUserId, status } = call.fields;
        const claim = { orderNo, price, postId, consultantUserId, isPaid: status };
        return toId(await call.write((ctx) => addOrder(ctx, claim)));
      },
    }),
    endpoint({
      id: '1.3.2',
      method: 'POST',
      paths: ['/api/user/order/cancel'],
      title: '用户取消订单',
      notes: '微信支付的金额原路退回，余额支付的退回余额，需求重新开放；顾问已交付的订单转为争议，由运营人员处理',
      access: 'buyer',
      fields: orderFields,
      answer: nothing,
      async handle(call) {
        const orderId = orderIn(call.fields);
        await call.write((ctx) => cancelOrder(ctx, orderId));
        return done;
      },
    }),
    endpoint({
      id: '1.3.3',
      method: ['POST', 'DELETE'],
      paths: ['/api/user/order/delete'],
      title: '用户删除订单',
      notes: '已完成或已取消的订单可以删除；未支付的订单随之取消',
      access: 'buyer',
      fields: orderFields,
      answer: nothing,
      async handle(call) {
        const orderId = orderIn(call.fields);
        await call.write((ctx) => deleteOrder(ctx, orderId));
        return done;
      },
    }),
    endpoint({
      id: 'order_complete',
      method: 'POST',
      paths: ['/api/user/order/complete'],
      title: '用户确认完成',
      notes: '扩展：订单金额扣除平台服务费后付给顾问；交付后两天内没有操作时自动确认',
      access: 'buyer',
      fields: orderFields,
      answer: nothing,
      async handle(call) {
        const orderId = orderIn(call.fields);
        await call.write((ctx) => completeOrder(ctx, orderId));
        return done;
      },
    }),
  ];
}

function consultantRoutes() {
  const fields = { ...credentials, order_id: id().required() };
  return [
    endpoint({
      id: 'order_take',
      method: 'POST',
      paths: ['/api/consultant/order/take'],
      title: '顾问接单',
      notes: '扩展：返回订单 ID；需求未支付时，订单等待支付',
      access: 'consultant',
      fields: { ...credentials, post_id: id().required() },
      answer: nothing,
      handle: async (call) => toId(await call.write((ctx) => takePost(ctx, call.fields.post_id))),
    }),
    endpoint({
      id: 'order_deliver',
      method: 'POST',
      paths: ['/api/consultant/order/deliver'],
      title: '顾问交付',
      notes: '扩展：支付之后交付，确认之前可以重新交付',
      access: 'consultant',
      fields: { ...fields, result: text({ max: 20_000 }).required().says('咨询意见') },
      answer: nothing,
      async handle(call) {
        const { order_id: orderId, result } = call.fields;
        await call.write((ctx) => deliverOrder(ctx, orderId, result));
        return done;
      },
    }),
    endpoint({
      id: 'order_decline',
      method: 'POST',
      paths: ['/api/consultant/order/decline'],
      title: '顾问退单',
      notes: '扩展：交付之前可以退单，微信支付的金额原路退回买家',
      access: 'consultant',
      fields,
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => declineOrder(ctx, call.fields.order_id));
        return done;
      },
    }),
  ];
}

const listRoute = (noun: 'user' | 'consultant') =>
  endpoint({
    id: `order_list_${noun}`,
    method: ['GET', 'POST'],
    paths: [`/api/${noun}/order/list`],
    title: noun === 'user' ? '用户查看订单' : '顾问查看订单',
    notes: '扩展：新的在前',
    access: noun === 'user' ? 'buyer' : 'consultant',
    fields: { ...credentials, page: page() },
    answer: orderAnswer,
    async handle(call) {
      const rows = await ownOrders(call.read(), pageAt(call.fields.page));
      return { content: rows.map(toOrder) };
    },
  });
