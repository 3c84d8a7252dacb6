import { type ErrorCode, type ErrorKind, errorKinds } from '../../kernel/errors.ts';
import type { Refusal } from '../../platform/http/endpoint.ts';

/** The document says "non-zero"; what kind of trouble it is shows in the number. */
const numbersOfKind = {
  invalid: 1,
  unauthenticated: 2,
  forbidden: 3,
  not_found: 4,
  conflict: 5,
  too_many: 6,
  unavailable: 7,
} as const satisfies Record<ErrorKind, number>;

const textsOfKind = {
  invalid: '提交的内容不正确',
  unauthenticated: '请先登录',
  forbidden: '没有权限进行此操作',
  not_found: '内容不存在或已删除',
  conflict: '当前状态不能进行此操作',
  too_many: '操作过于频繁，请稍后再试',
  unavailable: '服务暂时不可用，请稍后再试',
} as const satisfies Record<ErrorKind, string>;

type Words = string | ((facts: Readonly<Record<string, unknown>>) => string);

const wordsOfCode: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'auth.wrong_password': '用户名或密码不正确',
  'auth.restricted': ({ reason }) => `账号已被限制使用${reason === '' ? '' : `：${String(reason)}`}，请联系客服`,
  'auth.too_many_attempts': '登录失败次数过多，请 15 分钟后再试',
  'role.client_required': '只有买家可以进行此操作',
  'role.freelancer_required': '只有顾问可以进行此操作',
  'user.exists': '用户名或手机号码已被注册',
  'user.email_taken': '该邮箱已被使用',
  'user.password_invalid': ({ min, max }) => `密码长度须为 ${Number(min)} 至 ${Number(max)} 位`,
  'code.none': '请先获取短信验证码',
  'code.wrong': '短信验证码不正确',
  'code.expired': '短信验证码已过期，请重新获取',
  'code.used': '短信验证码已使用，请重新获取',
  'code.too_many_tries': '短信验证码输错次数过多，请重新获取',
  'code.too_often': '短信发送过于频繁，请稍后再试',
  'code.phone_registered': '该手机号码已注册，请直接登录',
  'consultation.post_not_found': '需求不存在或已删除',
  'consultation.order_not_found': '订单不存在或已删除',
  'consultation.consultant_unknown': '顾问不存在',
  'consultation.mismatch': ({ field }) => `${String(field)} 与实际不符`,
  'consultation.number_taken': '订单号已被使用',
  'order.wrong_state': '该订单已支付、无需支付或已结束',
  'rail.unavailable': '微信支付暂时不可用，请稍后再试',
  'payout.below_minimum': '提现金额过小',
  'payout.account_unknown': '请先填写收款的支付宝账号',
  'alipay.invalid': '支付宝账号不正确',
  'alipay.exists': '已填写过收款的支付宝账号',
  'ledger.insufficient_funds': '余额不足',
  'request.malformed': '请求内容无法解析',
  'request.too_large': '请求内容过长',
  'request.incomplete': ({ field }) => `缺少 ${String(field)}`,
};

/** What a refusal says on this wire. */
export function wordsOf(refusal: Refusal): { code: number; msg: string } {
  switch (refusal.kind) {
    case 'domain': {
      const { code, facts } = refusal.error;
      const kind = errorKinds[code];
      const words = wordsOfCode[code] ?? textsOfKind[kind];
      return { code: numbersOfKind[kind], msg: typeof words === 'string' ? words : words(facts) };
    }
    case 'field': {
      const { name, problem } = refusal.trouble;
      return { code: 1, msg: problem === 'missing' ? `缺少 ${name}` : `${name} 的值不合要求` };
    }
    case 'no_route':
      return { code: 1, msg: '没有这个接口' };
    case 'wrong_method':
      return { code: 1, msg: '请求方法不对' };
    case 'bug':
      return { code: 8, msg: `服务器内部错误（请求编号 ${refusal.requestId}）` };
  }
}
