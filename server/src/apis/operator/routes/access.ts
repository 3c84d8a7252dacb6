import { Type } from 'typebox';
import {
  addOperator,
  audit,
  changeOperator,
  changeOwnPassword,
  confirmTotp,
  listAudit,
  listOperators,
  type Operator,
  type OperatorRow,
  offerTotp,
  owes,
  permissions,
  permissionsOf,
  randomPassword,
  renewOperatorPassword,
  roles,
  signInOperator,
  signOutOperator,
} from '../../../domain/operators/index.ts';
import { markets } from '../../../kernel/market.ts';
import { flag, oneOf, secret, text } from '../../../platform/http/fields.ts';
import {
  isoOrNull,
  isoTime,
  nothing,
  pageFields,
  pageOf,
  presentPage,
  reason,
  time,
  timeOrNull,
  toPage,
} from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { cookieName, endpoint, operatorIn } from '../wire.ts';

const me = Type.Object({
  uid: Type.String(),
  name: Type.String(),
  shown_name: Type.String(),
  role: Type.Enum(roles),
  permissions: Type.Array(Type.Enum(permissions)),
  owes: Type.Union([Type.Literal('password'), Type.Literal('totp'), Type.Null()]),
  has_totp: Type.Boolean(),
});

const operatorItem = Type.Object({
  uid: Type.String(),
  name: Type.String(),
  shown_name: Type.String(),
  role: Type.Enum(roles),
  active: Type.Boolean(),
  has_totp: Type.Boolean(),
  last_seen_at: timeOrNull,
});

const toOperator = (row: OperatorRow) => ({
  uid: row.uid,
  name: row.name,
  shown_name: row.shown_name,
  role: row.role,
  active: row.is_active,
  has_totp: row.totp_cipher !== null,
  last_seen_at: isoOrNull(row.last_seen_at),
});

const entry = Type.Object({
  id: Type.String(),
  operator: Type.String(),
  market: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  reason: Type.String(),
  facts: Type.Record(Type.String(), Type.Unknown()),
  at: time,
});

/** Getting in, one's own access, the other operators, and what they have changed. */
export function accessRoutes(means: OperatorApiMeans) {
  const { passwords, vault } = means;
  const toMe = (operator: Operator | OperatorRow) => ({
    uid: operator.uid,
    name: operator.name,
    shown_name: operator.shown_name,
    role: operator.role,
    permissions: [...permissionsOf[operator.role]],
    owes: owes(operator, means) ?? null,
    has_totp: operator.totp_cipher !== null,
  });
  return [
    endpoint({
      id: 'session_open',
      method: 'POST',
      paths: ['/session'],
      title: '登录',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        name: text({ max: 100 }).required(),
        password: secret().required(),
        code: text({ max: 6 }).says('动态码'),
      },
      answer: me,
      async handle(call) {
        const { name, password, code } = call.fields;
        const given = { name, password, code, address: call.request.address };
        const { token, operator } = await signInOperator(call, means, given);
        call.setCookie(cookieName, token);
        return toMe(operator);
      },
    }),
    endpoint({
      id: 'session_read',
      method: 'GET',
      paths: ['/session'],
      title: '当前操作员',
      access: 'setting-up',
      fields: {},
      answer: me,
      handle: async ({ caller }) => toMe(operatorIn(caller)),
    }),
    endpoint({
      id: 'session_close',
      method: 'DELETE',
      paths: ['/session'],
      title: '退出',
      access: 'setting-up',
      fields: {},
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => signOutOperator(ctx, operatorIn(call.caller)));
        call.clearCookie(cookieName);
        return {};
      },
    }),
    endpoint({
      id: 'own_password',
      method: 'PUT',
      paths: ['/session/password'],
      title: '修改自己的密码',
      access: 'setting-up',
      bodyOnly: true,
      fields: { old_password: secret().required(), password: secret().required() },
      answer: nothing,
      async handle(call) {
        const { old_password: oldPassword, password } = call.fields;
        await changeOwnPassword(call, passwords, operatorIn(call.caller), { oldPassword, password });
        return {};
      },
    }),
    endpoint({
      id: 'totp_offer',
      method: 'POST',
      paths: ['/session/totp'],
      title: '生成动态码密钥',
      access: 'setting-up',
      fields: {},
      answer: Type.Object({ secret: Type.String(), uri: Type.String() }),
      handle: async ({ caller }) => offerTotp(operatorIn(caller)),
    }),
    endpoint({
      id: 'totp_confirm',
      method: 'PUT',
      paths: ['/session/totp'],
      title: '绑定动态码',
      access: 'setting-up',
      bodyOnly: true,
      fields: { secret: text({ max: 64 }).required(), code: text({ max: 6 }).required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => confirmTotp(ctx, vault, operatorIn(call.caller), call.fields));
        return {};
      },
    }),
    endpoint({
      id: 'operator_list',
      method: 'GET',
      paths: ['/operators'],
      title: '操作员列表',
      access: 'operators.change',
      fields: {},
      answer: Type.Object({ items: Type.Array(operatorItem) }),
      handle: async (call) => ({ items: (await listOperators(call.read())).map(toOperator) }),
    }),
    endpoint({
      id: 'operator_add',
      method: 'POST',
      paths: ['/operators'],
      title: '添加操作员',
      notes: '初始密码只显示一次',
      access: 'operators.change',
      bodyOnly: true,
      fields: {
        name: text({ min: 2, max: 50, pattern: /^[A-Za-z0-9][\w.@-]+$/ }).required(),
        shown_name: text({ min: 1, max: 50 }).required(),
        role: oneOf(roles).required(),
        reason: reason(),
      },
      answer: Type.Object({ uid: Type.String(), password: Type.String() }),
      async handle(call) {
        const { name, shown_name: shownName, role, reason: why } = call.fields;
        const password = randomPassword();
        const added = await addOperator(
          call,
          passwords,
          { name, shownName, role, password, mustChangePassword: true },
          (ctx, row) =>
            audit(ctx, { action: 'operator.add', subject: `operator:${row.uid}`, reason: why, facts: { name, role } }),
        );
        return { uid: added.uid, password };
      },
    }),
    endpoint({
      id: 'operator_change',
      method: 'PUT',
      paths: ['/operators/:uid'],
      title: '更改操作员',
      notes: '会结束其全部登录',
      access: 'operators.change',
      bodyOnly: true,
      fields: {
        uid: text({ max: 32 }).required(),
        role: oneOf(roles).required(),
        active: flag().required(),
        forget_totp: flag().or(false),
        reason: reason(),
      },
      answer: nothing,
      async handle(call) {
        const { uid, role, active: isActive, forget_totp: forgetsTotp, reason: why } = call.fields;
        await call.write(async (ctx) => {
          await changeOperator(ctx, uid, { role, isActive, forgetsTotp });
          const facts = { role, isActive, forgetsTotp };
          await audit(ctx, { action: 'operator.change', subject: `operator:${uid}`, reason: why, facts });
        });
        return {};
      },
    }),
    endpoint({
      id: 'operator_password',
      method: 'POST',
      paths: ['/operators/:uid/password'],
      title: '重置操作员密码',
      notes: '新密码只显示一次，首次登录须修改',
      access: 'operators.change',
      bodyOnly: true,
      fields: { uid: text({ max: 32 }).required(), reason: reason() },
      answer: Type.Object({ password: Type.String() }),
      async handle(call) {
        const { uid, reason: why } = call.fields;
        const password = await renewOperatorPassword(call, passwords, uid, (ctx) =>
          audit(ctx, { action: 'operator.password', subject: `operator:${uid}`, reason: why }),
        );
        return { password };
      },
    }),
    endpoint({
      id: 'audit_list',
      method: 'GET',
      paths: ['/audit'],
      title: '审计日志',
      access: 'operator',
      fields: {
        market: oneOf([...markets, 'operator']),
        subject: text({ max: 100 }),
        operator: text({ max: 50 }),
        ...pageFields,
      },
      answer: pageOf(entry),
      async handle({ fields, read }) {
        const { market, subject, operator: name } = fields;
        const page = await listAudit(read(), { market, subject, name }, toPage(fields));
        return presentPage(page, ({ id, operator_name, at, ...rest }) => ({
          id: String(id),
          operator: operator_name,
          at: isoTime(at),
          ...rest,
        }));
      },
    }),
  ];
}
