import { type ErrorCode, type ErrorKind, errorKinds } from '../../kernel/errors.ts';
import type { Refusal } from '../../platform/http/endpoint.ts';

/** HTTP status and documented number of an answer. */
export type Numbers = readonly [status: number, code: 1001 | 1002 | 1003 | 1004 | 5001];

/**
 * 1002, 1003, 1004 and 5001 come with one status each; 1001 is whatever the caller can put right, and its status says
 * what that is (seed 004 knows no numbers for what is not there, at odds with what is, or too often).
 */
const numbersOfKind = {
  invalid: [422, 1001],
  unauthenticated: [401, 1002],
  forbidden: [403, 1004],
  not_found: [404, 1001],
  conflict: [409, 1001],
  too_many: [429, 1001],
  unavailable: [500, 5001],
} as const satisfies Record<ErrorKind, Numbers>;

const numbersOfCode: Readonly<Partial<Record<ErrorCode, Numbers>>> = {
  'channel.token_invalid': [401, 1003],
  'channel.cursor_invalid': [400, 1001],
  'request.malformed': [400, 1001],
  'request.too_large': [413, 1001],
  'auth.busy': [429, 1001],
};

const textsOfKind = {
  invalid: '参数错误',
  unauthenticated: '认证失败',
  forbidden: '权限不足',
  not_found: '不存在',
  conflict: '与现有数据冲突',
  too_many: '请求过于频繁，请稍后再试',
  unavailable: '服务暂时不可用，请稍后再试',
} as const satisfies Record<ErrorKind, string>;

const nouns: Readonly<Record<string, string>> = {
  person: '用户',
  company: '企业',
  posting: '任务',
  application: '投递记录',
  payment: '付款记录',
  webhook: 'Webhook',
  delivery: '投递',
};
const nounIn = (facts: Readonly<Record<string, unknown>>) => nouns[String(facts['noun'])] ?? '对象';

type Words = (facts: Readonly<Record<string, unknown>>) => string;

const textsOfCode: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'auth.required': () => '认证失败：缺少 Authorization: Bearer {token}',
  'auth.too_many_attempts': () => '认证失败次数过多，请 15 分钟后再试',
  'channel.credentials_wrong': () => '认证失败：appkey 或 secret 不正确',
  'channel.token_invalid': () => 'Token 过期或无效',
  'channel.not_found': (facts) => `${nounIn(facts)}不存在`,
  'channel.id_taken': (facts) => `该${nounIn(facts)}标识已存在，且内容不同`,
  'channel.cursor_invalid': () => 'cursor 无效，或与筛选条件不符',
  'channel.window_invalid': () => '结束时间早于开始时间',
  'channel.posting_not_open': () => '任务未开放招募',
  'channel.outside_window': () => '投递时间不在任务的招募时间内',
  'channel.headcount_full': () => '任务招募人数已满',
  'channel.headcount_below_accepted': () => '招募人数不能少于已录用人数',
  'channel.applied_already': () => '该用户已投递过此任务',
  'channel.reference_fixed': () => '投递记录的用户和任务不能更改',
  'channel.payee_required': (facts) =>
    facts['kind'] === 'application' ? '缺少 channel_application_id' : '缺少 channel_user_id',
  'channel.payee_mismatch': () => 'channel_user_id 不是该投递记录的用户',
  'channel.payment_fixed': () => '付款已完成或已失败，金额、收款方和付款时间不能更改',
  'channel.webhook_url_invalid': () => 'url 不可用：须为 https 的公网地址，不含用户名和密码',
  'channel.webhooks_too_many': (facts) => `最多 ${String(facts['most'])} 个 Webhook`,
  'channel.suspended': () => '该渠道已被停用',
  'channel.not_a_sandbox': () => '只有沙箱渠道可以清空数据',
  'channel.key_reused': () => 'Idempotency-Key 已用于其他请求',
  'identity.number_impossible': () => 'id_card 不是有效的身份证号码',
  'company.number_impossible': () => 'social_credit_code 不是有效的统一社会信用代码',
  'move.not_from_here': () => '当前状态不允许此变更',
  'request.malformed': () => '请求内容无法解析',
  'request.too_large': () => '请求内容过长',
};

/** What a refusal says on this wire. */
export function wordsOf(refusal: Refusal): { numbers: Numbers; message: string } {
  switch (refusal.kind) {
    case 'domain': {
      const { code, facts } = refusal.error;
      const kind = errorKinds[code];
      return {
        numbers: numbersOfCode[code] ?? numbersOfKind[kind],
        message: textsOfCode[code]?.(facts) ?? textsOfKind[kind],
      };
    }
    case 'field': {
      const { name, problem } = refusal.trouble;
      const message = problem === 'missing' ? `参数错误：缺少 ${name}` : `参数错误：${name} 的值不合要求`;
      return { numbers: [400, 1001], message };
    }
    case 'no_route':
      return { numbers: [404, 1001], message: '没有这个接口' };
    case 'wrong_method':
      return { numbers: [405, 1001], message: '请求方法不对' };
    case 'bug':
      return { numbers: [500, 5001], message: `服务器内部错误（请求编号 ${refusal.requestId}）` };
  }
}
