import { Type } from 'typebox';
import { dealSideOf } from '../../../domain/identity/index.ts';
import {
  changeSetting,
  countUnread,
  listNotices,
  noticeSettings,
  readNotice,
  removeNotice,
} from '../../../domain/notifications/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, id, oneOf, text } from '../../../platform/http/fields.ts';
import { nothing, pagedAnswer, pageOf, paging, personIn } from '../forms.ts';
import { noticeAnswer, settingAnswer, switchNamed, toNotice, toSettings } from '../notices.ts';
import { endpoint } from '../wire.ts';

const lists = ['all', 'read', 'unread'] as const;

/** What the house tells people, and of what (seed 000: 消息列表, 消息更新已读, 消息删除, 通知设置). */
export function noticeRoutes() {
  return [
    endpoint({
      id: 'notify_list',
      method: 'GET',
      paths: ['/api/notify'],
      title: '消息列表',
      notes: '当前身份的消息，新的在前；rtype 为 number（或数字）时只返回未读总数，notify 为空',
      access: 'signed-in',
      fields: {
        rtype: text({ pattern: /^(number|read|unread|all|\d{1,9})$/ })
          .required()
          .failsWith(20662)
          .says('number、read、unread、all'),
        ...paging(10, 20661, 50),
      },
      answer: Type.Object({ notify: Type.Array(noticeAnswer), ...pagedAnswer, count_unread: Type.Integer() }),
      async handle(call) {
        const ctx = call.read();
        const list = lists.find((one) => one === call.fields.rtype);
        if (!list) {
          const unread = await countUnread(ctx);
          return { notify: [], pagenum: 1, count: unread, count_unread: unread };
        }
        const { items, total, unread } = await listNotices(ctx, { list, page: pageOf(call.fields) });
        const role = dealSideOf(personIn(ctx));
        return {
          notify: items.map((row) => toNotice(row, role)),
          pagenum: call.fields.pagenum,
          count: total,
          count_unread: unread,
        };
      },
    }),
    endpoint({
      id: 'notify_update',
      method: 'PUT',
      paths: ['/api/notify'],
      title: '消息更新已读',
      access: 'signed-in',
      fields: { notify_id: id().required() },
      answer: nothing,
      badField: 20671,
      async handle(call) {
        await call.write((ctx) => readNotice(ctx, call.fields.notify_id));
        return {};
      },
    }),
    endpoint({
      id: 'notify_delete',
      method: 'DELETE',
      paths: ['/api/notify'],
      title: '消息删除',
      access: 'signed-in',
      fields: { notify_id: id().required() },
      answer: nothing,
      badField: 20691,
      errors: { 'notice.not_found': 20692 },
      async handle(call) {
        await call.write((ctx) => removeNotice(ctx, call.fields.notify_id));
        return {};
      },
    }),
    endpoint({
      id: 'notify_setting',
      method: 'POST',
      paths: ['/api/notify/setting'],
      title: '通知设置',
      notes: 'mtype 为 GET 返回的当前身份的类型；recomm_rate 仅开发者，打开时 rate 必须',
      access: 'signed-in',
      fields: {
        mtype: text({ max: 50 }).required(),
        is_send: flag().required(),
        rate: oneOf(['day', 'week']).failsWith(20792),
      },
      answer: nothing,
      badField: 20791,
      async handle(call) {
        const { mtype, is_send: isOn, rate } = call.fields;
        await call.write(async (ctx) => {
          const name = switchNamed(await noticeSettings(ctx), mtype);
          if (name === undefined) throw new DomainError('notice.setting_unknown', { mtype });
          await changeSetting(ctx, { name, isOn, rate });
        });
        return {};
      },
    }),
    endpoint({
      id: 'notify_setting_get',
      method: 'GET',
      paths: ['/api/notify/setting'],
      title: '查询通知设置',
      notes: '开发者第一项为 recomm_rate',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({ data: Type.Array(settingAnswer) }),
      async handle(call) {
        return { data: toSettings(await noticeSettings(call.read())) };
      },
    }),
  ];
}
