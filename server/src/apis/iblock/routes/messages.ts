import { Type } from 'typebox';
import { countUnreadMessages, listMessages, markMessage, settleNotice } from '../../../domain/inbox/index.ts';
import { flag, id, oneOf, text } from '../../../platform/http/fields.ts';
import { answerAt, answerFields, decline, isAccepted, ratingField } from '../answers.ts';
import { answerOf, done, nothing, pageHead, pageHeadFields, pageOf, paging } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { message, toMessage } from '../messages.ts';
import { endpoint } from '../wire.ts';

const which = (unprocessed: boolean | undefined) =>
  unprocessed === undefined ? 'all' : unprocessed ? 'waiting' : 'done';

/** The inbox (seed 001, 4.11). */
export function messageRoutes({ vault }: IblockMeans) {
  return [
    endpoint({
      id: '4.11.1',
      method: 'POST',
      paths: ['/user/messages', '/messages'],
      title: '获取消息',
      notes: 'unprocessed：true 未处理的，false 已处理的（最近 10 条），省略时两者都有',
      access: 'signed-in',
      fields: { ...paging, unprocessed: flag() },
      answer: Type.Object({
        length: Type.Integer({ description: '本页条数' }),
        data: Type.Object({
          ...pageHeadFields,
          results: Type.Array(message),
          result: Type.Array(message),
        }),
      }),
      async handle(call) {
        const { unprocessed, order } = call.fields;
        const page = await listMessages(call.read(), {
          which: which(unprocessed),
          oldestFirst: order === 'asc',
          page: pageOf(call.fields),
        });
        const result = page.items.map((row) => toMessage(row, vault));
        const head = pageHead(call.fields, page.total, 'sendTime');
        return { length: result.length, data: { ...head, results: result, result } };
      },
    }),
    endpoint({
      id: 'messages_unread',
      method: 'GET',
      paths: ['/messages/unread', '/user/messages/unread'],
      title: '未读消息数',
      access: 'signed-in',
      fields: {},
      answer: answerOf(Type.Object({ count: Type.Integer() })),
      handle: async (call) => ({ data: { count: await countUnreadMessages(call.read()) } }),
    }),
    endpoint({
      id: '4.11.2',
      method: 'POST',
      paths: ['/:service'],
      title: '消息操作：任务',
      notes:
        '向消息的 service 提交 postparams、accept 和 messageid；各 service 见其接口。service 也可以编码为一段路径（project%2FacceptHiring）。只有收件人可以处理，且只能处理一次；处理什么由 messageid 决定',
      access: 'signed-in',
      bodyOnly: true,
      fields: {
        service: text({ max: 100 }).required(),
        ...answerFields,
        messageid: answerFields.messageid.required(),
        ...ratingField,
      },
      answer: nothing,
      async handle(call) {
        const { service, messageid, rating } = call.fields;
        const answer = { isAccepted: isAccepted(call.fields), rating };
        await call.write((ctx) => answerAt(ctx, service, messageid, answer));
        return done;
      },
    }),
    endpoint({
      id: '4.11.3',
      method: 'POST',
      paths: ['/message/update/:id'],
      title: '消息操作：读或处理',
      notes: 'readStatus 标记已读或未读；status 2 拒绝任务，只读消息 status 1 或 2 为已处理；接受任务须通过其 service',
      access: 'signed-in',
      fields: { id: id().required(), readStatus: flag(), status: oneOf(['0', '1', '2']) },
      answer: nothing,
      async handle(call) {
        const { id: messageId, readStatus, status } = call.fields;
        await call.write(async (ctx) => {
          if (status === '2') await decline(ctx, messageId);
          if (status === '1') await settleNotice(ctx, messageId);
          await markMessage(ctx, messageId, readStatus ?? true);
        });
        return done;
      },
    }),
    ...(['POST', 'GET'] as const).map((method) =>
      endpoint({
        id: method === 'POST' ? 'message_read' : 'message_read_by_get',
        method,
        paths: [method === 'POST' ? '/message/markasread/:id' : '/message/update/:id'],
        title: '标记消息已读',
        access: 'signed-in',
        fields: { id: id().required() },
        answer: nothing,
        async handle(call) {
          await call.write((ctx) => markMessage(ctx, call.fields.id, true));
          return done;
        },
      }),
    ),
  ];
}
