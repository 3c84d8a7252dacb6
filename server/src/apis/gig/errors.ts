import { type ErrorCode, type ErrorKind, errorKinds } from '../../kernel/errors.ts';
import { formatYuan } from '../../kernel/money.ts';
import type { Refusal } from '../../platform/http/endpoint.ts';

/** What is said of a refusal that has no words of its own here. */
const textsOfKind = {
  unauthenticated: '请先登录',
  forbidden: '没有权限进行此操作',
  not_found: '内容不存在或已删除',
  invalid: '提交的内容不正确',
  conflict: '当前状态不能进行此操作',
  too_many: '操作过于频繁，请稍后再试',
  unavailable: '服务暂时不可用，请稍后再试',
} as const satisfies Record<ErrorKind, string>;

type Words = string | ((facts: Readonly<Record<string, unknown>>) => string);

const wordsOfCode: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'auth.wrong_password': '手机号码或密码不正确',
  'auth.restricted': ({ reason }) => `账号已被限制使用${reason === '' ? '' : `：${String(reason)}`}，请联系客服`,
  'auth.too_many_attempts': '登录失败次数过多，请 15 分钟后再试',
  'role.client_required': '只有企业用户可以进行此操作',
  'role.freelancer_required': '只有个人用户可以进行此操作',
  'user.not_found': '用户不存在',
  'user.kind_required': '该手机号码尚未注册，请选择个人用户或企业用户',
  'user.password_invalid': ({ min, max }) => `密码长度须为 ${String(min)} 至 ${String(max)} 位`,
  'user.email_taken': '该邮箱已被使用',
  'code.none': '请先获取短信验证码',
  'code.wrong': '短信验证码不正确',
  'code.expired': '短信验证码已过期，请重新获取',
  'code.used': '短信验证码已使用，请重新获取',
  'code.too_many_tries': '短信验证码输错次数过多，请重新获取',
  'code.too_often': '短信发送过于频繁，请稍后再试',
  'file.too_large': '文件不能超过 20 MB',
  'file.wrong_type': '文件为空或无法识别',
  'file.name_too_long': '文件名过长',
  'file.unusable': '文件须为本人在本站上传、未用于别处，并符合类型要求',
  'file.not_found': '文件不存在',
  'profile.entry_not_found': '记录不存在或已删除',
  'profile.too_many_entries': '每类记录最多 50 条',
  'profile.entry_dates': '结束时间不能早于开始时间',
  'identity.number_impossible': ({ partner }) =>
    partner === undefined ? '身份证号码不正确' : `第 ${Number(partner)} 位合伙人的身份证号码不正确`,
  'identity.mismatch': '姓名与身份证号码不一致',
  'identity.done': '已通过实名认证，或该身份证号码已被其他账号使用',
  'identity.waiting': '实名认证正在审核中',
  'identity.too_many_tries': '实名认证次数已用完，请联系客服',
  'identity.unavailable': '实名认证暂时不可用，请稍后再试',
  'company.waiting': '企业认证正在审核中',
  'company.done': '企业认证已通过',
  'company.too_many_tries': '企业认证提交次数已用完，请联系客服',
  'gig.not_found': '需求不存在或已删除',
  'gig.application_not_found': '申请不存在或已删除',
  'gig.not_open': '该需求已结束，不能申请',
  'gig.applied_already': '已经申请过该需求',
  'gig.over_price': ({ left }) => `金额超过该需求的剩余金额 ${typeof left === 'bigint' ? formatYuan(left) : ''} 元`,
  'gig.dates': '工作结束时间不能早于开始时间',
  'gig.result_required': '请上传效果预览或成果压缩包',
  'payout.below_minimum': '提现金额过小',
  'payout.account_unknown': '请先填写收款的支付宝账号',
  'alipay.invalid': '支付宝账号不正确',
  'ledger.insufficient_funds': '余额不足',
  'request.malformed': '请求内容无法解析',
  'request.too_large': '请求内容过长',
  'request.incomplete': ({ field }) => `缺少 ${String(field)}`,
};

/** What a refusal says on this wire. */
export function wordsOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'domain': {
      const { code, facts } = refusal.error;
      const words = wordsOfCode[code] ?? textsOfKind[errorKinds[code]];
      return typeof words === 'string' ? words : words(facts);
    }
    case 'field': {
      const { name, problem } = refusal.trouble;
      return problem === 'missing' ? `缺少 ${name}` : `${name} 的值不合要求`;
    }
    case 'no_route':
      return '没有这个接口';
    case 'wrong_method':
      return '请求方法不对，请使用 POST';
    case 'bug':
      return `服务器内部错误（请求编号 ${refusal.requestId}）`;
  }
}
